import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { isYounger } from "../../core/age.ts";
import { type Instant, minuteMs, secondMs } from "../../core/instant.ts";
import { type Clock, type StartTimer, startRealTimer } from "../../core/time.ts";
import type { GroupsOf } from "../../questions/access.ts";
import { teamsOfToken } from "./teams-of-token.ts";

export interface GroupMembersParts {
  /** Without retries: it is asked again all the time. */
  readonly client: WebClient;
  /** Ids of user groups (`S…`). */
  readonly groups: readonly string[];
  /** The token is good for a whole organisation: Slack wants to be told the group's workspace. */
  readonly isOrgWide: boolean;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  /** The timer of a question that waits; left out: real time. */
  readonly startPatience?: StartTimer;
  /**
   * Where the app is installed in several workspaces: whether a group that this one does not know is
   * another one's. Then nobody is in it here; else it may have been deleted, and allows nothing.
   */
  readonly isOfAnother?: (groupId: string) => boolean;
  readonly onUnread: (groupId: string, error: unknown) => void;
}

/** Who is in the user groups that matter here. */
export interface GroupMembers {
  readonly groupsOf: GroupsOf;
  /** Whether Slack told the members of that group lately. */
  knows(groupId: string): boolean;
  /** Reads them now, and again and again before what was read is too old. */
  start(): void;
  stop(): void;
}

/** People come and go: what was read counts for so long, while Slack cannot tell anew. */
const goodForMs = 10 * minuteMs;
const refreshEveryMs = 4 * minuteMs;
const retryAfterMs = 30 * secondMs;
/** A menu waits 3 s for its options, and placing a person may have taken 2 s of them. */
const patienceMs = 0.9 * secondMs;
/** A crowd that is refused does not make a crowd of calls. */
const askedAnewAfterMs = 5 * secondMs;

/** Asks Slack with `usergroups.users.list` (scope `usergroups:read`), one group after the other. */
export function createGroupMembers(parts: GroupMembersParts): GroupMembers {
  const { client, groups, isOrgWide, clock, startTimer, onUnread } = parts;
  const { startPatience = startRealTimer, isOfAnother = () => false } = parts;
  const workspaceOf = new Map<string, string>();
  const known = new Map<string, { readonly members: ReadonlySet<string>; readonly at: Instant }>();
  /** Slack says that there is no such group here. */
  const absent = new Set<string>();
  let reading: Promise<void> | null = null;
  let readAt: Instant = Number.NEGATIVE_INFINITY;
  let stopTimer = (): void => undefined;
  let isStopped = false;

  const isGood = (id: string): boolean => {
    const at = known.get(id)?.at;
    return at !== undefined && isYounger(at, clock.now(), goodForMs);
  };
  const isElsewhere = (id: string): boolean => absent.has(id) && !isGood(id) && isOfAnother(id);
  const isTold = (id: string): boolean => isGood(id) || isElsewhere(id);
  const membersOf = async (of: { readonly usergroup: string; readonly team_id?: string }) => {
    const { users } = await client.usergroups.users.list(of);
    if (users === undefined) throw new Error("Slack named no members");
    return users;
  };
  /** Nobody says which workspace a group is of: it is the one that knows it, from then on asked first. */
  const inItsWorkspace = async (usergroup: string): Promise<readonly string[]> => {
    const own = workspaceOf.get(usergroup);
    if (own !== undefined) return membersOf({ usergroup, team_id: own });
    let refusal: unknown = new Error("the token is good for no workspace");
    for await (const teams of teamsOfToken(client))
      for (const team of teams) {
        try {
          const members = await membersOf({ usergroup, team_id: team });
          workspaceOf.set(usergroup, team);
          return members;
        } catch (error) {
          refusal = error;
        }
      }
    throw refusal;
  };
  const readOne = async (usergroup: string): Promise<boolean> => {
    const at = clock.now();
    try {
      const users = isOrgWide ? await inItsWorkspace(usergroup) : await membersOf({ usergroup });
      known.set(usergroup, { members: new Set(users), at });
      absent.delete(usergroup);
      return true;
    } catch (error) {
      if (isAbsent(error)) absent.add(usergroup);
      if (isElsewhere(usergroup)) return true;
      onUnread(usergroup, error);
      return false;
    }
  };
  const readAll = async (): Promise<void> => {
    stopTimer();
    let areAllRead = true;
    for (const id of groups) areAllRead = (await readOne(id)) && areAllRead;
    readAt = clock.now();
    if (!isStopped) stopTimer = startTimer(read, areAllRead ? refreshEveryMs : retryAfterMs);
  };
  const read = (): Promise<void> => {
    reading ??= readAll().finally(() => {
      reading = null;
    });
    return reading;
  };

  /** For the first questions after a start, and after a time in which Slack did not tell. */
  const readWhileWaiting = async (): Promise<void> => {
    if (isStopped || (reading === null && isYounger(readAt, clock.now(), askedAnewAfterMs))) return;
    await new Promise<void>((resolve) => {
      const stop = startPatience(resolve, patienceMs);
      void read().then(() => {
        stop();
        resolve();
      });
    });
  };

  return {
    groupsOf: async (userId) => {
      if (!groups.every(isTold)) await readWhileWaiting();
      const told = groups.filter(isTold);
      return {
        member: new Set(
          told.filter((id) => isGood(id) && known.get(id)?.members.has(userId) === true),
        ),
        untold: new Set(groups.filter((id) => !told.includes(id))),
      };
    },
    knows: isGood,
    start: () => {
      if (groups.length > 0) void read();
    },
    stop: () => {
      isStopped = true;
      stopTimer();
    },
  };
}

function isAbsent(error: unknown): boolean {
  return error instanceof WebAPIPlatformError && error.data.error === "no_such_subteam";
}
