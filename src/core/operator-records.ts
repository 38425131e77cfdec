import type { Operator } from "./session.ts";

/** What some records say of their operator, and how many of them. */
export interface Entry {
  readonly operator: Operator;
  readonly times: number;
}

/** Each different operator once, in an order that does not depend on that of the records. */
export function countedOperators(operators: Iterable<Operator>): readonly Entry[] {
  // Records of a read share their operators: most are counted without a look into them.
  const byObject = new Map<Operator, number>();
  for (const operator of operators) byObject.set(operator, (byObject.get(operator) ?? 0) + 1);
  const byText = new Map<string, Entry>();
  for (const [operator, times] of byObject) {
    const text = JSON.stringify([operator.mcc, operator.mnc, operator.country, operator.name]);
    byText.set(text, { operator, times: times + (byText.get(text)?.times ?? 0) });
  }
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** What most records say; of equals the first by alphabet. `null`: none says anything. */
export function mostUsed(
  entries: readonly Entry[],
  read: (operator: Operator) => string | null,
): string | null {
  const times = new Map<string, number>();
  for (const { operator, times: more } of entries) {
    const value = read(operator);
    if (value !== null) times.set(value, (times.get(value) ?? 0) + more);
  }
  const [first] = [...times].sort(([a, of], [b, other]) => other - of || (a < b ? -1 : 1));
  return first?.[0] ?? null;
}

/**
 * Of several writings of one name the one that reads best, so that it does not change with what most
 * records happen to have: `T-Mobile` before `T-MOBILE`, `t-mobile`, `T Mobile` and `TMobile`.
 */
export function bestSpelling(entries: readonly Entry[]): string {
  const [best] = entries
    .map(({ operator, times }) => ({ name: operator.name ?? "", times }))
    .sort(
      (a, b) =>
        rankOfCase(a.name) - rankOfCase(b.name) ||
        lettersAndMarks(b.name) - lettersAndMarks(a.name) ||
        b.times - a.times ||
        (a.name < b.name ? -1 : 1),
    );
  return best?.name ?? "";
}

/** Capitals and small letters, capitals alone, small letters alone. */
function rankOfCase(name: string): number {
  const hasCapitals = /\p{Lu}/u.test(name);
  if (hasCapitals && /\p{Ll}/u.test(name)) return /^\P{L}*\p{Lu}/u.test(name) ? 0 : 1;
  return hasCapitals ? 2 : 3;
}

function lettersAndMarks(name: string): number {
  return name.replace(/\s/gu, "").length;
}
