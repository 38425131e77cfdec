import { dayMs, hourMs, type Interval } from "../instant.ts";

const comparedDays = 7;
const hoursOfDay = 24;

/**
 * The hours of the day (UTC) in which it was not heard on any of the seven days before its last
 * sign of life, as bits: bit 0 is 00:00 to 01:00. 0: it was heard in each, or too shortly known.
 */
export function quietHoursOf(contacts: readonly Interval[]): number {
  const [first, last] = [contacts.at(0), contacts.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const since = last.to - comparedDays * dayMs;
  if (first.from > since) return 0;
  let heard = 0;
  for (let index = contacts.length - 1; index >= 0; index -= 1) {
    const contact = contacts[index];
    if (contact === undefined || contact.to < since) break;
    const from = Math.floor(Math.max(contact.from, since) / hourMs);
    const to = Math.min(Math.floor(contact.to / hourMs), from + hoursOfDay - 1);
    for (let hour = from; hour <= to; hour += 1) heard |= 1 << (hour % hoursOfDay);
  }
  return ~heard & (2 ** hoursOfDay - 1);
}
