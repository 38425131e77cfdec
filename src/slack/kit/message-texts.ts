import { maskingOf } from "../../core/private-numbers.ts";
import type { Message } from "./blocks.ts";

/** What a reader never sees, and what must arrive as it was sent. */
const unread = new Set(["type", "action_id", "block_id", "value", "id", "url", "image_url"]);

/** The message with every text that a reader meets changed; its shape, ids and values stay. */
function withTexts(message: Message, change: (text: string) => string): Message {
  return walked(message, change);
}

/**
 * As it can be followed in a thread: slash commands do not work there, a mention does. Commands
 * stand in code ticks everywhere. One that somebody is told to _type_ is meant as it stands: it
 * leads to an answer that a mention cannot give.
 */
export function saidInThread(message: Message): Message {
  return withTexts(message, (text) => text.replace(/(?<!\btype )`\/sim(?=[ `])/g, "`@simscope"));
}

function walked<Value>(value: Value, change: (text: string) => string): Value {
  if (Array.isArray(value)) return value.map((item) => walked(item, change)) as Value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    if (typeof inner !== "string") return [name, walked(inner, change)];
    return [name, unread.has(name) ? inner : change(inner)];
  });
  return Object.fromEntries(entries) as Value;
}

/**
 * The message as others may read it: no complete IMEI, ICCID or coordinate, wherever it stands,
 * also where somebody made it the name of a SIM. `numbers` are those known of the SIM; whatever
 * looks like one is masked besides. Buttons keep their values: they carry none.
 */
export function maskedMessage(message: Message, numbers: readonly (string | null)[]): Message {
  return withTexts(message, maskingOf(numbers));
}
