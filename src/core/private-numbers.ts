import type { SimReport } from "./report.ts";

/** Who reads an answer. For a channel names are masked: one may be the number of a card or a device. */
export type Audience = "asker" | "channel";

/** Long enough to be the number of a device or a card; times in Slack's dates have 10 digits. */
const longNumber = /\d{14,}/g;
/** The same, written in groups. A cell id is so as well, and is only masked if it is a known number. */
const groupedNumber = /\d(?:[ .:/-]?\d){9,}/g;
/** Nothing else that simscope says has four decimals. */
const coordinate = /-?\d{1,3}[.,]\d{4,}/g;

/** The numbers of the SIM and of every device it was seen in: for the person who asks alone. */
export function privateNumbers({
  sim,
  sessions,
  earlier,
  lastKnown,
}: Pick<SimReport, "sim" | "sessions" | "earlier" | "lastKnown">): string[] {
  const imeis = [...sessions, ...earlier].map(({ imei }) => imei);
  const all = [sim.iccid, lastKnown.imei?.value ?? null, ...imeis];
  return [...new Set(all.filter((number) => number !== null))];
}

/**
 * A rule for texts that others read: no complete IMEI, ICCID or coordinate is left, also where
 * somebody made it a name. `numbers` are those known of the SIM; whatever looks like one is masked
 * besides.
 */
export function maskingOf(numbers: readonly (string | null)[]): (text: string) => string {
  const all = numbers.map((number) => digitsOf(number ?? "")).filter(({ length }) => length >= 10);
  const known = [...new Set(all)];
  return (text) =>
    text
      .replace(coordinate, "(position hidden)")
      .replace(longNumber, lastFour)
      .replace(groupedNumber, (group) => {
        const digits = digitsOf(group);
        return known.some((number) => digits.includes(number)) ? lastFour(digits) : group;
      });
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

/** The same form as a masked IMEI in a sentence: enough to tell two apart by eye. */
function lastFour(digits: string): string {
  return `…${digits.slice(-4)}`;
}
