import type { WebClient } from "@slack/web-api";
import { type Installation, isEnterpriseId } from "../usecases/installation.ts";

/**
 * Where the app is installed: `auth.test` tells it of the bot's token. Rejects when Slack refuses
 * the token, cannot be reached, or does not say it: then nobody could be told from a stranger.
 */
export async function readInstallation(client: WebClient): Promise<Installation> {
  const auth = await client.auth.test();
  const { team_id: teamId = "", enterprise_id: told = "", is_enterprise_install: isOrgWide } = auth;
  const isOrganisation = isOrgWide === true || isEnterpriseId(teamId);
  const enterpriseId = told === "" && isEnterpriseId(teamId) ? teamId : told;
  const installation = {
    teamId: isOrganisation || teamId === "" ? null : teamId,
    enterpriseId: enterpriseId === "" ? null : enterpriseId,
  };
  if (installation.teamId === null && installation.enterpriseId === null) {
    throw new Error("Slack did not say which workspace the bot's token belongs to");
  }
  return installation;
}
