import type { Logger as BoltLogger } from "@slack/bolt";
import type { Config } from "../config/config.ts";
import { secondMs } from "../core/instant.ts";
import { readInstallation } from "../slack/intake/installation.ts";
import { createSlackClient } from "./slack-connection.ts";
import { oneWorkspace, type Workspaces, type WorkspacesParts } from "./workspaces.ts";

const timeoutMs = 8 * secondMs;
const retries = 2;

/**
 * Where the app is installed: in one place, which Slack tells of its token, or wherever the store says,
 * which is known later. Rejects where Slack refuses the token or does not answer.
 */
export async function findWorkspaces(
  { slack: { workspaces, apiUrl } }: Config,
  logger: BoltLogger,
): Promise<(parts: WorkspacesParts) => Workspaces> {
  if (workspaces.kind === "many") {
    // Loaded only here: whoever has one workspace pays nothing for the installer.
    const { manyWorkspaces } = await import("./many-workspaces.ts");
    return (parts) => manyWorkspaces(parts, workspaces);
  }
  const { botToken: token } = workspaces;
  const client = createSlackClient(apiUrl, logger, { timeoutMs, retries, token });
  const installation = await readInstallation(client);
  return (parts) => oneWorkspace(parts, { installation, token });
}
