import { cutText, firstCharacters } from "../../core/cut-text.ts";

const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\uFEFF\u200B\u2060]+/gu;
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * What is read of a text for each character that is shown: marks and runs of spaces that vanish
 * take room in it, too, and what a stranger wrote may be of any length.
 */
const readForShown = 4;

/** Names of a few characters may have longer decoration around them. */
const readAtLeast = 400;

/** Words of letters, digits and marks that mean nothing in Slack's markup, one space between them. */
const plainLine = /^[A-Za-z0-9.,()-]+(?: [A-Za-z0-9.,()-]+)*$/;

/** Whether there is nothing to clean, to cut or to escape in it: so are nearly all names and numbers. */
export function isPlainLine(text: string, maxCharacters: number): boolean {
  return text.length <= maxCharacters && plainLine.test(text);
}

/**
 * Text out of a record or typed by a person, made fit for one line: control characters, line
 * breaks and direction overrides become spaces or vanish, the rest is cut to `maxCharacters`
 * UTF-16 units with "…", and right-to-left text is isolated, so that it cannot reorder the
 * words around it.
 */
export function cleanText(text: string, maxCharacters: number): string {
  if (isPlainLine(text, maxCharacters)) return text;
  const read = firstCharacters(text, Math.max(readForShown * maxCharacters, readAtLeast));
  const cleaned = read
    .toWellFormed()
    .replace(bidiControls, "")
    .replace(invisible, " ")
    .replace(/ {2,}/g, " ")
    .trim();
  // What was left unread is told like what is cut.
  const line = read.length < text.length && cleaned !== "" ? `${cleaned}…` : cleaned;
  const isolated = rightToLeft.test(line);
  const cut = cutText(line, maxCharacters - (isolated ? 2 : 0));
  return isolated ? `\u2068${cut}\u2069` : cut;
}
