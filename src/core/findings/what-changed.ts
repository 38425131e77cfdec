import type { Interval } from "../instant.ts";
import { radioLinkKey } from "../radio-link.ts";
import { isOpen, lengthMs, type Placed } from "../session.ts";
import { count, country, data, duration, imei, type Sentence } from "../words.ts";
import { recordedCountry } from "./countries.ts";
import type { Facts } from "./facts.ts";
import { type Finding, ruleOf } from "./finding.ts";
import { aboutInterval, rhythmOf } from "./rhythm.ts";
import type { Nature } from "./rule.ts";
import { kilometresBetween } from "./rules/cell-moved.ts";
import { unitDigits } from "./rules/device-changed.ts";
import { median, mostFrequent } from "./statistics.ts";
import { recordsHiddenIn } from "./unknowns.ts";

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
}

/** The last good period against now. */
export interface WhatChanged {
  readonly good: Interval;
  readonly now: Interval;
  readonly changes: readonly Change[];
}

/**
 * What is different between the last good period (up to 7 days of sessions that carried packets,
 * or whose packets are unknown) and now: since the finding that tells most began, or the last 24
 * hours. `null` when nothing differs, when either side has too few sessions to compare, or when
 * records that are not known may lie in one of them.
 * `findings` must come from everything that is kept, not from the window asked for, so that
 * every window says the same.
 */
export function whatChangedOf(
  facts: Facts,
  findings: readonly Finding[],
  looping: ReadonlySet<Placed>,
): WhatChanged | null {
  const { thresholds, sessions, asOf } = facts;
  const lead = leadOf(findings, facts);
  const isSilent = lead !== null && courseOf(lead) === "silence";
  const nowFrom = isSilent ? asOf : (lead?.since ?? asOf - thresholds.changeNowMs);
  const since = sessions.filter(({ begin }) => begin >= nowFrom).length;
  const now = sessions.slice(0, Math.max(since, thresholds.changeMinSessions));
  const split = now.at(-1);
  if (split === undefined) return null;
  const earlier = sessions
    .slice(now.length)
    .filter((one) => one.begin >= split.begin - thresholds.changeGoodMs && !looping.has(one));
  const good = earlier.filter(({ packets }) => packets !== 0);
  const oldest = good.at(-1);
  const newestGood = good[0];
  if (oldest === undefined || newestGood === undefined) return null;
  if (good.length < thresholds.changeMinSessions) return null;
  if (recordsHiddenIn(facts.unknowns, { from: oldest.begin, to: asOf }) > 0) return null;

  // Empty sessions keep the rhythm as well as others do.
  const changes = [
    ...changesOf(facts, good, now),
    ...rhythmChange(facts, earlier, now, isSilent || isLongSilent(facts)),
    ...lengthChange(facts, good, now),
    ...packetsChange(facts, good, now),
  ];
  if (changes.length === 0) return null;
  return {
    good: { from: oldest.begin, to: newestGood.seen },
    now: { from: split.begin, to: asOf },
    changes,
  };
}

/**
 * The finding whose beginning parts now from before: the worst that still holds. A step of more
 * than a good period ago gives way to what happened since; of several such, the newest counts.
 */
function leadOf(findings: readonly Finding[], { asOf, thresholds }: Facts): Finding | null {
  const holding = findings.filter(
    (one) => one.severity !== "info" && !(one.severity === "notice" && courseOf(one) === "passing"),
  );
  const isOld = (one: Finding) =>
    courseOf(one) === "step" && one.since !== null && one.since < asOf - thresholds.changeGoodMs;
  const recent = holding.find((finding) => !isOld(finding));
  if (recent !== undefined) return recent;
  return holding.toSorted((a, b) => (b.since ?? 0) - (a.since ?? 0)).at(0) ?? null;
}

function courseOf({ kind }: Finding): Nature["course"] {
  return ruleOf(kind).nature.course;
}

/** Without a rhythm no finding over 30 days says that it fell silent, although its last days had one. */
function isLongSilent({ asOf, lastSeen, silence, thresholds }: Facts): boolean {
  const silentMs = lastSeen === null ? 0 : asOf - lastSeen;
  return silence.kind === "unknown" && silentMs > thresholds.changeNowMs;
}

function changesOf(facts: Facts, good: readonly Placed[], now: readonly Placed[]): Change[] {
  const { thresholds, operators } = facts;
  const compare = (
    aspect: ChangeAspect,
    readValue: (placed: Placed) => string | null,
    shown: (value: string) => Sentence,
  ): Change[] => {
    const before = usualOf(good, readValue, facts);
    const after = usualOf(now, readValue, facts);
    if (before === null || after === null || before === after) return [];
    return [{ aspect, before: shown(before), now: shown(after) }];
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

function rhythmChange(
  { thresholds, asOf, lastSeen }: Facts,
  good: readonly Placed[],
  now: readonly Placed[],
  isSilent: boolean,
): Change[] {
  const before = rhythmOf(good, thresholds);
  if (before === null || !before.regular) return [];
  const about = (ms: number): Sentence => ["about every ", aboutInterval(ms)];
  if (isSilent && lastSeen !== null) {
    const silentMs = asOf - lastSeen;
    if (silentMs <= thresholds.overdueFactor * before.typicalMs) return [];
    return [
      {
        aspect: "rhythm",
        before: about(before.typicalMs),
        now: ["silent for ", duration(silentMs)],
      },
    ];
  }
  const after = rhythmOf(now, thresholds);
  if (after === null || !differs(before.typicalMs, after.typicalMs, thresholds)) return [];
  return [{ aspect: "rhythm", before: about(before.typicalMs), now: about(after.typicalMs) }];
}

function lengthChange(
  { thresholds }: Facts,
  good: readonly Placed[],
  now: readonly Placed[],
): Change[] {
  const lengths = (sessions: readonly Placed[]) =>
    sessions.flatMap(({ session }) => (isOpen(session) ? [] : (lengthMs(session) ?? [])));
  const pair = mediansOf(lengths(good), lengths(now), thresholds.changeMinMeasured);
  if (pair === null || !differs(...pair, thresholds)) return [];
  const [before, after] = pair;
  return [{ aspect: "session_length", before: [duration(before)], now: [duration(after)] }];
}

function packetsChange(
  { thresholds }: Facts,
  good: readonly Placed[],
  now: readonly Placed[],
): Change[] {
  const packets = (sessions: readonly Placed[]) => sessions.flatMap((one) => one.packets ?? []);
  const pair = mediansOf(packets(good), packets(now), thresholds.changeMinMeasured);
  if (pair === null || !differs(...pair, thresholds)) return [];
  const [before, after] = pair;
  const each = (value: number): Sentence => [count(Math.round(value), "packet"), " a session"];
  return [{ aspect: "packets", before: each(before), now: each(after) }];
}

function mediansOf(
  before: readonly number[],
  after: readonly number[],
  atLeast: number,
): [number, number] | null {
  if (before.length < atLeast || after.length < atLeast) return null;
  return [median(before) ?? 0, median(after) ?? 0];
}

function differs(before: number, after: number, { changeFactor }: Facts["thresholds"]): boolean {
  const [low, high] = before < after ? [before, after] : [after, before];
  return high > 0 && high >= changeFactor * low;
}
