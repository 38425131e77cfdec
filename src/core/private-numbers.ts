import { plainCharacters } from "./reading/plain.ts";
import type { SimReport } from "./report.ts";

/** Who reads an answer. For a channel names are masked: one may be the number of a card or a device. */
export type Audience = "asker" | "channel";

/** Nothing else that simscope says has four decimals. */
const coordinate = /-?\d{1,3}[.,]\d{4,}/g;
/** Long enough to be the number of a device or a card; times in Slack's dates have 10 digits. */
const longNumber = /\d{14,}/g;
/**
 * A card's number: some issuers have letters in the account's part of it (E.118), and people write
 * it in groups. In front of it no such character stands: 32 of them are a SID.
 */
const card =
  /(?<![0-9A-F])89(?:[ \u00a0\u2009\u202f.:/_\-\u2010-\u2015]?\d){4}(?:[ \u00a0\u2009\u202f.:/_\-\u2010-\u2015]?[0-9A-F]){12,16}(?![0-9A-F])/gi;
/** Long enough to hold a known number, whatever stands between its characters. */
const mayBeKnown = /[0-9A-F](?:[^\p{L}\p{N}]{0,3}[0-9A-F]){9,}/giu;
const fewestKnown = 10;

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
 * somebody made it a name, in other groups, letters or digits. `numbers` are those known of the SIM;
 * whatever looks like one is masked besides.
 */
export function maskingOf(numbers: readonly (string | null)[]): (text: string) => string {
  const known = [...new Set(numbers.map((number) => charactersOf(number ?? "")))].filter(
    (characters) => characters.length >= fewestKnown && /\d/.test(characters),
  );
  const findKnown = (plain: string) => (known.length === 0 ? [] : knownIn(plain, known));
  return (text) => {
    const one = masked({ text, plain: plainCharacters(text) }, findKnown, lastFour);
    const two = masked(one, spansOf(coordinate), () => "(position hidden)");
    const three = masked(two, spansOf(longNumber), lastFour);
    return masked(three, spansOf(card), lastFour).text;
  };
}

/** A text, and in the same places its plain characters, in which numbers are looked for. */
interface Read {
  readonly text: string;
  readonly plain: string;
}

/** `[from, to)`, in UTF-16 units. */
type Stretch = readonly [from: number, to: number];

/** `stretches`: in their order. */
function masked(
  read: Read,
  stretches: (plain: string) => readonly Stretch[],
  instead: (plain: string) => string,
): Read {
  const { text, plain } = read;
  const parts: Read[] = [];
  let done = 0;
  for (const [from, to] of stretches(plain)) {
    if (from < done) continue;
    const hidden = instead(plain.slice(from, to));
    parts.push({ text: text.slice(done, from), plain: plain.slice(done, from) });
    parts.push({ text: hidden, plain: hidden });
    done = to;
  }
  if (done === 0) return read;
  parts.push({ text: text.slice(done), plain: plain.slice(done) });
  return {
    text: parts.map((part) => part.text).join(""),
    plain: parts.map((part) => part.plain).join(""),
  };
}

function spansOf(pattern: RegExp) {
  return (plain: string): readonly Stretch[] =>
    Array.from(plain.matchAll(pattern), ({ 0: { length }, index }) => [index, index + length]);
}

/** Where one of the known numbers stands, each as far as it reaches. */
function knownIn(plain: string, known: readonly string[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const [from, to] of spansOf(mayBeKnown)(plain)) {
    const stretch = plain.slice(from, to);
    const characters = charactersIn(stretch);
    const here = known.filter((number) => characters.includes(number));
    if (here.length === 0) continue;
    const places = [...stretch.matchAll(hexadecimal)].map(({ index }) => from + index);
    for (const number of here) {
      for (let at = characters.indexOf(number); at >= 0; at = characters.indexOf(number, at + 1)) {
        found.push([places[at] ?? from, (places[at + number.length - 1] ?? to) + 1]);
      }
    }
  }
  return found.sort(([a], [b]) => a - b);
}

const hexadecimal = /[0-9A-F]/gi;

/** What numbers are made of, in the form in which two of them are compared. */
function charactersOf(text: string): string {
  return charactersIn(plainCharacters(text));
}

function charactersIn(plain: string): string {
  return plain.replace(/[^0-9A-F]+/gi, "").toUpperCase();
}

/** The same form as a masked IMEI in a sentence: enough to tell two apart by eye. */
function lastFour(number: string): string {
  return `…${number
    .slice(-40)
    .replace(/[^0-9A-F]+/gi, "")
    .slice(-4)}`;
}
