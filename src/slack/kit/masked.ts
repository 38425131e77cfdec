import type { Message } from "./blocks.ts";

/** What a reader never sees, and what must arrive as it was sent. */
const unread = new Set(["type", "action_id", "block_id", "value", "id", "url", "image_url"]);

/** Long enough to be the number of a device or a card; times in Slack's dates have 10 digits. */
const longNumber = /\d{14,}/g;
/** The same, written in groups. A cell id is so as well, and is only masked if it is a known number. */
const groupedNumber = /\d(?:[ .:/-]?\d){9,}/g;
/** Nothing else that simscope says has four decimals. */
const coordinate = /-?\d{1,3}[.,]\d{4,}/g;

/**
 * The message as others may read it: no complete IMEI, ICCID or coordinate, wherever it stands,
 * also where somebody made it the name of a SIM. `numbers` are those known of the SIM; whatever
 * looks like one is masked besides. Buttons keep their values: they carry none.
 */
export function maskedMessage(message: Message, numbers: readonly (string | null)[]): Message {
  const known = numbers
    .map((number) => digitsOf(number ?? ""))
    .filter((digits) => digits.length >= 10);
  return masked(message, [...new Set(known)]);
}

function masked<Value>(value: Value, known: readonly string[]): Value {
  return walked(value, (text) =>
    text
      .replace(coordinate, "(position hidden)")
      .replace(longNumber, lastFour)
      .replace(groupedNumber, (group) => {
        const digits = digitsOf(group);
        return known.some((number) => digits.includes(number)) ? lastFour(digits) : group;
      }),
  );
}

/** Walks texts only: the shape stays. */
function walked<Value>(value: Value, change: (text: string) => string): Value {
  if (Array.isArray(value)) return value.map((item) => walked(item, change)) as Value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    if (typeof inner !== "string") return [name, walked(inner, change)];
    return [name, unread.has(name) ? inner : change(inner)];
  });
  return Object.fromEntries(entries) as Value;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

/** The same form as a masked IMEI in a sentence: enough to tell two apart by eye. */
function lastFour(digits: string): string {
  return `…${digits.slice(-4)}`;
}
