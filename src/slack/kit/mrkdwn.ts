import { hourMs, type Instant } from "../../core/instant.ts";
import {
  durationWords,
  instantWordsUtc,
  maskedImei,
  nounFor,
  numberWords,
  type Sentence,
  type Word,
} from "../../core/words.ts";
import { cleanText, isPlainLine } from "./clean.ts";
import { countryWords } from "./country.ts";

/**
 * Text in Slack's markup that is safe to send. Only this file makes values of this type, so
 * nothing reaches a message unescaped.
 */
export interface Mrkdwn {
  readonly mrkdwn: string;
}

/** The longest piece of untrusted text in a running line: names beyond it are cut. */
const dataCharacters = 80;

/** Text to copy is only cut where it could not be meant to be copied. */
const codeCharacters = 520;

/**
 * A template whose own text is markup and whose plain string values are data: escaped, cut to
 * one short line, and unable to format, link or mention anything.
 */
export function mrkdwn(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Mrkdwn)[]
): Mrkdwn {
  let markup = strings[0] ?? "";
  for (const [index, value] of values.entries()) {
    markup += valueMarkup(value) + (strings[index + 1] ?? "");
  }
  return { mrkdwn: markup };
}

function valueMarkup(value: string | number | Mrkdwn): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? escapeData(value) : value.mrkdwn;
}

/** A sentence written in this code base: not data, so it is neither cut nor robbed of its marks. */
export function ours(text: string): Mrkdwn {
  return { mrkdwn: escapeControl(text) };
}

/** A line of ours that quotes data, such as a list of operators: escaped, and cut later than a name. */
export function quoting(text: string, maxCharacters: number): Mrkdwn {
  return { mrkdwn: escapeData(text, maxCharacters) };
}

/** Pieces joined by a separator that is markup of our own; absent pieces are skipped. */
export function joined(pieces: readonly (Mrkdwn | null)[], separator: string): Mrkdwn {
  return {
    mrkdwn: pieces
      .filter((piece) => piece !== null)
      .map((piece) => piece.mrkdwn)
      .join(separator),
  };
}

/** Whether there is nothing to read. */
export function isEmpty(text: Mrkdwn): boolean {
  return text.mrkdwn.trim() === "";
}

export function bold(text: Mrkdwn | string): Mrkdwn {
  return { mrkdwn: `*${valueMarkup(text)}*` };
}

/** Fixed-width text for things to copy. A backtick would end it, so there is none inside. */
export function code(text: string): Mrkdwn {
  return { mrkdwn: `\`${escapeControl(cleanText(text, codeCharacters).replaceAll("`", "'"))}\`` };
}

/** A link whose address we built ourselves; the label is data. */
export function link(url: URL, label: string): Mrkdwn {
  const address = url.href.replaceAll("|", "%7C").replaceAll("<", "%3C").replaceAll(">", "%3E");
  return { mrkdwn: `<${address}|${escapeData(label)}>` };
}

/** A person, named by Slack itself. An id of another form is not one, and stays text. */
export function mention(userId: string): Mrkdwn {
  return { mrkdwn: /^[UW][A-Z0-9]{1,30}$/.test(userId) ? `<@${userId}>` : "somebody" };
}

/** A channel, named by Slack itself; direct messages have no name to show. */
export function channelMention(channelId: string): Mrkdwn {
  return {
    mrkdwn: /^[CG][A-Z0-9]{1,30}$/.test(channelId) ? `<#${channelId}>` : "that conversation",
  };
}

/** Shown in the reader's own zone ("today at 10:05"); the fallback names UTC. */
export function instantMrkdwn(at: Instant): Mrkdwn {
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return { mrkdwn: "an unknown time" };
  const seconds = Math.floor(at / 1_000);
  return { mrkdwn: `<!date^${seconds}^{date_short_pretty} {time}|${instantWordsUtc(at)}>` };
}

/** Only the time of day, in the reader's own zone. */
export function timeMrkdwn(at: Instant): Mrkdwn {
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return { mrkdwn: "an unknown time" };
  return { mrkdwn: `<!date^${Math.floor(at / 1_000)}^{time}|${instantWordsUtc(at)}>` };
}

/** As of `at`: of less than half a day before, the time alone names one moment. */
export function nearMrkdwn(then: Instant, at: Instant): Mrkdwn {
  return at - then < 12 * hourMs ? timeMrkdwn(then) : instantMrkdwn(then);
}

/** A sentence of core, with instants in the reader's zone and data escaped. IMEIs stay masked. */
export function sentenceMrkdwn(sentence: Sentence): Mrkdwn {
  return { mrkdwn: sentence.map(wordMarkup).join("") };
}

/** The same with instants in UTC behind them, for moments that people compare with others. */
export function sentenceMrkdwnUtc(sentence: Sentence): Mrkdwn {
  return {
    mrkdwn: sentence
      .map((word) =>
        typeof word !== "string" && word.kind === "instant"
          ? `${wordMarkup(word)} (${instantWordsUtc(word.at)})`
          : wordMarkup(word),
      )
      .join(""),
  };
}

function wordMarkup(word: Word): string {
  if (typeof word === "string") return escapeControl(word);
  switch (word.kind) {
    case "instant":
      return instantMrkdwn(word.at).mrkdwn;
    case "duration":
      return durationWords(word.ms);
    case "count":
      return `${numberWords(word.value)} ${nounFor(word.value, word.noun)}`;
    case "data":
      return escapeData(word.text);
    case "country":
      return escapeData(countryWords(word.code));
    case "imei":
      return escapeData(maskedImei(word.text));
  }
}

/** Slack's documented escapes: exactly these three characters. */
function escapeControl(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const lookalikes: Record<string, string> = { "*": "∗", _: "ˍ", "~": "∼", "`": "ˋ" };

/**
 * Untrusted text inside markup. Slack has no escape for formatting marks, so a mark at the edge
 * of a word, the only place where it formats, becomes its look-alike; `cargo_cam_07` stays as
 * it is. The colon of an emoji code likewise, and the slashes that would turn an address into a
 * link where Slack reads text without being told to take it verbatim.
 */
function escapeData(text: string, maxCharacters = dataCharacters): string {
  if (isPlainLine(text, maxCharacters)) return text;
  const line = cleanText(text, maxCharacters);
  const unformatted = line
    .replace(/(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu, (mark) => lookalikes[mark] ?? mark)
    .replace(/:(?=[a-z0-9_+'-]+:)/gi, "∶")
    .replaceAll("://", ":∕∕");
  return escapeControl(unformatted);
}
