import * as iso from "iso-3166-1";
import { fold, wordsOf } from "../fold.ts";
import { namesNoPlace } from "./placeholders.ts";

/** Kosovo: in use by networks, but a user-assigned code that ISO 3166-1 does not list. */
const kosovo = { alpha2: "XK", alpha3: "XKX", country: "Kosovo" };
const countries = [...iso.all(), kosovo];

/** Names in use beside those of ISO 3166-1 and of Unicode, and `UK`, which ISO reserves for no other. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  GB: ["UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"],
  US: ["U.S.", "U.S.A.", "America"],
  CZ: ["Czech Republic"],
  TR: ["Turkey"],
  NL: ["Holland", "The Netherlands"],
  CI: ["Ivory Coast"],
  MK: ["Macedonia"],
  SZ: ["Swaziland"],
  CV: ["Cape Verde"],
  MM: ["Burma"],
  TL: ["East Timor"],
  CD: ["DR Congo", "Democratic Republic of the Congo"],
  CG: ["Congo", "Republic of the Congo"],
  KR: ["Korea"],
  VA: ["Vatican"],
  HK: ["Hong Kong"],
  MO: ["Macao", "Macau"],
  AE: ["UAE"],
  IE: ["Republic of Ireland"],
};

const alpha3ByAlpha2 = new Map(countries.map(({ alpha2, alpha3 }) => [alpha2, alpha3]));
const alpha2ByAlpha3 = new Map(countries.map(({ alpha2, alpha3 }) => [alpha3, alpha2]));
/** Unicode's names of the countries, which take long to load: not before the first country is named. */
let english: Intl.DisplayNames | null = null;
const englishNames = new Map<string, string>();
let knownNames: ReadonlyMap<string, string> | null = null;

/**
 * Of a name that two lists give to different countries the later one counts. Made for the first name
 * that is no code: that takes some 20 ms, and platforms mostly give codes.
 */
function alpha3ByName(): ReadonlyMap<string, string> {
  knownNames ??= new Map([
    ...namesUsedOnce(),
    ...namesOf(({ country }) => [country]),
    ...namesOf(({ alpha2 }) => [englishName(alpha2) ?? ""]),
    ...namesOf(({ alpha2 }) => otherNames[alpha2] ?? []),
  ]);
  return knownNames;
}

function namesOf(read: (country: (typeof countries)[number]) => readonly string[]) {
  return countries.flatMap((country) =>
    read(country).map((name) => [nameKey(name), country.alpha3] as const),
  );
}

/** `Iran` of `Iran (Islamic Republic of)`, but not `Korea`: two countries share that. */
function namesUsedOnce(): (readonly [string, string])[] {
  const short = countries.map(
    ({ alpha3, country }) => [nameKey(country.replace(/\s*\(.*\)|,.*/g, "")), alpha3] as const,
  );
  const users = Map.groupBy(short, ([name]) => name);
  return short.filter(([name]) => users.get(name)?.length === 1);
}

/** Without case, accents, punctuation, little words and their order: `Korea (the Republic of)`. */
function nameKey(name: string): string {
  return wordsOf(fold(name))
    .filter((word) => !["the", "of", "and"].includes(word))
    .sort()
    .join(" ");
}

/**
 * ISO 3166-1 alpha-3 from a country's alpha-3 or alpha-2 code or its English name, in any case. Of
 * any other text the text itself, so that a country is shown that no table knows. `null`: a
 * placeholder. `mcc` tells Namibia from "not available", which are both `NA`.
 */
export function knownCountry(received: string, mcc: string | null): string | null {
  const text = received.normalize("NFKC").trim().replace(/\s+/gu, " ");
  const code = text.toUpperCase();
  if (code === "NA") return mcc === null || mcc === namibia ? "NAM" : null;
  if (alpha2ByAlpha3.has(code)) return code;
  const known = alpha3ByAlpha2.get(code) ?? alpha3ByName().get(nameKey(text));
  if (known !== undefined) return known;
  return namesNoPlace(text) ? null : received.trim();
}

const namibia = "649";

/** `US` for `USA`, for whoever names a country or shows its flag; `null`: not in the standard. */
export function alpha2Of(country: string): string | null {
  return alpha2ByAlpha3.get(country) ?? null;
}

/** `United States` for `USA`; a text that is no code is its own name. Untrusted text. */
export function countryName(country: string): string {
  const alpha2 = alpha2ByAlpha3.get(country);
  if (alpha2 === undefined) return country;
  const named = englishNames.get(alpha2) ?? englishName(alpha2) ?? country;
  englishNames.set(alpha2, named);
  return named;
}

function englishName(alpha2: string): string | undefined {
  english ??= new Intl.DisplayNames(["en"], { type: "region" });
  return english.of(alpha2);
}
