import { alpha2Of, countryName } from "../../core/known/country.ts";
import { cleanText } from "./clean.ts";

/**
 * `United States` for `USA`, as countries are known from ISO 3166-1; what no table knows is shown as
 * received (untrusted).
 */
export function countryWords(alpha3: string): string {
  return alpha2Of(alpha3) === null ? cleanText(alpha3, 20) : countryName(alpha3);
}

/** 🇺🇸 for `USA`: two regional indicator letters. `null` for an unknown code. */
export function countryFlag(alpha3: string): string | null {
  const alpha2 = alpha2Of(alpha3);
  if (alpha2 === null) return null;
  const toIndicator = (letter: string) =>
    String.fromCodePoint((letter.codePointAt(0) ?? 0) - 65 + 0x1f1e6);
  return [...alpha2].map(toIndicator).join("");
}
