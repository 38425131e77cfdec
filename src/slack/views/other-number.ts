import { type NumberKind, otherNumberIn } from "../../core/reading/other-numbers.ts";
import { plainCharacters } from "../../core/reading/plain.ts";
import { type Mrkdwn, mrkdwn, ours } from "../kit/mrkdwn.ts";

/** What each is called, and what it is the number of. */
const words: Readonly<Record<NumberKind, { readonly name: string; readonly of: string }>> = {
  eid: { name: "an EID", of: "the number of an eSIM chip, not of a SIM on it" },
  imei: { name: "an IMEI", of: "the number of a device, not of the SIM in it" },
  imsi: { name: "an IMSI", of: "the number by which a mobile network knows its subscriber" },
  imei_or_imsi: {
    name: "an IMEI or IMSI",
    of: "the number of a device, or of a mobile network's subscriber",
  },
  phone: { name: "a phone number", of: "what is dialled, not what a SIM is called" },
};

/** What somebody typed or pasted in place of a SIM; `null`: nothing that is known. */
export function otherNumberOf(wanted: string): NumberKind | null {
  return otherNumberIn(plainCharacters(wanted))?.kind ?? null;
}

/** What such a number is. */
export function otherNumberWords(kind: NumberKind): Mrkdwn {
  const { name, of } = words[kind];
  return ours(`That ${kind === "eid" ? "is" : "looks like"} ${name}: ${of}.`);
}

/** What to type in its place. */
export const typeInstead = mrkdwn`Type the SIM's name, its SID (DE…) or its ICCID, which is printed on the card: 19 or 20 digits that begin with 89.`;

/** The same below an option of a menu: 75 characters at most. */
export function otherNumberOption(kind: NumberKind): string {
  return `${words[kind].name} is no SIM: type its name, SID or ICCID`;
}

/** In a message that somebody else wrote. */
export function otherNumberInMessage(kind: NumberKind): Mrkdwn {
  const { name, of } = words[kind];
  return ours(`It has what ${kind === "eid" ? "is" : "looks like"} ${name}: ${of}.`);
}
