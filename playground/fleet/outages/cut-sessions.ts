import { type Instant, minuteMs, secondMs } from "../../../src/core/instant.ts";
import { sidOf } from "../identity.ts";
import { hashOf } from "../random.ts";
import type { PlannedSession } from "../story/life.ts";

/** When one SIM cannot reach the network. */
export interface Silence {
  readonly from: Instant;
  /** `null`: it lasts. */
  readonly to: Instant | null;
  /** Makes SIMs differ in how they leave and come back. */
  readonly seed: number;
}

/** When the SIM of a key is cut off, oldest first. */
export type SilencesOf = (key: string) => readonly Silence[];

/** Devices try again, each in its own time, once there is a network. */
const soonestBackMs = 10 * secondMs;
const latestBackMs = 5 * minuteMs;

/**
 * The sessions as they come about with these silences, seen at `now`. None begins in a silence. One
 * that was open either ends there, or stays open without packets until the SIM is back, as networks
 * differ; what was left of it is a new session once the SIM is back.
 */
export function cutBySilences(
  sessions: readonly PlannedSession[],
  silences: readonly Silence[],
  now: Instant,
): readonly PlannedSession[] {
  return silences.reduce(
    (left, silence) => left.flatMap((session) => cut(session, silence, now)),
    sessions,
  );
}

function cut(session: PlannedSession, silence: Silence, now: Instant): readonly PlannedSession[] {
  const { from } = silence;
  const back = backAt(silence);
  if (session.end <= from || session.start >= back) return [session];
  const begun: PlannedSession[] =
    session.start < from
      ? [{ ...session, end: from, abandoned: staysOpen(session, silence) && now < back }]
      : [];
  const resumed: PlannedSession[] =
    session.end > back && back <= now
      ? [{ ...session, sid: sidOf("WN", session.sid, back), start: back }]
      : [];
  return [...begun, ...resumed];
}

function backAt({ to, seed }: Silence): Instant {
  if (to === null) return Number.POSITIVE_INFINITY;
  const spread = (latestBackMs - soonestBackMs) / secondMs;
  return to + soonestBackMs + (hashOf("back", seed) % spread) * secondMs;
}

function staysOpen({ sid }: PlannedSession, { seed }: Silence): boolean {
  return hashOf("open", seed, sid) % 2 === 0;
}
