import { iccidDigits, isCompleteIccid } from "./iccid.ts";
import { withoutMarksAtEnd, withoutMarksAtStart, withoutPunctuationAround } from "./text-ends.ts";

/** What a text given for one SIM says it is. */
export type Identifier =
  | { readonly kind: "sid"; readonly sid: string }
  | { readonly kind: "super_sim"; readonly sid: string }
  | { readonly kind: "iccid"; readonly digits: string; readonly text: string }
  /** A name, a part of one, or the last digits of an ICCID. */
  | { readonly kind: "name"; readonly text: string };

/** SIMs that a longer text speaks of, each once, in the order of the text. */
export interface Identifiers {
  readonly sids: readonly string[];
  readonly superSimSids: readonly string[];
  readonly iccids: readonly string[];
  readonly uniqueNames: readonly string[];
}

/**
 * Of a message so much is read: Slack advises 4,000 characters and cuts above 40,000. With less than
 * that, the slowest text keeps a good distance from the 20 ms that reading may take.
 */
export const messageCharacters = 24_000;

/** Longer than any name or link to a console; what is longer was pasted by mistake. */
export const givenCharacters = 2_000;

/** Bounds the look-ups that one message can cause. */
const mostNames = 2_000;
/** More than a message of that length has in any language; a made-up one may have three times as many. */
const mostWords = 7_000;
const longestName = 128;
/** A name with punctuation around it; more of that is a line drawn between two paragraphs. */
const longestWord = 512;

const simSid = /(?<![0-9a-z])DE[0-9a-f]{32}(?![0-9a-z])/gi;
const superSimSid = /(?<![0-9a-z])HS[0-9a-f]{32}(?![0-9a-z])/gi;

/**
 * 18 to 22 digits, in groups or not. In running text only those that begin with 89, the number
 * that all cards of telecom operators begin with (ITU-T E.118): order numbers are long, too.
 */
const iccid = /(?<![0-9a-z])89(?:[ \u00a0.\-\u2010-\u2015]?\d){16,20}(?![0-9a-z])/gi;

const quoted = /["'`“”„‘’«»]([^"'`“”„‘’«»\n]+)["'`“”„‘’«»]/gu;
const wordParts = /[=|,;:()<>[\]{}"'`“”„‘’«»/]+/u;

/**
 * The SIDs, complete ICCIDs and known unique names in a text: an alert, a link to the console, a
 * pasted table. A SID is found inside a URL, an ICCID in groups of digits. Without `isKnownName`
 * no name is found.
 */
export function identifiersIn(
  text: string,
  isKnownName: ((name: string) => boolean) | null = null,
): Identifiers {
  const start = text.slice(0, messageCharacters);
  return {
    sids: distinct(start.match(simSid) ?? [], (sid) => canonicalSid(sid)),
    superSimSids: distinct(start.match(superSimSid) ?? [], (sid) => canonicalSid(sid)),
    iccids: distinct(start.match(iccid) ?? [], (digits) => iccidDigits(digits)),
    uniqueNames: isKnownName === null ? [] : nameCandidates(start).filter(isKnownName),
  };
}

/** Understands the text given for one SIM, whatever it was pasted with or from. */
export function readIdentifier(given: string): Identifier {
  const text = withoutWrapping(given.slice(0, givenCharacters));
  const { sids, superSimSids } = identifiersIn(text);
  const [sid, ...others] = [...sids, ...superSimSids];
  if (sid !== undefined && others.length === 0) {
    return { kind: sids.length === 1 ? "sid" : "super_sim", sid };
  }
  const digits = iccidDigits(text);
  if (digits !== null && isCompleteIccid(digits)) return { kind: "iccid", digits, text };
  return { kind: "name", text };
}

/** Whether somebody lost, doubled or mistook a letter of a SID on the way. */
export function isMisshapenSid(text: string): boolean {
  return /^DE[0-9a-z]{24,40}$/i.test(text) && /\d/.test(text) && !/^DE[0-9a-f]{32}$/i.test(text);
}

/** The platform writes the prefix in capitals and the digits in lower case. */
function canonicalSid(sid: string): string {
  return sid.slice(0, 2).toUpperCase() + sid.slice(2).toLowerCase();
}

/** Quotes, code ticks, links, and labels in front such as `ICCID:`. */
function withoutWrapping(given: string): string {
  const text = given
    .replace(/^\s*<(?:[a-z]+:)?[^|<>]*\|([^<>]*)>\s*$/i, "$1")
    .replace(/^\s*<(?:tel:|mailto:)?([^|<>]*)>\s*$/i, "$1")
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, (run) => (/\s/u.test(run) ? " " : ""))
    .trim();
  const bare = withoutQuotes(text).trim();
  const labelled = /^iccid ?[:=#]? ?(?=\d)/i.exec(bare);
  return labelled === null ? bare : bare.slice(labelled[0].length);
}

const quotes = "\"'`“”„‘’«»";

/** Quotes at both ends, as many as there are; a quote at one end only belongs to the name. */
function withoutQuotes(text: string): string {
  const inside = withoutMarksAtEnd(withoutMarksAtStart(text, quotes), quotes);
  const hasBoth =
    text.length > 1 && quotes.includes(text.charAt(0)) && quotes.includes(text.slice(-1));
  return hasBoth ? inside : text;
}

/** Quoted stretches, words without the punctuation around them, and what `key=value` holds. */
function nameCandidates(text: string): readonly string[] {
  const stretches = [...text.matchAll(quoted)].map(([, inside]) => inside ?? "");
  const all = [...new Set(text.split(/\s+/u, mostWords))];
  const parts = new Set(all.flatMap((word) => [word, ...word.split(wordParts)]));
  const words = [...parts].filter((word) => word.length <= longestWord);
  const candidates = [...stretches, ...words, ...words.map(withoutPunctuationAround)]
    .map((name) => name.trim())
    .filter((name) => name.length > 1 && name.length <= longestName);
  return [...new Set(candidates)].slice(0, mostNames);
}

function distinct(found: readonly string[], read: (text: string) => string | null): string[] {
  return [...new Set(found.map(read).filter((text) => text !== null))];
}
