import { iccidIn, isCompleteIccid } from "./iccid.ts";
import { otherNumberIn } from "./other-numbers.ts";
import { givenCharacters, plainCharacters, unquote, unwrap } from "./plain.ts";
import { sidsIn } from "./running-text.ts";

/** A text that was given for one SIM, and what kind of name that is. */
export interface Name {
  /** `name`: any other, a part of one, the last digits of an ICCID, or a number that is no SIM's. */
  readonly kind: "sid" | "iccid" | "name";
  /** As the person gave it. Untrusted. */
  readonly given: string;
  /** Without its wrapping; a SID as platforms write it. */
  readonly text: string;
  /** The same, but an ICCID in its form of comparison. */
  readonly exact: string;
  /** How a platform may write it, the likeliest first. */
  readonly forms: readonly string[];
}

/** Super SIMs are another product: they have no data sessions at all. */
export interface SuperSim {
  readonly kind: "super_sim";
  readonly sid: string;
}

/** Understands the text given for one SIM, whatever it was pasted with or from. */
export function readGiven(given: string): Name | SuperSim {
  const text = unquote(unwrap(given.slice(0, givenCharacters)));
  const plain = plainCharacters(text);
  const { sids, superSimSids } = sidsIn(plain);
  const [sid, ...others] = [...sids, ...superSimSids];
  if (sid !== undefined && others.length === 0) {
    if (sids.length === 0) return { kind: "super_sim", sid };
    return { kind: "sid", given, text: sid, exact: sid, forms: [sid] };
  }
  const iccid = iccidIn(plain);
  if (iccid === null || !isCompleteIccid(iccid)) {
    return { kind: "name", given, text, exact: text, forms: [text] };
  }
  const forms = /\df+\W*$/i.test(plain) ? [iccid, `${iccid}F`] : [iccid];
  return { kind: "iccid", given, text, exact: iccid, forms };
}

/** What is looked for in lists by such a text: numbers without what stands between their digits. */
export function soughtBy(given: string): string {
  const name = readGiven(given);
  if (name.kind === "super_sim") return name.sid;
  return (
    (name.kind === "name" ? otherNumberIn(plainCharacters(name.text))?.digits : null) ?? name.exact
  );
}

/** Whether somebody lost, doubled or mistook a letter of a SID on the way. */
export function isMisshapenSid(text: string): boolean {
  return /^DE[0-9a-z]{24,40}$/i.test(text) && /\d/.test(text) && !/^DE[0-9a-f]{32}$/i.test(text);
}
