import { plainCharacters } from "./reading/plain.ts";

/** Characters of a name that count for look-ups and search; what follows is only shown. */
export const foldedCharacters = 512;

const plainAscii = /^[\x20-\x7e]*$/;

/**
 * Accents and joiners: marks that belong to no script of their own, and what is left of broken
 * characters. Vowel signs of Indic scripts are letters of their word and stay; so do the sound
 * marks of Japanese kana and the Greek iota below a letter.
 */
const looseMarks = /(?![\u0345\u3099\u309a])[\p{Script=Inherited}\p{Cf}\p{Cc}\p{Cs}\ufffd]/gu;

/** Letters that people without their keyboard write so, and that no normal form takes apart. */
const lookalikes: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  ς: "σ",
};
const lookalike = /[æœøłđðþħıς]/g;

/**
 * The text as people mean it: without case, accents, compatibility forms and superfluous spaces.
 * Two names with one folded form are the same name to whoever types it. Folding twice changes
 * nothing.
 */
export function fold(text: string): string {
  const folded = foldWhole(text.slice(0, foldedCharacters));
  if (folded.length <= foldedCharacters) return folded;
  // Compatibility forms can be longer than what they stand for, and the cut may halve a character.
  return folded
    .slice(0, foldedCharacters)
    .replace(/\p{Cs}$/u, "")
    .trim();
}

/** The same of a text of any length, whoever bounds it. */
export function foldWhole(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase().replace(/ {2,}/g, " ").trim();
  const folded = text
    .replace(/\s+/gu, " ")
    .normalize("NFKD")
    .replace(looseMarks, "")
    .toLowerCase()
    .toUpperCase() // ß, ſ and ς meet SS, S and Σ here.
    .toLowerCase()
    .normalize("NFKD")
    .replace(looseMarks, "")
    .replace(lookalike, (letter) => lookalikes[letter] ?? letter)
    .replace(/\s+/gu, " ")
    .trim();
  // Digits of another keyboard are the same number.
  return plainCharacters(folded);
}

const words = /[\p{L}\p{M}]+|\p{N}+/gu;

/**
 * The words of a folded text: runs of letters and runs of digits, so that `cam07`, `cam-07` and
 * `cam 07` have the same ones. A text of symbols alone (`🚚`) is one word.
 */
export function wordsOf(folded: string): readonly string[] {
  const found = folded.match(words);
  if (found !== null) return found;
  const symbols = folded.replaceAll(" ", "");
  return symbols === "" ? [] : [symbols];
}

/** The same words with digits and letters left together where nothing stands between: `cam-O7`. */
export function coarseWordsOf(folded: string): readonly string[] {
  return folded.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** The words of a folded text run together: names that differ in separators only have one such key. */
export function compactOf(folded: string): string {
  return wordsOf(folded).join("");
}

/** A number without the zeros in front, which people leave out: `000123` becomes `123`. */
export function withoutLeadingZeros(word: string): string {
  return word.replace(/^0+(?=\p{N})/u, "");
}
