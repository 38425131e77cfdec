/** A person in the simulated workspace. */
export interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  /** IANA name, for example `Europe/Berlin`. */
  readonly timeZone: string;
  /** Left out: the workspace that the bot is installed in. */
  readonly home?: SlackHome;
}

/** Where a person is at home: somebody of another company is a member of shared channels only. */
export interface SlackHome {
  /** `null`: no payload tells it. */
  readonly teamId: string | null;
  readonly enterpriseId: string | null;
  /** Marked by `users.info` as somebody from elsewhere. */
  readonly isStranger?: boolean;
}

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  /** `im`: between one person and the bot, or, without the bot, between two people. */
  readonly kind: "public" | "private" | "im";
  readonly members: readonly string[];
  readonly botIsMember: boolean;
  /** Shared with another company (Slack Connect). */
  readonly isExtShared?: boolean;
  /** One line that everybody in it sees above the messages; left out: none. */
  readonly topic?: string;
}

/** An Enterprise organisation. */
export interface SlackEnterprise {
  readonly id: string;
  readonly name: string;
  /** The app is installed in the whole organisation: payloads of clicks then tell no `team`. */
  readonly isOrgWide: boolean;
  /** Its other workspaces that have the app. */
  readonly otherTeamIds: readonly string[];
}

/** A user group (`@on-call`). */
export interface SlackUserGroup {
  readonly id: string;
  readonly members: readonly string[];
}

/** Who and what exists before the first message. */
export interface WorkspaceSeed {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  /** The organisation that `team` belongs to; left out: none. */
  readonly enterprise?: SlackEnterprise;
  readonly bot: { readonly userId: string; readonly botId: string; readonly name: string };
  readonly appId: string;
  readonly users: readonly SlackUser[];
  readonly channels: readonly SlackChannel[];
  /** Left out: there are none. */
  readonly userGroups?: readonly SlackUserGroup[];
}

/** The ids of the default workspace, for tests that name them. */
export const people = { ada: "U0ADA00001", ben: "U0BEN00001", eve: "U0EVE00001" } as const;

export const channels = {
  /** Public, the bot is a member. */
  incidents: "C0INCIDENT",
  /** Public, the bot is not a member. */
  general: "C0GENERAL1",
  /** Private, the bot is a member. */
  fleetOps: "C0FLEETOPS",
  /** Private, the bot is not a member. */
  leadership: "C0LEADERS1",
  /** Ada's direct messages with the bot. */
  adaAndBot: "D0ADABOT01",
  /** Direct messages between two people, without the bot. */
  adaAndBen: "D0ADABEN01",
} as const;

const everybody = Object.values(people);

export const defaultWorkspace: WorkspaceSeed = {
  team: { id: "T0FLEET001", name: "Fleet Care", domain: "fleet-care" },
  bot: { userId: "U0SIMSCOPE", botId: "B0SIMSCOPE", name: "simscope" },
  appId: "A0SIMSCOPE",
  users: [
    { id: people.ada, name: "ada", realName: "Ada Okafor", timeZone: "Europe/Berlin" },
    { id: people.ben, name: "ben", realName: "Ben Castillo", timeZone: "America/Chicago" },
    { id: people.eve, name: "eve", realName: "Eve Lindqvist", timeZone: "Asia/Kolkata" },
  ],
  channels: [
    {
      id: channels.incidents,
      name: "incidents",
      kind: "public",
      members: everybody,
      botIsMember: true,
    },
    {
      id: channels.general,
      name: "general",
      kind: "public",
      members: everybody,
      botIsMember: false,
    },
    {
      id: channels.fleetOps,
      name: "fleet-ops",
      kind: "private",
      members: [people.ada, people.ben],
      botIsMember: true,
    },
    {
      id: channels.leadership,
      name: "leadership",
      kind: "private",
      members: [people.ada, people.eve],
      botIsMember: false,
    },
    {
      id: channels.adaAndBot,
      name: "simscope",
      kind: "im",
      members: [people.ada],
      botIsMember: true,
    },
    {
      id: channels.adaAndBen,
      name: "ben",
      kind: "im",
      members: [people.ada, people.ben],
      botIsMember: false,
    },
  ],
};
