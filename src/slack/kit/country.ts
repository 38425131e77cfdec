import * as iso from "iso-3166-1";
import { cleanText } from "./clean.ts";

const names = new Intl.DisplayNames(["en"], { type: "region" });

/** Kosovo: in use by networks, but a user-assigned code that ISO 3166-1 does not list. */
const unlisted: Record<string, string> = { XKX: "XK" };

/**
 * `United States` for `USA`. The platform sends ISO 3166-1 alpha-3; a code that is not in the
 * standard is shown as received (untrusted).
 */
export function countryWords(alpha3: string): string {
  const alpha2 = alpha2Of(alpha3);
  return alpha2 === null ? cleanText(alpha3, 20) : (names.of(alpha2) ?? alpha3);
}

/** 🇺🇸 for `USA`: two regional indicator letters. `null` for an unknown code. */
export function countryFlag(alpha3: string): string | null {
  const alpha2 = alpha2Of(alpha3);
  if (alpha2 === null) return null;
  const toIndicator = (letter: string) =>
    String.fromCodePoint((letter.codePointAt(0) ?? 0) - 65 + 0x1f1e6);
  return [...alpha2].map(toIndicator).join("");
}

function alpha2Of(alpha3: string): string | null {
  const code = alpha3.trim().toUpperCase();
  // Intl.DisplayNames throws on alpha-3 codes, so every code goes through the table first.
  return unlisted[code] ?? iso.whereAlpha3(code)?.alpha2 ?? null;
}
