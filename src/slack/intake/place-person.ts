import type { UsersInfoResponse, WebClient } from "@slack/web-api";
import { LRUCache } from "lru-cache";
import type { Installation, Placed } from "../../accounts/installation.ts";
import { type Instant, minuteMs, secondMs } from "../../core/instant.ts";
import type { Clock, StartTimer } from "../../core/time.ts";
import type { PlacePerson } from "../../questions/access.ts";
import { teamsOfToken } from "./teams-of-token.ts";

export interface PlacePersonParts {
  /** Without retries, and with a deadline for each call below that for all of them. */
  readonly client: WebClient;
  readonly installation: Installation;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
}

/** A menu waits 3 s for its options, and a window as long to be opened. */
const deadlineMs = 2 * secondMs;
/** People change their company rarely; and somebody whom Slack could not place just now may ask again soon. */
const rememberMs = {
  inside: 5 * minuteMs,
  outside: 5 * minuteMs,
  unplaced: 20 * secondMs,
} as const;
const mostPeople = 5_000;

/**
 * Asks Slack about people whose payload does not place them: `users.info` for their organisation
 * (scope `users:read`), and for an org-wide token `auth.teams.list` for its workspaces. Whatever
 * Slack cannot tell, or not in time, is `unplaced`.
 */
export function createPlacePerson(parts: PlacePersonParts): PlacePerson {
  const { client, installation, clock, startTimer } = parts;
  const known = new LRUCache<string, { readonly placed: Placed; readonly at: Instant }>({
    max: mostPeople,
  });
  const underWay = new Map<string, Promise<Placed>>();

  const ask = async (userId: string, teamId: string | null): Promise<Placed> => {
    const isOrgWide = installation.teamId === null;
    const [byProfile, byTeams] = await Promise.all([
      client.users.info({ user: userId }).then(
        ({ user }) => placedByProfile(user, installation),
        () => "unplaced" as const,
      ),
      isOrgWide && teamId !== null
        ? isTeamOfToken(client, teamId).catch(() => "unplaced" as const)
        : ("unplaced" as const),
    ]);
    return byProfile === "unplaced" ? byTeams : byProfile;
  };

  const inTime = (work: Promise<Placed>): Promise<Placed> =>
    new Promise((resolve) => {
      const stopTimer = startTimer(() => resolve("unplaced"), deadlineMs);
      void work.then((placed) => {
        stopTimer();
        resolve(placed);
      });
    });

  return ({ userId, teamId }) => {
    if (userId === "") return Promise.resolve("unplaced");
    const key = JSON.stringify([userId, teamId]);
    const remembered = known.get(key);
    // An age below zero: the clock was put back, and how old it is nobody knows.
    const ageMs = remembered === undefined ? -1 : clock.now() - remembered.at;
    if (remembered !== undefined && ageMs >= 0 && ageMs < rememberMs[remembered.placed]) {
      return Promise.resolve(remembered.placed);
    }
    const asking =
      underWay.get(key) ??
      inTime(ask(userId, teamId)).then((placed) => {
        known.set(key, { placed, at: clock.now() });
        underWay.delete(key);
        return placed;
      });
    underWay.set(key, asking);
    return asking;
  };
}

function placedByProfile(user: UsersInfoResponse["user"], installation: Installation): Placed {
  if (user === undefined || user === null) return "unplaced";
  if (user.is_stranger === true) return "outside";
  // A null of Slack's must not be taken for that of an installation without a workspace.
  const teamId = user.team_id ?? "";
  if (teamId !== "" && teamId === installation.teamId) return "inside";
  const enterpriseId = user.enterprise_user?.enterprise_id ?? "";
  if (enterpriseId !== "") return enterpriseId === installation.enterpriseId ? "inside" : "outside";
  if (teamId === "") return "unplaced";
  if (teamId === installation.enterpriseId) return "inside";
  // Of an organisation's own people Slack tells the organisation; its list of workspaces may know more.
  return installation.teamId === null ? "unplaced" : "outside";
}

/** Whether an org-wide token is good for this workspace. */
async function isTeamOfToken(client: WebClient, teamId: string): Promise<Placed> {
  for await (const teams of teamsOfToken(client)) if (teams.includes(teamId)) return "inside";
  return "outside";
}
