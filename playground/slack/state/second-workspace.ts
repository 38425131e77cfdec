import type { WorkspaceSeed } from "./workspace.ts";

/** Somebody in the second workspace, and a channel that the bot is in. */
export const harborPeople = { joe: "U0JOE00001" } as const;
export const harborChannels = { docks: "C0DOCKS001" } as const;

/** A workspace of another company than that of the default one. */
export const secondWorkspace: WorkspaceSeed = {
  team: { id: "T0HARBOR01", name: "Harbor <Works>", domain: "harbor-works" },
  bot: { userId: "U0HARBORBT", botId: "B0HARBORBT", name: "simscope" },
  appId: "A0SIMSCOPE",
  users: [{ id: harborPeople.joe, name: "joe", realName: "Joe Marin", timeZone: "Europe/Lisbon" }],
  channels: [
    {
      id: harborChannels.docks,
      name: "docks",
      kind: "public",
      members: [harborPeople.joe],
      botIsMember: true,
    },
  ],
};
