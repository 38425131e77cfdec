import { isOpen, lengthMs, type Placed } from "../session.ts";
import { count, duration, type Sentence } from "../words.ts";
import { type Change, type ChangeAspect, firstShowing, type Sides } from "./change.ts";
import type { Facts } from "./facts.ts";
import { aboutInterval, type Rhythm } from "./rhythm.ts";
import { atTheSameHours } from "./same-hours.ts";
import { median } from "./statistics.ts";

/** The rhythm is worked out once, in the facts: here it is only told. */
export function rhythmChange(facts: Facts, isSilent: boolean): Change[] {
  const { thresholds, asOf, lastSeen, rhythm, change } = facts;
  if (isSilent && lastSeen !== null) {
    if (rhythm === null || rhythm.kind === "irregular") return [];
    const silentMs = asOf - lastSeen;
    if (silentMs <= rhythm.limitMs) return [];
    const now: Sentence = ["silent for ", duration(silentMs)];
    return [{ aspect: "rhythm", before: habitOf(rhythm), now, since: lastSeen, factor: null }];
  }
  if (change === null || change.at < asOf - thresholds.changeGoodMs) return [];
  const isOther = differs(change.before.typicalMs, change.now.typicalMs, thresholds);
  if (!isOther || change.before.kind === "irregular" || change.now.kind === "irregular") return [];
  const [before, now] = [habitOf(change.before), habitOf(change.now)];
  const factor = factorOf(change.before.typicalMs, change.now.typicalMs);
  return [{ aspect: "rhythm", before, now, since: change.at, factor }];
}

function habitOf({ kind, typicalMs }: Rhythm): Sentence {
  return kind === "in_session"
    ? ["nearly always in session"]
    : ["about every ", aboutInterval(typicalMs)];
}

/** How long its closed sessions typically last. */
export function lengthChange(sides: Sides): Change[] {
  const lengthOf = ({ session }: Placed) => (isOpen(session) ? null : lengthMs(session));
  return numberChange(sides, "session_length", lengthOf, (ms) => [duration(ms)]);
}

/** How much its sessions typically carry. */
export function packetsChange(sides: Sides): Change[] {
  const each = (value: number): Sentence => [count(Math.round(value), "packet"), " a session"];
  return numberChange(sides, "packets", ({ packets }) => packets, each);
}

/** A number that is typically another now, and was not so at these hours on other days. */
function numberChange(
  { facts, good, now }: Sides,
  aspect: ChangeAspect,
  readNumber: (placed: Placed) => number | null,
  shown: (value: number) => Sentence,
): Change[] {
  const { thresholds, sessions } = facts;
  const atLeast = thresholds.changeMinMeasured;
  const valuesOf = (side: readonly Placed[]) => side.flatMap((one) => readNumber(one) ?? []);
  const pair = mediansOf(valuesOf(good), valuesOf(now), atLeast);
  const [newest, oldest] = [now[0], now.at(-1)];
  if (pair === null || newest === undefined || oldest === undefined) return [];
  const [before, after] = pair;
  if (!differs(before, after, thresholds)) return [];
  const stretch = { from: oldest.begin, to: newest.begin };
  const sameHours = atTheSameHours(sessions, stretch, ({ begin }) => begin, readNumber, atLeast);
  if (sameHours.some((usual) => !differs(usual, after, thresholds))) return [];
  const border = Math.sqrt(before * after);
  const since = firstShowing(facts, now, (placed) => {
    const value = readNumber(placed);
    if (value === null) return null;
    return after > before ? value > border : value <= border;
  });
  return [
    { aspect, before: shown(before), now: shown(after), since, factor: factorOf(before, after) },
  ];
}

function mediansOf(
  before: readonly number[],
  after: readonly number[],
  atLeast: number,
): [number, number] | null {
  if (before.length < atLeast || after.length < atLeast) return null;
  return [median(before) ?? 0, median(after) ?? 0];
}

/** At least 1; from nothing to something is beyond all measure. */
function factorOf(before: number, after: number): number {
  const [low, high] = before < after ? [before, after] : [after, before];
  return low === 0 ? Number.POSITIVE_INFINITY : high / low;
}

function differs(before: number, after: number, { changeFactor }: Facts["thresholds"]): boolean {
  const [low, high] = before < after ? [before, after] : [after, before];
  return high > 0 && high >= changeFactor * low;
}
