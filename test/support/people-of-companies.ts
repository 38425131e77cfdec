import {
  defaultWorkspace,
  people,
  type SlackEnterprise,
  type SlackUser,
  type WorkspaceSeed,
} from "../../playground/slack/state/workspace.ts";

/** Where the app is installed. */
export const installations = ["workspace", "workspace of an organisation", "organisation"] as const;
export type InstalledIn = (typeof installations)[number];

/** A channel that Ada's company shares with another one; the bot is a member. */
export const sharedChannel = "C0SHARED01";

export const companies = {
  own: { team: "T0FLEET001", enterprise: "E0FLEET001" },
  sisterTeam: "T0SISTER01",
  other: { team: "T0OTHER001", enterprise: "E0OTHER001" },
} as const;

/** Beside Ada, who is of the workspace that has the app. */
export const visitors = {
  /** Of another workspace of the same organisation. */
  sister: "U0SISTER01",
  /** Of a company without an organisation. */
  other: "U0OTHER001",
  /** Of a company that has an organisation of its own. */
  otherOfGrid: "U0OTHERG01",
  /** No payload tells where. */
  nowhere: "U0NOWHERE1",
} as const;

function visitor(id: string, teamId: string | null, enterpriseId: string | null): SlackUser {
  const name = id.toLowerCase();
  return { id, name, realName: name, timeZone: "UTC", home: { teamId, enterpriseId } };
}

/** Ada's company, with people of others in its channels. */
export function workspaceWithVisitors(installedIn: InstalledIn): WorkspaceSeed {
  const { own, sisterTeam, other } = companies;
  const enterprise: SlackEnterprise = {
    ...{ id: own.enterprise, name: "Fleet Care", otherTeamIds: [sisterTeam] },
    isOrgWide: installedIn === "organisation",
  };
  const everybody = [...Object.values(people), ...Object.values(visitors)];
  return {
    ...defaultWorkspace,
    ...(installedIn !== "workspace" && { enterprise }),
    users: [
      ...defaultWorkspace.users,
      visitor(visitors.sister, sisterTeam, own.enterprise),
      visitor(visitors.other, other.team, null),
      visitor(visitors.otherOfGrid, other.team, other.enterprise),
      visitor(visitors.nowhere, null, null),
    ],
    channels: [
      ...defaultWorkspace.channels.map((channel) =>
        channel.kind === "im" ? channel : { ...channel, members: everybody },
      ),
      {
        ...{ id: sharedChannel, name: "with-partners", kind: "public", isExtShared: true },
        ...{ members: everybody, botIsMember: true },
      },
    ],
  };
}
