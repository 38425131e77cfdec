import type { Instant } from "../instant.ts";
import type { Placed } from "../session.ts";
import type { Sentence } from "../words.ts";
import type { Facts } from "./facts.ts";

export type ChangeAspect =
  | "device"
  | "country"
  | "operator"
  | "radio_link"
  | "cell"
  | "rhythm"
  | "session_length"
  | "packets";

/** One property that is different now. Both sides fit a small cell: "T-Mobile", "about every 15 min". */
export interface Change {
  readonly aspect: ChangeAspect;
  readonly before: Sentence;
  readonly now: Sentence;
  /** How many times as much, or as little, it is of what is counted; `null` of what has no number. */
  readonly factor: number | null;
  /** When the first session began that shows it; of a silence, the last sign of life. */
  readonly since: Instant;
}

/** What is compared: sessions newest first, those of the good period and those since. */
export interface Sides {
  readonly facts: Facts;
  readonly good: readonly Placed[];
  readonly now: readonly Placed[];
}

/**
 * The sessions since `nowFrom`, or the newest few where those are too few to compare, and those of
 * the good period before: up to 7 days of sessions that carried packets, or whose packets are
 * unknown. `null`: either side has too few.
 */
export function sidesOf(
  facts: Facts,
  nowFrom: Instant,
  looping: ReadonlySet<Placed>,
): Sides | null {
  const { thresholds, sessions } = facts;
  const since = sessions.filter(({ begin }) => begin >= nowFrom).length;
  const now = sessions.slice(0, Math.max(since, thresholds.changeMinSessions));
  const split = now.at(-1);
  if (split === undefined) return null;
  const good = sessions
    .slice(now.length)
    .filter((one) => one.begin >= split.begin - thresholds.changeGoodMs && !looping.has(one))
    .filter(({ packets }) => packets !== 0);
  return good.length < thresholds.changeMinSessions ? null : { facts, good, now };
}

/**
 * When the newest run of sessions began that are as now: the first session that shows the change,
 * wherever "now" was cut. A single other one does not end it. `null` of a session is unknown.
 */
export function firstShowing(
  { sessions }: Facts,
  now: readonly Placed[],
  isAsNow: (placed: Placed) => boolean | null,
): Instant {
  let first = now.find((one) => isAsNow(one) === true)?.begin ?? now.at(-1)?.begin ?? 0;
  let others = 0;
  for (const placed of sessions) {
    const is = isAsNow(placed);
    if (is === null) continue;
    others = is ? 0 : others + 1;
    if (others === 2 && placed.begin < first) break;
    if (is) first = Math.min(first, placed.begin);
  }
  return first;
}
