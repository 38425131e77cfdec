import type { App } from "@slack/bolt";
import type { KeptInstallation } from "../../ports/installations.ts";
import { type Fields, fieldsOf } from "../intake/judge-payload.ts";
import type { KnownInstallations } from "./known-installations.ts";

export interface ForgetParts {
  readonly known: Pick<KnownInstallations, "all" | "forget">;
  /** What Slack says of a token. Never rejects. */
  readonly tokenState: (botToken: string) => Promise<"good" | "dead" | "untold">;
  readonly onForgotten: (installation: KeptInstallation) => void;
  readonly onFailed: (error: unknown) => void;
}

/**
 * Forgets an installation when Slack says that it ended. Slack may tell late, and again, after the app
 * was installed anew; and of a workspace that leaves an organisation's installation. So a token that
 * is still good stays.
 */
export function listenToUninstalls(app: App, parts: ForgetParts): void {
  app.event("app_uninstalled", ({ body }) => forgetEnded(body, parts));
  app.event("tokens_revoked", async ({ body, event }) => {
    // People's own tokens are none of ours.
    const { bot } = fieldsOf(fieldsOf(event)["tokens"]);
    if (Array.isArray(bot) && bot.length > 0) await forgetEnded(body, parts);
  });
}

async function forgetEnded(body: unknown, parts: ForgetParts): Promise<void> {
  const { known, tokenState, onForgotten, onFailed } = parts;
  const { concerned, meant } = idsIn(fieldsOf(body));
  for (const installation of await known.all()) {
    if (!concerned.has(installation.id)) continue;
    const { botToken } = installation;
    const state = botToken === null ? "untold" : await tokenState(botToken);
    if (state === "good" || (state === "untold" && installation.id !== meant)) continue;
    try {
      await known.forget(installation);
      onForgotten(installation);
    } catch (error) {
      onFailed(error);
    }
  }
}

/** `meant`: the one of those that it is about, where Slack does not tell more. */
function idsIn(payload: Fields): { concerned: ReadonlySet<unknown>; meant: unknown } {
  const [first] = Array.isArray(payload["authorizations"]) ? payload["authorizations"] : [];
  const through = fieldsOf(first);
  const teamId = payload["team_id"] ?? through["team_id"];
  const enterpriseId = payload["enterprise_id"] ?? through["enterprise_id"];
  const isOrgWide = (payload["is_enterprise_install"] ?? through["is_enterprise_install"]) === true;
  return { concerned: new Set([teamId, enterpriseId]), meant: isOrgWide ? enterpriseId : teamId };
}
