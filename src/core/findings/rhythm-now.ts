import type { Instant } from "../instant.ts";
import type { Placed } from "../session.ts";
import { type Rhythm, rhythmOf, type Step, stepsAmong } from "./rhythm.ts";
import { atTheSameHours } from "./same-hours.ts";
import { isDesigned, type Storm } from "./storms.ts";
import type { Thresholds } from "./thresholds.ts";

/** Another rhythm than before, with the first session that shows it. */
export interface RhythmChange {
  readonly before: Rhythm;
  readonly now: Rhythm;
  readonly at: Instant;
}

/** The one rhythm of a SIM at a moment: every rule and every sentence asks here. */
export interface RhythmNow {
  /** What it keeps now, storms of starts left aside; `null`: too few starts are known to tell. */
  readonly rhythm: Rhythm | null;
  /** Set where it was clearly faster or slower earlier, at the same hours of the day and week too. */
  readonly change: RhythmChange | null;
}

/**
 * The rhythm that the SIM keeps now: that of all its calm sessions, unless the newest ones keep a
 * clearly other one. A device that was told to report less often is not overdue, and neither is one
 * whose reconnect loop ended. A storm that became steady and has lasted for a day is its rhythm.
 */
export function rhythmNowOf(
  oldestFirst: readonly Placed[],
  storms: readonly Storm[],
  asOf: Instant,
  thresholds: Thresholds,
): RhythmNow {
  const stormy = new Set(storms.flatMap((storm) => storm.sessions));
  const calm = stepsAmong(oldestFirst, stormy);
  const usual = rhythmOf(calm, thresholds);
  if (usual === null) {
    return { rhythm: rhythmOf(stepsAmong(oldestFirst), thresholds), change: null };
  }
  const storm = storms.at(-1);
  if (storm !== undefined && asOf - storm.lastStart <= thresholds.changeNowMs) {
    const since = stepsAmong(oldestFirst).filter(({ at }) => at > storm.from);
    const now = rhythmOf(since, thresholds);
    const isLasting = storm.lastStart - storm.from >= thresholds.changeNowMs;
    const isSteady = isDesigned(storm, thresholds);
    if (now !== null && storm.usualStarts !== null) {
      return {
        rhythm: isLasting && isSteady ? now : usual,
        change: { before: usual, now, at: storm.from },
      };
    }
  }
  return changed(calm, usual, asOf, thresholds);
}

function changed(
  calm: readonly Step[],
  usual: Rhythm,
  asOf: Instant,
  thresholds: Thresholds,
): RhythmNow {
  const newest = calm.slice(-thresholds.rhythmRecentSessions);
  const recent = rhythmOf(newest, thresholds);
  const none = { rhythm: usual, change: null };
  const first = newest[0];
  const last = newest.at(-1);
  if (recent === null || first === undefined || last === undefined) return none;
  if (recent.kind !== "timed") return none;
  if (usual.kind === "irregular") return becameTimed(calm, usual, recent, thresholds);
  const isSlower = recent.typicalMs >= thresholds.rhythmSlowerFactor * usual.typicalMs;
  const isFaster = usual.typicalMs >= thresholds.changeFactor * recent.typicalMs;
  if (!isSlower && !isFaster) return none;
  const sameHours = atTheSameHours(
    calm,
    { from: first.at, to: last.at },
    ({ at }) => at,
    ({ intervalMs }) => intervalMs,
    thresholds.changeMinMeasured,
  );
  const borderMs = Math.sqrt(recent.typicalMs * usual.typicalMs);
  const isAsNow = (ms: number) => (isSlower ? ms >= borderMs : ms <= borderMs);
  const since = sinceIndex(calm, isAsNow);
  const at = calm[since]?.at ?? first.at;
  // What goes on for longer than any night or weekend is no habit of these, although by then the
  // same hours of the days before are as now.
  const isHabit = last.at - at < thresholds.rhythmHabitMs;
  if (isHabit && sameHours.some(isAsNow)) return none;

  const before = rhythmOf(calm.slice(0, since), thresholds);
  const now = rhythmOf(calm.slice(since), thresholds) ?? recent;
  if (before === null) return { rhythm: now, change: null };
  // For a day a faster rhythm may be a moment of work: until then no silence is measured by it.
  const isLasting = isSlower || asOf - at >= thresholds.changeNowMs;
  return { rhythm: isLasting ? now : usual, change: { before, now, at } };
}

/** What connected as it liked keeps a rhythm now, and has done so for a day. */
function becameTimed(
  calm: readonly Step[],
  usual: Rhythm,
  recent: Rhythm,
  thresholds: Thresholds,
): RhythmNow {
  const { rhythmSlowerFactor, changeNowMs } = thresholds;
  const since = sinceIndex(calm, (ms) => {
    const [low, high] = ms < recent.typicalMs ? [ms, recent.typicalMs] : [recent.typicalMs, ms];
    return high < rhythmSlowerFactor * low;
  });
  const [first, last] = [calm[since], calm.at(-1)];
  const now = rhythmOf(calm.slice(since), thresholds);
  const before = rhythmOf(calm.slice(0, since), thresholds);
  if (first === undefined || last === undefined || now?.kind !== "timed" || before === null) {
    return { rhythm: usual, change: null };
  }
  const isLasting =
    last.at - first.at >= changeNowMs && now.starts >= 2 * thresholds.rhythmRecentSessions;
  if (!isLasting) return { rhythm: usual, change: null };
  return { rhythm: now, change: { before, now, at: first.at } };
}

/** Where the newest run of such intervals begins; a single other one does not end it. */
function sinceIndex(steps: readonly Step[], isAsNow: (ms: number) => boolean): number {
  let since = steps.length - 1;
  let others = 0;
  for (let index = steps.length - 1; index >= 0 && others < 2; index -= 1) {
    const intervalMs = steps[index]?.intervalMs ?? null;
    if (intervalMs === null) continue;
    if (isAsNow(intervalMs)) {
      since = index;
      others = 0;
    } else others += 1;
  }
  return since;
}
