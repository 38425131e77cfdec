import { dayMs, hourMs, type Instant } from "../instant.ts";
import type { Placed } from "../session.ts";
import { neighbourDays, neighbourWeeks } from "./same-hours.ts";
import { median, quantileOf, quantiles } from "./statistics.ts";
import type { Thresholds } from "./thresholds.ts";

/** A stretch of hours in which starts crowd, far beyond what the SIM did before at these hours. */
export interface Storm {
  /** When the first of its hours began: the first session that shows it. */
  readonly from: Instant;
  readonly lastStart: Instant;
  /** The most starts within any 60 minutes of it. */
  readonly starts: number;
  /** Where the first such hour begins. */
  readonly busiestFrom: Instant;
  /** How many starts an hour were usual before; `null`: it did nothing else that could tell. */
  readonly usualStarts: number | null;
  /** Evenly spaced, but nobody counted its packets: it may be a design. */
  readonly isUncounted: boolean;
  /** Newest first. */
  readonly sessions: readonly Placed[];
}

/**
 * The storms of starts, oldest first. Each hour is held against the busiest of the calm hours
 * before it, so that a new rhythm is none of the SIM's own however long it lasts; what other days
 * or weeks show at the same hours is no storm. With nothing before, a steady rhythm is a design.
 */
export function stormsOf(oldestFirst: readonly Placed[], thresholds: Thresholds): Storm[] {
  const started = startedAmong(oldestFirst);
  const calm = new CalmHours();
  const paces = new Map<number, Pace | null>();
  /** The pace of the day around an hour: over a longer time the design itself may have changed. */
  const paceAround = (at: Instant): Pace | null => {
    const hour = Math.floor(at / hourMs);
    const known = paces.get(hour);
    if (known !== undefined) return known;
    const [from, to] = [hour * hourMs - dayMs / 2, hour * hourMs + dayMs / 2];
    const pace = paceOf(started.slice(firstFrom(started, from), firstFrom(started, to)));
    paces.set(hour, pace);
    return pace;
  };
  const storms: (Storm & { sessions: Placed[] })[] = [];
  let end = 0;
  let taken = 0;
  for (const [index, { begin: at }] of started.entries()) {
    while ((started[end]?.begin ?? Number.POSITIVE_INFINITY) < at + hourMs) end += 1;
    const hour =
      end - index < thresholds.loopNoticeStarts
        ? null
        : stormIn(started, { index, end }, { calm, paceAround }, thresholds);
    if (hour !== null) {
      const more = started.slice(Math.max(taken, index), end);
      const storm = index < taken ? storms.pop() : undefined;
      storm?.sessions.push(...more);
      storms.push(storm === undefined ? { ...hour, sessions: more } : joined(storm, hour));
      taken = end;
    }
    if (index >= taken) calm.add(at);
  }
  return storms
    .filter((storm) => !isUsualThen(storm, started, thresholds))
    .map((storm) => ({ ...storm, sessions: storm.sessions.reverse() }));
}

/** The storm goes on in that hour. */
function joined<Begun extends Storm>(storm: Begun, hour: Storm): Begun {
  const worst = hour.starts > storm.starts ? hour : storm;
  return {
    ...storm,
    lastStart: hour.lastStart,
    starts: worst.starts,
    busiestFrom: worst.busiestFrom,
    isUncounted: storm.isUncounted && hour.isUncounted,
  };
}

/** `null`: so many starts are usual at these hours, or are there by design. */
function stormIn(
  started: readonly Placed[],
  { index, end }: { readonly index: number; readonly end: number },
  usual: { readonly calm: CalmHours; readonly paceAround: (at: Instant) => Pace | null },
  thresholds: Thresholds,
): Storm | null {
  const from = started[index]?.begin ?? 0;
  const starts = end - index;
  const usualStarts = usual.calm.usualStarts(from, thresholds);
  const storm = {
    ...{ from, lastStart: started[end - 1]?.begin ?? from, starts, busiestFrom: from, usualStarts },
    ...{ isUncounted: false, sessions: [] },
  };
  if (usualStarts !== null && starts >= thresholds.stormFactor * usualStarts) return storm;
  if (usualStarts !== null && starts <= Math.ceil(thresholds.designRateFactor * usualStarts)) {
    return null;
  }
  const pace = usual.paceAround(from);
  if (pace === null || !isTimed(pace, starts, thresholds)) return storm;
  if (pace.trafficShare === null) return { ...storm, isUncounted: true };
  return pace.trafficShare >= thresholds.designTrafficShare ? null : storm;
}

function firstFrom(started: readonly Placed[], at: Instant): number {
  let low = 0;
  let high = started.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((started[middle]?.begin ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The starts that belong to no storm, by the hour. Only whole hours tell: the newest may not be over. */
class CalmHours {
  /** Of each hour that is over, in order of size. */
  readonly #counts: number[] = [];
  #starts = 0;
  #hour = Number.NEGATIVE_INFINITY;
  #startsOfHour = 0;

  add(at: Instant): void {
    const hour = Math.floor(at / hourMs);
    if (hour !== this.#hour) this.#close(hour);
    this.#startsOfHour += 1;
  }

  #close(next: number): void {
    if (this.#startsOfHour > 0) {
      this.#starts += this.#startsOfHour;
      const place = this.#counts.findLastIndex((count) => count <= this.#startsOfHour);
      this.#counts.splice(place + 1, 0, this.#startsOfHour);
    }
    this.#hour = next;
    this.#startsOfHour = 0;
  }

  /** `null`: too few calm starts came before. `starts`: the number that is to be held against it. */
  usualStarts(at: Instant, thresholds: Thresholds): number | null {
    if (Math.floor(at / hourMs) > this.#hour) this.#close(Math.floor(at / hourMs));
    if (this.#starts < thresholds.rhythmMinSessions) return null;
    return quantileOf(this.#counts, 0.9) ?? 1;
  }
}

/** Whether other days, or other weeks, show as many starts at the hours of the busiest one. */
function isUsualThen(storm: Storm, starts: readonly Placed[], thresholds: Thresholds): boolean {
  const [first, last] = [starts[0]?.begin ?? 0, starts.at(-1)?.begin ?? 0];
  return [neighbourDays, neighbourWeeks].some((shifts) => {
    const counts = shifts.flatMap((shift) => {
      const [from, to] = [
        storm.busiestFrom + shift - hourMs,
        storm.busiestFrom + shift + 2 * hourMs,
      ];
      const isOutside = to <= storm.from || from > storm.lastStart;
      if (!isOutside || from < first || to > last) return [];
      return [busiestHour(starts.slice(firstFrom(starts, from), firstFrom(starts, to)))];
    });
    if (counts.length < thresholds.sleeperMinDays) return false;
    return thresholds.stormFactor * (median(counts) ?? 0) > storm.starts;
  });
}

/** How the starts of some sessions follow each other, and whether they carry packets. */
interface Pace {
  readonly starts: number;
  readonly typicalMs: number;
  readonly mostlyBelowMs: number;
  /** `null`: no packets are known. */
  readonly trafficShare: number | null;
}

/** `null`: no two starts are known. */
function paceOf(sessions: readonly Placed[]): Pace | null {
  const starts = startedAmong(sessions).map(({ begin }) => begin);
  starts.sort((a, b) => a - b);
  const intervals = starts.slice(1).map((start, index) => start - (starts[index] ?? start));
  const [typicalMs = null, mostlyBelowMs = null] = quantiles(intervals, 0.5, 0.9);
  if (typicalMs === null || mostlyBelowMs === null) return null;
  return { starts: starts.length, typicalMs, mostlyBelowMs, trafficShare: trafficShare(sessions) };
}

/** Whether so many sessions are there on purpose: they follow a timer, and carry packets. */
export function isDesigned({ sessions, starts }: Storm, thresholds: Thresholds): boolean {
  const pace = paceOf(sessions);
  if (pace === null || (pace.trafficShare ?? 0) < thresholds.designTrafficShare) return false;
  return isTimed(pace, starts, thresholds);
}

/** Whether a timer might be behind it, were more known of it. Nothing but a redial is faster than any timer. */
export function mayBeDesigned({ sessions }: Storm, thresholds: Thresholds): boolean {
  const pace = paceOf(sessions);
  if (pace === null || pace.typicalMs < thresholds.designMinIntervalMs) return false;
  return pace.trafficShare === null || pace.trafficShare >= thresholds.designTrafficShare;
}

/** Whether the sessions follow a timer rather than a redial: evenly spaced, and never much denser. */
function isTimed(pace: Pace, busiestStarts: number, thresholds: Thresholds): boolean {
  const { typicalMs, mostlyBelowMs } = pace;
  return (
    pace.starts >= thresholds.rhythmMinSessions &&
    typicalMs >= thresholds.designMinIntervalMs &&
    mostlyBelowMs <= thresholds.designSpreadFactor * typicalMs &&
    busiestStarts <= Math.ceil((thresholds.designRateFactor * hourMs) / typicalMs)
  );
}

/** Share of the sessions with known packets that carried some; `null` when none is known. */
function trafficShare(sessions: readonly Placed[]): number | null {
  let known = 0;
  let carried = 0;
  for (const { packets } of sessions) {
    if (packets !== null) known += 1;
    if (packets !== null && packets > 0) carried += 1;
  }
  return known === 0 ? null : carried / known;
}

/** The most starts within any 60 minutes; 0 where none is known. */
export function mostStarts(sessions: readonly Placed[]): number {
  return busiestHour(startedAmong(sessions).sort((a, b) => a.begin - b.begin));
}

/** Those whose start is known: it is where they begin. */
function startedAmong(sessions: readonly Placed[]): Placed[] {
  return sessions.filter(({ session }) => session.start !== null);
}

function busiestHour(starts: readonly Placed[]): number {
  let end = 0;
  let most = 0;
  for (const [index, { begin: at }] of starts.entries()) {
    while ((starts[end]?.begin ?? Number.POSITIVE_INFINITY) < at + hourMs) end += 1;
    most = Math.max(most, end - index);
  }
  return most;
}
