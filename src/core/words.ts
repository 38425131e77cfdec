import { lastCharacters } from "./cut-text.ts";
import { dayMs, hourMs, type Instant, minuteMs, secondMs } from "./instant.ts";
import { agoWords, justNow, type Tense } from "./tense.ts";

/**
 * A piece of a sentence. Whatever depends on the reader (time zone, markup, language of country
 * names, what may be shown to whom) stays a value until a view renders it; the rest is a string.
 *
 * - `instant`: shown in the reader's own zone.
 * - `duration`: milliseconds, shown by `durationWords`.
 * - `count`: a number with its noun in the singular, shown by `numberWords` and `nounFor`.
 * - `data`: text out of a record or a SIM's name. Untrusted: views must escape it.
 * - `country`: an ISO 3166-1 alpha-3 code, else a text as received. Untrusted too: views name it
 *   where they can, and escape it where they cannot.
 * - `imei`: identifies a device. Masked in anything that others than the person asking can read.
 */
export type Word = string | Value;

/** A word that carries a value. */
export type Value =
  | { readonly kind: "instant"; readonly at: Instant }
  | { readonly kind: "duration"; readonly ms: number }
  | { readonly kind: "count"; readonly value: number; readonly noun: string }
  | { readonly kind: "data"; readonly text: string }
  | { readonly kind: "country"; readonly code: string }
  | { readonly kind: "imei"; readonly text: string };

/** Words in the order they are read. Spaces and punctuation are part of the strings. */
export type Sentence = readonly Word[];

export function instant(at: Instant): Value {
  return { kind: "instant", at };
}

export function duration(ms: number): Value {
  return { kind: "duration", ms };
}

/** `ago(2 * minuteMs, "present")` reads "2 min ago", of an earlier read "2 min before that"; below a second "just now". */
export function ago(ms: number, tense: Tense): Sentence {
  if (ms < secondMs) return [justNow(tense)];
  return [duration(ms), ` ${agoWords(tense)}`];
}

/** `count(3, "session")` reads "3 sessions". */
export function count(value: number, noun: string): Value {
  return { kind: "count", value, noun };
}

export function data(text: string): Value {
  return { kind: "data", text };
}

export function country(code: string): Value {
  return { kind: "country", code };
}

export function imei(text: string): Value {
  return { kind: "imei", text };
}

/** Several sentences as one, with a space between them. */
export function paragraph(sentences: readonly Sentence[]): Sentence {
  return sentences.flatMap((sentence, index) => (index === 0 ? sentence : [" ", ...sentence]));
}

/** Up to the first full stop that another sentence follows. */
export function firstSentence(sentence: Sentence): Sentence {
  const at = sentence.findIndex((word) => typeof word === "string" && fullStop.test(word));
  const word = sentence[at];
  if (typeof word !== "string") return sentence;
  return [...sentence.slice(0, at), word.slice(0, word.search(fullStop) + 1)];
}

const fullStop = /\.(?=\s+\p{Lu}|\s*$)/u;

/** `A`, `A and B`, `A, B and C`. */
export function listed(items: readonly Sentence[], conjunction = "and"): Sentence {
  return items.flatMap((item, index) => {
    if (index === 0) return item;
    return [index === items.length - 1 ? ` ${conjunction} ` : ", ", ...item];
  });
}

/**
 * The sentence as plain text, for terminals, logs of tests and readers without a zone: instants
 * in UTC, IMEIs masked, control characters out of records taken off. Not safe inside Slack's
 * markup: views render the words themselves.
 */
export function plainText(sentence: Sentence): string {
  return sentence.map(plainWord).join("");
}

function plainWord(word: Word): string {
  if (typeof word === "string") return word;
  switch (word.kind) {
    case "instant":
      return instantWordsUtc(word.at);
    case "duration":
      return durationWords(word.ms);
    case "count":
      return `${numberWords(word.value)} ${nounFor(word.value, word.noun)}`;
    case "data":
      return printable(word.text);
    case "country":
      return printable(word.code);
    case "imei":
      return maskedImei(word.text);
  }
}

/** Control characters and marks that change the direction of text do not survive printing. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** `…2971`: the last four digits, enough to tell two devices apart by eye. */
export function maskedImei(text: string): string {
  return `…${lastCharacters(printable(text), 4)}`;
}

/** `2026-11-23 10:05 UTC`: for what may be read a year later. */
export function datedUtc(at: Instant): string {
  return `${isoUtc(at).slice(0, 16).replace("T", " ")} UTC`;
}

/** Loaded with the first large number: it takes long, and most numbers have no comma. */
let wholeNumber: Intl.NumberFormat | null = null;

/** `12,345`: to the last one, where "12k" would not tell two apart. */
export function countWords(count: number): string {
  if (Number.isInteger(count) && count >= 0 && count < 1_000) return `${count}`;
  wholeNumber ??= new Intl.NumberFormat("en-US");
  return wholeNumber.format(count);
}

/** As messages and pictures name the months, January first. */
export const monthNames = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

/** `23 Nov 10:05 UTC`. No year: nothing here is older than the 30 days that the platform keeps. */
export function instantWordsUtc(at: Instant): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "an unknown time";
  const [hours, minutes] = [date.getUTCHours(), date.getUTCMinutes()].map(twoDigits);
  return `${date.getUTCDate()} ${monthNames[date.getUTCMonth()]} ${hours}:${minutes} UTC`;
}

/** `2026-11-23T10:05:00Z`: exact and unmistakable, to copy into a ticket or a sheet. */
export function isoUtc(at: Instant): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "an unknown time";
  return date.toISOString().replace(".000Z", "Z");
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/**
 * `41 s`, `41 min`, `31 h`, `3 h 41 min`, and from 48 hours on `2 d 5 h`. Cut, not rounded, so
 * that nothing reads longer than it was. Below nothing counts as nothing.
 */
export function durationWords(ms: number): string {
  const length = Math.max(ms, 0);
  if (!Number.isFinite(length)) return "an unknown time";
  if (length < minuteMs) return `${Math.floor(length / secondMs)} s`;
  if (length < hourMs) return `${Math.floor(length / minuteMs)} min`;
  return length < 2 * dayMs
    ? twoUnits(length, hourMs, "h", minuteMs, "min")
    : twoUnits(length, dayMs, "d", hourMs, "h");
}

function twoUnits(ms: number, largeMs: number, large: string, smallMs: number, small: string) {
  const whole = Math.floor(ms / largeMs);
  const rest = Math.floor((ms - whole * largeMs) / smallMs);
  return rest === 0 ? `${whole} ${large}` : `${whole} ${large} ${rest} ${small}`;
}

/** `0`, `412`, `7.9k`, `352k`, `1.2M`, `3.4B`: at least two digits that mean something. */
export function numberWords(value: number): string {
  if (!Number.isFinite(value)) return "an unknown number";
  const size = Math.abs(value);
  if (Math.round(size) < 1_000) return String(Math.round(value));
  if (size < 999_500) return `${shortened(value / 1_000)}k`;
  if (size < 999_500_000) return `${shortened(value / 1_000_000)}M`;
  return `${shortened(value / 1_000_000_000)}B`;
}

function shortened(value: number): string {
  const tenths = Math.round(value * 10) / 10;
  return Math.abs(tenths) < 10 ? String(tenths) : String(Math.round(value));
}

/** A share from 0 to 1 as `<1 %`, `42 %`, and `100 %` only from 99.5 % on. */
export function shareWords(share: number): string {
  if (!Number.isFinite(share)) return "an unknown share";
  const percent = share * 100;
  if (percent > 0 && percent < 1) return "<1 %";
  return `${Math.round(percent)} %`;
}

/**
 * The same of a share that is the least that it can be: `0.3 %` where `<1 %` would say the opposite.
 * `null`: so little that it says nothing.
 */
export function leastShareWords(share: number): string | null {
  if (share >= 0.01) return shareWords(share);
  const tenths = Math.floor(1_000 * share);
  return tenths === 0 ? null : `0.${tenths} %`;
}

/** The noun in the number that `value` asks for: `session`, `sessions`, `countries`, `addresses`. */
export function nounFor(value: number, singular: string): string {
  if (Math.abs(value) === 1) return singular;
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(singular) ? `${singular}es` : `${singular}s`;
}
