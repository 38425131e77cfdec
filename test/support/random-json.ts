import type { Random } from "./histories/random.ts";
import { marks } from "./hostile-texts.ts";

const names = [
  ...["user", "team", "channel", "actions", "event", "command", "name", "view", "type", "text"],
  ...["value", "id", "response_urls", "function_data", "authorizations", "message", "container"],
  ...["toString", "valueOf", "constructor", "__proto__", "toJSON", "then", "length", ""],
];
const words = [
  ...["block_actions", "event_callback", "view_submission", "shortcut", "app_mention", "hello"],
  ...["close", "ws_message", "true", "null", "0", "-1", "1e999", "NaN", "U0BOT", "*", "sessions"],
];

/** Anything that JSON can hold; now and then large, or nested deeply. */
export function randomJson(random: Random, depth = 0): unknown {
  const kind = random.whole(0, depth > 3 ? 6 : 9);
  switch (kind) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick([0, -1, 5, 1.5, 1e21, -1e308, 2 ** 53]);
    case 3:
      return random.pick(["", ...words] as [string, ...string[]]);
    case 4:
      return randomText(random, 60);
    case 5:
      return random.chance(0.1) ? randomText(random, 20_000) : randomText(random, 600);
    case 6:
      return random.chance(0.5) ? [] : {};
    case 7:
      return Array.from({ length: random.whole(1, 4) }, () => randomJson(random, depth + 1));
    case 8:
      return Object.fromEntries(
        Array.from({ length: random.whole(1, 4) }, () => [
          random.pick(names as [string, ...string[]]),
          randomJson(random, depth + 1),
        ]),
      );
    default:
      return nested(random.whole(2, 500));
  }
}

function nested(depth: number): unknown {
  let inner: unknown = [];
  for (let level = 0; level < depth; level += 1)
    inner = level % 2 === 0 ? { text: inner } : [inner];
  return inner;
}

/** A text of the marks that parsers give a meaning, with runs of one of them. */
export function randomText(random: Random, mostCharacters: number): string {
  const length = random.whole(0, mostCharacters);
  const pieces: string[] = [];
  for (let size = 0; size < length; ) {
    const mark = random.pick(marks as [string, ...string[]]);
    const piece = mark.repeat(random.chance(0.2) ? random.whole(1, length) : 1);
    pieces.push(piece);
    size += piece.length;
  }
  return pieces.join("").slice(0, length);
}

interface Place {
  readonly parent: Record<string, unknown>;
  readonly key: string;
}

/**
 * A copy with some of it changed, at any depth: taken out, put in, of another type, or a text with
 * other marks in it. Sometimes nothing is.
 */
export function mutated(value: unknown, random: Random): unknown {
  const copy: Record<string, unknown> = { root: structuredClone(value) };
  const changes = random.chance(0.1) ? 0 : random.whole(1, 3);
  for (let change = 0; change < changes; change += 1) {
    const places = placesIn(copy);
    const [first = { parent: copy, key: "root" }] = places;
    // The outermost value now and then; what is inside much more often.
    const { parent, key } = random.chance(0.03) ? first : random.pick([first, ...places]);
    const old = parent[key];
    const roll = random.between(0, 1);
    if (roll < 0.25) delete parent[key];
    else if (roll < 0.6 && typeof old === "string") parent[key] = changedText(old, random);
    else if (roll < 0.7) putIn(parent, random);
    else parent[key] = randomJson(random);
  }
  return copy["root"];
}

/** As a key of its own, also where it is named like one that every object has. */
function putIn(parent: object, random: Random): void {
  const value = randomJson(random);
  if (Array.isArray(parent)) parent.push(value);
  else {
    const name = random.pick(names as [string, ...string[]]);
    Object.defineProperty(parent, name, {
      ...{ value, enumerable: true, configurable: true, writable: true },
    });
  }
}

function changedText(text: string, random: Random): string {
  const at = random.whole(0, text.length);
  const piece = randomText(random, random.chance(0.05) ? 5_000 : 12);
  return random.chance(0.5)
    ? text.slice(0, at) + piece + text.slice(at)
    : text.slice(0, at) + piece + text.slice(at + piece.length);
}

function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== "object" || value === null || found.length > 500) return found;
  const parent = value as Record<string, unknown>;
  for (const key of Object.keys(parent)) {
    found.push({ parent, key });
    placesIn(parent[key], found);
  }
  return found;
}
