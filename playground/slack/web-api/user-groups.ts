import { type Method, refusal, words } from "./method.ts";

/** Who is in a user group. */
const members: Method = (args, world) => {
  const id = words(args, "usergroup");
  const group = world.settings.seed.userGroups?.find((one) => one.id === id);
  return group === undefined ? refusal("no_such_subteam") : { ok: true, users: group.members };
};

export const userGroupMethods: Readonly<Record<string, Method>> = {
  "usergroups.users.list": members,
};
