import { withoutMarksAtEnd, withoutMarksAtStart } from "../text-ends.ts";

/** Longer than any name or link to a console; what is longer was pasted by mistake. */
export const givenCharacters = 2_000;

const otherForms = /^(?:[\uff01-\uff5e\u3000]|\p{Nd})$/u;
const decimal = /\p{Nd}/u;

/**
 * Full-width letters, and the digits of every script, as those of ASCII: each in the place of the
 * one before, so that what is found in one text stands at the same place of the other.
 */
export function plainCharacters(text: string): string {
  let plain = "";
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    const form = plainForms.get(code) ?? remembered(code);
    if (form === "") continue;
    plain += text.slice(from, at) + form;
    from = at + 1;
  }
  return from === 0 ? text : plain + text.slice(from);
}

/** By the code of a character; empty: it stays as it is. There are no more than 65,536. */
const plainForms = new Map<number, string>();

function remembered(code: number): string {
  const character = String.fromCharCode(code);
  const form = otherForms.test(character) ? plainForm(code) : "";
  plainForms.set(code, form);
  return form;
}

function plainForm(code: number): string {
  if (code === 0x3000) return " ";
  if (code > 0xff00) return String.fromCharCode(code - 0xfee0);
  // A script's ten digits begin at ...0 or at ...6.
  const start = code - (code % 0x10);
  return String(code - (decimal.test(String.fromCharCode(start)) ? start : start + 6));
}

const sidAnywhere = /(?:DE|HS)[0-9a-f]{32}/i;

/**
 * One line without what Slack, phones, spreadsheets and habits put into a text: `<tel:…|…>` and
 * `<https://…|…>` links, mentions' angle brackets, escapes, smart quotes, typographic dashes,
 * no-break and zero-width spaces.
 */
export function unwrap(text: string): string {
  return text
    .replace(/<([^|<>]*)\|([^<>]*)>/g, (_, address: string, words: string) =>
      // A link to the platform's console says more than what stands on it.
      sidAnywhere.test(address) && !sidAnywhere.test(words) ? address : words,
    )
    .replace(/<(?:(?:tel|mailto):)?([^|<>]*)>/gi, "$1")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/[\u2018\u2019\u201A\u201B]/g, "'")
    .replace(/[\u201C-\u201F\u00AB\u00BB]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\s+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .trim();
}

const quotes = "\"'`";

/**
 * Without the quotes at both ends, as many as there are, and what a spreadsheet puts in front of a
 * number that shall stay a text (`'8988…`, `="8988…"`). A quote at one end of a name belongs to it.
 */
export function unquote(text: string): string {
  const bare = /^=?["'](?=\+?[\d\uff10-\uff19]{5})/.exec(text);
  if (bare !== null) return withoutMarksAtEnd(text.slice(bare[0].length), quotes).trim();
  const isQuoted =
    text.length > 1 && quotes.includes(text.charAt(0)) && text.charAt(0) === text.at(-1);
  return isQuoted
    ? withoutMarksAtEnd(withoutMarksAtStart(text, quotes), quotes).trim()
    : text.trim();
}
