import type { DistributedApp } from "../../playground/slack/distribution/distributed-app.ts";
import type { SlackSimulator } from "../../playground/slack/simulator.ts";
import type { WorkspaceSeed } from "../../playground/slack/state/workspace.ts";

export const oauthApp = { clientId: "1234.5678", clientSecret: "made-up-client-secret" } as const;

export const encryptionKey = (seed: number): string =>
  Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 7 + seed) % 256)).toString("base64");

/** In place of the token of one workspace. */
export function oauthSettings(seeds: readonly WorkspaceSeed[]): Record<string, string> {
  // Where all of an organisation has it, it is the organisation that has to be allowed.
  const allowed = seeds.map(({ team, enterprise }) =>
    enterprise?.isOrgWide === true ? enterprise.id : team.id,
  );
  return {
    SLACK_CLIENT_ID: oauthApp.clientId,
    SLACK_CLIENT_SECRET: oauthApp.clientSecret,
    SLACK_STATE_SECRET: "made-up-state-secret",
    ENCRYPTION_KEYS: encryptionKey(1),
    ALLOWED_WORKSPACES: allowed.join(","),
  };
}

/** What the browser shows. */
export interface Shown {
  readonly status: number;
  readonly words: string;
}

export interface Visit {
  readonly button: "allow" | "cancel";
  readonly keepsCookie: boolean;
  /** Changes the address to which Slack leads back. */
  readonly changed: (back: string) => string;
}

/** Somebody installs the app in a browser; `over` changes what the browser does. */
export async function install(
  app: DistributedApp,
  bot: { readonly port: number },
  workspace: SlackSimulator,
  over: Partial<Visit> = {},
): Promise<Shown> {
  const { button = "allow", keepsCookie = true, changed = (back: string) => back } = over;
  const origin = `http://127.0.0.1:${bot.port}`;
  app.redirectUrl = `${origin}/slack/oauth_redirect`;
  const begun = await fetch(`${origin}/slack/install`, { redirect: "manual" });
  const [cookie = ""] = (begun.headers.get("set-cookie") ?? "").split(";");
  const link = begun.headers.get("location") ?? "";
  const back = changed(app.press(button, link, workspace));
  const ended = await fetch(back, { headers: keepsCookie ? { cookie } : {} });
  return { status: ended.status, words: await ended.text() };
}
