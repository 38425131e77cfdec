import type { Instant, Interval } from "../instant.ts";
import type { Placed } from "../session.ts";

/** The stretches in which the SIM was heard, disjoint and in order: joined where they touch. */
export function contactsOf(oldestFirst: readonly Placed[]): Interval[] {
  const joined: { from: Instant; to: Instant }[] = [];
  for (const { begin, seen } of oldestFirst) {
    const last = joined.at(-1);
    if (last !== undefined && begin <= last.to) last.to = Math.max(last.to, seen);
    else joined.push({ from: begin, to: seen });
  }
  return joined;
}

/** The silences between contacts: from the last sign of life to the next start, in order. */
export function silencesBetween(contacts: readonly Interval[]): Interval[] {
  return contacts
    .slice(1)
    .map(({ from }, index) => ({ from: contacts[index]?.to ?? from, to: from }));
}

/** The silence that contains the instant; `null` when the SIM was heard then. By bisection. */
export function silenceAround(contacts: readonly Interval[], at: Instant): Interval | null {
  let low = 0;
  let high = contacts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((contacts[middle]?.from ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const before = contacts[low - 1];
  const after = contacts[low];
  if (before === undefined || after === undefined || before.to >= at) return null;
  return { from: before.to, to: after.from };
}
