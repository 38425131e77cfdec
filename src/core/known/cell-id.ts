import { knownNetworkCode } from "./network-code.ts";
import { saysNothing } from "./placeholders.ts";

/** All ones of 28, 31 and 32 bits, and -1: "no cell" of modems, of Android and of programs. */
const noCell: ReadonlySet<string> = new Set(["268435455", "2147483647", "4294967295"]);
/** No valid area (3GPP TS 23.003, 4.1: 0000 and FFFE), and all ones. */
const noArea: ReadonlySet<string> = new Set(["0", "65534", "65535"]);
/** Cell numbers that only with no area mean no cell: alone they may be one. */
const emptyCell: ReadonlySet<string> = new Set(["0", "65535"]);

const separated = /^(\d{1,3})[-:./_ ]+(\d{1,3})[-:./_ ]+(\d{1,10})[-:./_ ]+(\d{1,10})$/;
const hexadecimal = /^(?:0x)?[0-9a-f]+(?:[-:][0-9a-f]+)*$/i;
/** All zeros, and all ones of at least 16 bits: what modems report where they have no cell. */
const empty = /^-?(?:0x)?(?:0[-:]?)+$|^-1$|^(?:0x)?f{4,}(?:[-:](?:0x)?f{4,})*[-:]?$|^65535$/i;

/**
 * One writing for each cell: `MCC-MNC-area-cell` with the network's code in its own width and
 * numbers without zeros in front, hexadecimal ones in capitals, all else as received. `null`: the
 * number of no cell, or a text that says that it is not known. `networkOf`: for whoever asks for many
 * cells of few networks, and remembers these.
 */
export function knownCellId(received: string, networkOf = knownNetworkCode): string | null {
  // No cell is written so long: it stays as it is.
  if (received.length > 200) return received.trim();
  const text = received.normalize("NFKC").trim().replace(/\s+/gu, " ");
  const parts = separated.exec(text);
  if (parts === null) {
    if (saysNothing(text) || empty.test(text) || noCell.has(text)) return null;
    return hexadecimal.test(text) ? text.toUpperCase() : text;
  }
  const [, country = "", network = "", ...place] = parts;
  const [area = "", cell = ""] = place.map((part) => part.replace(/^0+(?=\d)/, ""));
  if (noCell.has(cell) || (noArea.has(area) && emptyCell.has(cell))) return null;
  const { mcc, mnc } = networkOf({ mcc: country, mnc: network });
  return `${mcc ?? country}-${mnc ?? network}-${area}-${cell}`;
}
