import { countryName } from "./known/country.ts";
import { firstMccOf } from "./known/network-code.ts";
import { operatorCode, operatorNameKey } from "./operator.ts";
import { bestSpelling, countedOperators, type Entry, mostUsed } from "./operator-records.ts";
import type { Operator } from "./session.ts";

/** One operator of a history, as people speak of it. */
export interface KnownOperator {
  /** Unlike that of every other operator; for comparing only. */
  readonly key: string;
  /** The one name it has throughout an answer, else `MCC-MNC`. Untrusted text. */
  readonly label: string;
  /** The label, and where another operator of the history shares it what tells the two apart. */
  readonly distinctLabel: string;
  /** As its records have it; `null`: none names one. */
  readonly country: string | null;
}

/**
 * The operators of one history told apart. Plain data: reports are compared.
 *
 * For people an operator is a name in a country, however written; a network (MCC-MNC) has the name
 * that most of its records carry. So two codes of one name in one country are one operator, and a
 * record that has only the code, or only the name, is of the operator of which others have both.
 * A name without a code that may be that of several operators stays unknown: a guess would invent
 * a change.
 */
export interface OperatorBook {
  /** By `MCC-MNC`. */
  readonly byCode: ReadonlyMap<string, KnownOperator>;
  /** For records without a code, by name and what is known of the country. */
  readonly byName: ReadonlyMap<string, KnownOperator>;
}

export const emptyOperatorBook: OperatorBook = { byCode: new Map(), byName: new Map() };

/** `null`: the record does not say, or not enough to tell. Unknown equals nothing. */
export function operatorIn(book: OperatorBook, operator: Operator): KnownOperator | null {
  const code = operatorCode(operator);
  if (code !== null) return book.byCode.get(code) ?? null;
  return operator.name === null ? null : (book.byName.get(nameAndPlace(operator)) ?? null);
}

export type OperatorFinder = (operator: Operator) => KnownOperator | null;

/**
 * The same for whoever asks of each session of a history: records share their operators, so most
 * are answered without a look into them.
 */
export function createOperatorFinder(book: OperatorBook): OperatorFinder {
  const found = new Map<Operator, KnownOperator | null>();
  return (operator) => {
    const before = found.get(operator);
    if (before !== undefined) return before;
    const known = operatorIn(book, operator);
    found.set(operator, known);
    return known;
  };
}

/** The operator by the name that it has throughout the answer, also where its record has none. */
export function called(book: OperatorBook, operator: Operator): Operator {
  const known = operatorIn(book, operator);
  if (known === null || known.label === operatorCode(operator)) return operator;
  return known.label === operator.name ? operator : { ...operator, name: known.label };
}

/** A name in a place: a country, `mcc 310` where only that is known, `null` where nothing is. */
interface Group {
  readonly key: string;
  /** As `operatorNameKey` has it; `null`: only its code is known. */
  readonly name: string | null;
  readonly place: string | null;
  readonly entries: Entry[];
}

/** The operators that these records name. The records must have been read as known. */
export function operatorBookOf(operators: Iterable<Operator>): OperatorBook {
  const entries = countedOperators(operators);
  const countries = countriesByMcc(entries);
  const placeOf = ({ country, mcc }: Operator): string | null => {
    if (country !== null) return country.toUpperCase();
    if (mcc === null) return null;
    const [only, ...others] = countries.get(firstMccOf(mcc)) ?? [];
    return only === undefined || others.length > 0 ? `mcc ${firstMccOf(mcc)}` : only;
  };
  const groups = new Map<string, Group>();
  const groupAt = (name: string | null, place: string | null, code: string): Group => {
    const key = name === null ? code : `${name} ${place ?? ""}`;
    const group = groups.get(key) ?? { key, name, place, entries: [] };
    groups.set(key, group);
    return group;
  };

  const byCode = new Map<string, Group>();
  const byName = new Map<string, Group>();
  const coded = Map.groupBy(entries, ({ operator }) => operatorCode(operator));
  for (const [code, records] of coded) {
    if (code === null) continue;
    const name = mostUsed(records, (one) => (one.name === null ? null : operatorNameKey(one.name)));
    const group = groupAt(name, mostUsed(records, placeOf), code);
    group.entries.push(...records);
    byCode.set(code, group);
  }
  const mayBeIn = (group: Group, place: string | null): boolean => {
    if (place === null || group.place === null || isMcc(group.place)) return true;
    return isMcc(place) && countries.get(place.slice(mccMark.length))?.has(group.place) === true;
  };
  // Those that name their country first: the others may be the same operator.
  const uncoded = (coded.get(null) ?? [])
    .map((entry) => ({ entry, place: placeOf(entry.operator) }))
    .sort((a, b) => vagueness(a.place) - vagueness(b.place));
  for (const { entry, place } of uncoded) {
    if (entry.operator.name === null) continue;
    const name = operatorNameKey(entry.operator.name);
    const named = groupsNamed([...groups.values()], name);
    const here = named.filter((group) => group.place === place);
    const [fitting, ...more] =
      here.length > 0 ? here : named.filter((group) => mayBeIn(group, place));
    if (more.length > 0) continue;
    const group = fitting ?? groupAt(name, place, "");
    group.entries.push(entry);
    byName.set(nameAndPlace(entry.operator), group);
  }
  const known = knownOperators([...groups.values()]);
  const told = (found: ReadonlyMap<string, Group>) =>
    new Map(
      [...found].flatMap(([text, group]) => {
        const one = known.get(group);
        return one === undefined ? [] : [[text, one] as const];
      }),
    );
  return { byCode: told(byCode), byName: told(byName) };
}

const mccMark = "mcc ";

function isMcc(place: string): boolean {
  return place.startsWith(mccMark);
}

function vagueness(place: string | null): number {
  return place === null ? 2 : isMcc(place) ? 1 : 0;
}

function nameAndPlace({ name, country, mcc }: Operator): string {
  return JSON.stringify([operatorNameKey(name ?? ""), country?.toUpperCase() ?? null, mcc]);
}

/** Which countries the records of one MCC name; those that share a country count as one. */
function countriesByMcc(entries: readonly Entry[]): Map<string, Set<string>> {
  const countries = new Map<string, Set<string>>();
  for (const { operator } of entries) {
    if (operator.mcc === null || operator.country === null) continue;
    const mcc = firstMccOf(operator.mcc);
    countries.set(mcc, (countries.get(mcc) ?? new Set()).add(operator.country.toUpperCase()));
  }
  return countries;
}

/** Those whose name it is, else those of which some record has it. */
function groupsNamed(groups: readonly Group[], name: string): readonly Group[] {
  const own = groups.filter((group) => group.name === name);
  if (own.length > 0) return own;
  return groups.filter(({ entries }) =>
    entries.some(
      ({ operator }) => operator.name !== null && operatorNameKey(operator.name) === name,
    ),
  );
}

function knownOperators(groups: readonly Group[]): Map<Group, KnownOperator> {
  const named = groups.map((group) => {
    const own = group.entries.filter(
      ({ operator: { name } }) => name !== null && operatorNameKey(name) === group.name,
    );
    const label = group.name === null ? group.key : bestSpelling(own);
    const country = mostUsed(group.entries, (operator) => operator.country);
    return { group, label, country };
  });
  const twins = Map.groupBy(named, ({ group }) => group.name ?? group.key);
  return new Map(
    named.map(({ group, label, country }) => {
      const isTwin = (twins.get(group.name ?? group.key)?.length ?? 0) > 1;
      const mark = isTwin ? markOf(group, country) : null;
      const distinctLabel = mark === null ? label : `${label} (${mark})`;
      return [group, { key: group.key, label, distinctLabel, country }];
    }),
  );
}

/** What tells it from others of its name. */
function markOf({ entries }: Group, country: string | null): string | null {
  return country !== null ? countryName(country) : mostUsed(entries, operatorCode);
}
