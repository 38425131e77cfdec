import { type Method, refusal, words } from "./method.ts";

/** Who is in a user group; an org-wide token has to say of which workspace. */
const members: Method = (args, world) => {
  const team = words(args, "team_id");
  if (world.isOrgWide && team === "") return refusal("missing_argument");
  if (team !== "" && team !== world.settings.seed.team.id) return refusal("no_such_subteam");
  const id = words(args, "usergroup");
  const group = world.settings.seed.userGroups?.find((one) => one.id === id);
  return group === undefined ? refusal("no_such_subteam") : { ok: true, users: group.members };
};

export const userGroupMethods: Readonly<Record<string, Method>> = {
  "usergroups.users.list": members,
};
