import { dayMs, hourMs, type Instant, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { Random } from "../random.ts";

/** Low and high end of a duration, in milliseconds. */
export type Range = readonly [lowMs: number, highMs: number];

/** The time for which a chapter may plan sessions; `to` is `Infinity` in the last one. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** When one session lives. */
export interface Span {
  readonly start: Instant;
  /** `Infinity`: it never ends. */
  readonly end: Instant;
  /** The device left without a word at `end`: the record stays open and is never updated again. */
  readonly abandoned?: boolean;
}

/**
 * When sessions happen. Yields spans in order of their start, without end if the stretch has
 * none: whoever reads stops at "now". What is yielded must not depend on how far one reads.
 */
export type Pattern = (stretch: Stretch, random: Random) => Iterable<Span>;

/** No session at all: an outage, a device that is switched off. */
export const nothing: Pattern = () => [];

/** One session after the other, each of a random length, with a random pause before each. */
export function backToBack(length: Range, pause: Range): Pattern {
  return function* ({ from, to }, random) {
    // A chapter that begins with a long pause would read as an outage of its own.
    let start = from + Math.min(random.between(...pause), minuteMs);
    while (start < to) {
      const end = Math.min(start + random.between(...length), to);
      yield { start, end };
      start = end + random.between(...pause);
    }
  };
}

/** A session begins every `everyMs`, late by at most `jitterMs`. Lengths stay below the interval. */
export function every(everyMs: number, jitterMs: number, length: Range): Pattern {
  return function* ({ from, to }, random) {
    for (let tick = from; tick < to; tick += everyMs) {
      const start = tick + random.between(0, jitterMs);
      const end = Math.min(start + random.between(...length), tick + everyMs, to);
      if (end > start) yield { start, end };
    }
  };
}

/** One session a UTC day at about the same hour; `days` picks days of the week (0 is Sunday). */
export function daily(
  hourUtc: number,
  jitterMs: number,
  length: Range,
  days: readonly number[] = [0, 1, 2, 3, 4, 5, 6],
): Pattern {
  return function* (stretch, random) {
    for (const midnight of midnights(stretch)) {
      const start = midnight + hourUtc * hourMs + random.between(0, jitterMs);
      const end = start + random.between(...length);
      if (!days.includes(new Date(midnight).getUTCDay())) continue;
      if (start >= stretch.from && start < stretch.to) yield { start, end };
    }
  };
}

/** Runs another pattern inside working hours (UTC, whole or part hours) of some days only. */
export function workingHours(
  days: readonly number[],
  fromHourUtc: number,
  toHourUtc: number,
  inside: Pattern,
): Pattern {
  return function* (stretch, random) {
    for (const midnight of midnights(stretch)) {
      if (!days.includes(new Date(midnight).getUTCDay())) continue;
      const shift = random.between(-10 * minuteMs, 10 * minuteMs);
      const from = Math.max(stretch.from, midnight + fromHourUtc * hourMs + shift);
      const to = Math.min(stretch.to, midnight + toHourUtc * hourMs + shift);
      if (to > from) yield* inside({ from, to }, random);
    }
  };
}

/** One session from the beginning of the chapter to its end. */
export const oneSession: Pattern = ({ from, to }) => [{ start: from, end: to }];

/** One session that the network never reports closed, although the device left at the chapter's end. */
export const oneAbandoned: Pattern = ({ from, to }) => [{ start: from, end: to, abandoned: true }];

/**
 * Sessions at these times, in milliseconds after the beginning of the chapter; some seconds
 * shorter at both ends, because nothing in the field begins on the minute.
 */
export function at(...spans: readonly (readonly [startMs: number, endMs: number])[]): Pattern {
  return function* ({ from }, random) {
    for (const [start, end] of spans) {
      yield {
        start: from + start + random.between(0, 12 * secondMs),
        end: from + end - random.between(0, 12 * secondMs),
      };
    }
  };
}

/** Every UTC midnight from the day before `from` on: hours past 24 reach into the next day. */
function* midnights({ from, to }: Stretch): Iterable<Instant> {
  for (let midnight = (Math.floor(from / dayMs) - 1) * dayMs; midnight < to; midnight += dayMs) {
    yield midnight;
  }
}
