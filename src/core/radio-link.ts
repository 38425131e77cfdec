import { fold } from "./fold.ts";

/** Radio generations, best first. `unknown` is everything the records name otherwise, or not at all. */
export const radioGenerations = ["5G", "LTE", "LTE-M", "NB-IoT", "3G", "2G", "unknown"] as const;
export type RadioGeneration = (typeof radioGenerations)[number];

/**
 * Names by generation, upper case and without punctuation. Only `LTE` and `3G` are documented
 * values of `radio_link`; the others are the industry's usual names for the same radio.
 */
const names: Readonly<Record<Exclude<RadioGeneration, "unknown">, readonly string[]>> = {
  "5G": ["5G", "NR", "5GNR", "NR5G", "5GSA", "5GNSA", "NGRAN", "ENDC"],
  LTE: ["LTE", "4G", "4GLTE", "LTEA", "LTEADVANCED", "EUTRAN", "LTECAT1", "LTECAT1BIS"],
  "LTE-M": ["LTEM", "LTEM1", "LTEMTC", "EMTC", "CATM", "CATM1", "CATM2", "LTECATM", "LTECATM1"],
  "NB-IoT": ["NBIOT", "NB", "NB1", "NB2", "CATNB", "CATNB1", "CATNB2", "LTECATNB1", "LTENB"],
  "3G": ["3G", "UMTS", "WCDMA", "HSPA", "HSDPA", "HSUPA", "DCHSPA", "UTRAN", "EVDO", "TDSCDMA"],
  "2G": ["2G", "GSM", "GPRS", "EDGE", "EGPRS", "GERAN", "GSMEDGE", "1XRTT"],
};

const generationByName: ReadonlyMap<string, RadioGeneration> = new Map(
  radioGenerations
    .filter((generation) => generation !== "unknown")
    .flatMap((generation) => names[generation].map((name) => [name, generation] as const)),
);

/** The same for all names of one generation, and for all writings of one other name. */
export function radioLinkKey(radioLink: string): string {
  const generation = generationOf(radioLink);
  return generation === "unknown" ? fold(radioLink) : generation;
}

/** The generation of a `radio_link` value as received; case, spaces and punctuation do not matter. */
export function generationOf(radioLink: string | null): RadioGeneration {
  if (radioLink === null || radioLink.length > 40) return "unknown";
  const exactly = generationByName.get(radioLink);
  if (exactly !== undefined) return exactly;
  return generationByName.get(radioLink.toUpperCase().replaceAll(/[^A-Z0-9]/g, "")) ?? "unknown";
}
