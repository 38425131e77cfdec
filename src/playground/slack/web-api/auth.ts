import type { Method } from "./method.ts";

const authTest: Method = (_args, world) => {
  const { team, bot } = world.settings.seed;
  return {
    ok: true,
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    team_id: team.id,
    user: bot.name,
    user_id: bot.userId,
    bot_id: bot.botId,
    is_enterprise_install: false,
  };
};

const apiTest: Method = (args) => {
  const error = args["error"];
  return typeof error === "string" ? { ok: false, error, args } : { ok: true, args };
};

export const authMethods: Readonly<Record<string, Method>> = {
  "auth.test": authTest,
  "api.test": apiTest,
};
