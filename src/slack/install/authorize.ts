import type { Authorize } from "@slack/bolt";
import { cameThrough } from "../intake/through.ts";
import type { KnownInstallations } from "./known-installations.ts";

/**
 * Which bot a request is for. Where there is none, the request goes on without a token: whoever asked
 * is told so by a way of its own, and nothing else is done.
 */
export function authorizeBy({ find }: Pick<KnownInstallations, "find">): Authorize<boolean> {
  return async ({ teamId, enterpriseId, isEnterpriseInstall }, body) => {
    const found = await find({ teamId, enterpriseId, isEnterpriseInstall });
    if (found.kind === "refused") {
      cameThrough(body, found);
      return {};
    }
    const { id, botToken, botId, botUserId } = found.installation;
    cameThrough(body, { kind: "installed", id });
    return { botToken, botId, botUserId };
  };
}
