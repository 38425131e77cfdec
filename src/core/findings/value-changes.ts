import { radioLinkKey } from "../radio-link.ts";
import type { Placed } from "../session.ts";
import { country, data, imei, type Sentence } from "../words.ts";
import { type Change, type ChangeAspect, firstShowing, type Sides } from "./change.ts";
import { recordedCountry } from "./countries.ts";
import type { Facts } from "./facts.ts";
import { kilometresBetween } from "./rules/cell-moved.ts";
import { unitDigits } from "./rules/device-changed.ts";
import { mostFrequent } from "./statistics.ts";

/** What has a name and no number: device, country, operator, radio link, cell. */
export function valueChanges({ facts, good, now }: Sides): Change[] {
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
