import type { Method } from "./method.ts";

const authTest: Method = (_args, world) => {
  const { team, bot } = world.settings.seed;
  return {
    ok: true,
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    team_id: world.isOrgWide ? world.enterprise?.id : team.id,
    user: bot.name,
    user_id: bot.userId,
    bot_id: bot.botId,
    ...(world.enterprise === null ? {} : { enterprise_id: world.enterprise.id }),
    is_enterprise_install: world.isOrgWide,
  };
};

/** The workspaces that a token is good for. */
const teamsList: Method = (_args, world) => {
  const { team } = world.settings.seed;
  const others = world.isOrgWide ? (world.enterprise?.otherTeamIds ?? []) : [];
  const teams = [{ id: team.id, name: team.name }, ...others.map((id) => ({ id, name: id }))];
  return { ok: true, teams, response_metadata: { next_cursor: "" } };
};

const apiTest: Method = (args) => {
  const error = args["error"];
  return typeof error === "string" ? { ok: false, error, args } : { ok: true, args };
};

export const authMethods: Readonly<Record<string, Method>> = {
  "auth.test": authTest,
  "auth.teams.list": teamsList,
  "api.test": apiTest,
};
