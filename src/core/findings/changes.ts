import type { Instant } from "../instant.ts";
import { radioLinkKey } from "../radio-link.ts";
import { isOpen, lengthMs, type Placed } from "../session.ts";
import { count, country, data, duration, imei, type Sentence } from "../words.ts";
import { recordedCountry } from "./countries.ts";
import type { Facts } from "./facts.ts";
import { aboutInterval, type Rhythm } from "./rhythm.ts";
import { kilometresBetween } from "./rules/cell-moved.ts";
import { unitDigits } from "./rules/device-changed.ts";
import { atTheSameHours } from "./same-hours.ts";
import { median, mostFrequent } from "./statistics.ts";

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

/** Each property that is another one now. `isSilent`: nothing comes any more, so the rhythm is over. */
export function changesOf(sides: Sides, isSilent: boolean): Change[] {
  return [
    ...valueChanges(sides),
    ...rhythmChange(sides.facts, isSilent),
    ...lengthChange(sides),
    ...packetsChange(sides),
  ];
}

function valueChanges({ facts, good, now }: Sides): Change[] {
  const { thresholds, operators } = facts;
  const compare = (
    aspect: ChangeAspect,
    readValue: (placed: Placed) => string | null,
    shown: (value: string) => Sentence,
  ): Change[] => {
    const before = usualOf(good, readValue, facts);
    const after = usualOf(now, readValue, facts);
    if (before === null || after === null || before === after) return [];
    const isAsNow = (placed: Placed) => {
      const value = readValue(placed);
      return value === null ? null : value === after;
    };
    const since = firstShowing(facts, now, isAsNow);
    return [{ aspect, before: shown(before), now: shown(after), since, factor: null }];
  };
  return [
    ...compare(
      "device",
      ({ session }) => unitDigits(session.imei, thresholds.imeiUnitDigits),
      (unit) => [imei(fullImei([...now, ...good], unit))],
    ),
    ...compare(
      "country",
      ({ session }) => recordedCountry(session),
      (code) => [country(code)],
    ),
    ...compare(
      "operator",
      ({ session }) => operators.keyOf(session),
      (key) => [data(operators.labelOf(key))],
    ),
    ...compare(
      "radio_link",
      ({ session: { radioLink } }) => (radioLink === null ? null : radioLinkKey(radioLink)),
      (key) => [data(radioLinkText([...now, ...good], key))],
    ),
    ...compare(
      "cell",
      ({ session }) => session.cellId,
      (cell) => [data(cell)],
    ).filter(() => !areNeighbours(good, now, facts)),
  ];
}

/** The value of most of the sessions; `null` when none is usual or too few are known. */
function usualOf(
  sessions: readonly Placed[],
  readValue: (placed: Placed) => string | null,
  { thresholds }: Facts,
): string | null {
  const known = sessions.flatMap((placed) => readValue(placed) ?? []);
  const usual = mostFrequent(known);
  if (usual === null || known.length < thresholds.changeMinSessions) return null;
  return usual.times >= thresholds.changeShare * known.length ? usual.value : null;
}

function fullImei(sessions: readonly Placed[], unit: string): string {
  const carrier = sessions.find(({ session }) => unitDigits(session.imei, unit.length) === unit);
  return carrier?.session.imei ?? unit;
}

/** As the newest record with it names it. */
function radioLinkText(sessions: readonly Placed[], key: string): string {
  const links = sessions.flatMap(({ session }) => session.radioLink ?? []);
  return links.find((link) => radioLinkKey(link) === key) ?? key;
}

/** Cells whose towers stand close together alternate without any cause. */
function areNeighbours(good: readonly Placed[], now: readonly Placed[], facts: Facts): boolean {
  const [before, after] = [good, now].map(
    (sessions) => sessions.find(({ session }) => session.tower !== null)?.session.tower ?? null,
  );
  if (before === null || after === null || before === undefined || after === undefined)
    return false;
  return kilometresBetween(before, after) < facts.thresholds.cellMovedKilometres;
}

/**
 * When the newest run of sessions began that are as now: the first session that shows the change,
 * wherever "now" was cut. A single other one does not end it. `null` of a session is unknown.
 */
function firstShowing(
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

/** The rhythm is worked out once, in the facts: here it is only told. */
function rhythmChange(facts: Facts, isSilent: boolean): Change[] {
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

function lengthChange(sides: Sides): Change[] {
  const lengthOf = ({ session }: Placed) => (isOpen(session) ? null : lengthMs(session));
  return numberChange(sides, "session_length", lengthOf, (ms) => [duration(ms)]);
}

function packetsChange(sides: Sides): Change[] {
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
