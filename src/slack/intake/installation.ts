import type { WebClient } from "@slack/web-api";
import { type Installation, isEnterpriseId } from "../../accounts/installation.ts";
import { PlainError } from "../../core/errors.ts";

/** Slack took the token, and did not say where it is good for. */
export class InstallationUntold extends PlainError {
  override readonly name = "InstallationUntold";
}

/**
 * Where the app is installed: `auth.test` tells it of the bot's token. Rejects when Slack refuses
 * the token, cannot be reached, or does not say it: then nobody could be told from a stranger.
 */
export async function readInstallation(client: WebClient): Promise<Installation> {
  const auth = await client.auth.test();
  // Slack's types know no null, and Slack writes it all the same.
  const teamId = auth.team_id ?? "";
  const told = auth.enterprise_id ?? "";
  const { is_enterprise_install: isOrgWide } = auth;
  const isOrganisation = isOrgWide === true || isEnterpriseId(teamId);
  const enterpriseId = told === "" && isEnterpriseId(teamId) ? teamId : told;
  const installation = {
    teamId: isOrganisation || teamId === "" ? null : teamId,
    enterpriseId: enterpriseId === "" ? null : enterpriseId,
  };
  if (installation.teamId === null && installation.enterpriseId === null) {
    throw new InstallationUntold("Slack did not say which workspace the token belongs to", {});
  }
  return installation;
}
