/** Numbers that people have at hand where a SIM is asked for, and that name none. */
export type NumberKind = "eid" | "imei" | "imsi" | "imei_or_imsi" | "phone";

export interface OtherNumber {
  readonly kind: NumberKind;
  /** Without what stands between them. */
  readonly digits: string;
}

const label =
  /^(eid|imei ?sv|imei|imsi|msisdn|phone|mobile|tel)(?: ?(?:no\.?|nr\.?|number))? ?[.:=#]? ?(?=[+(\d])/i;
const separators = /[\s.\-\u2010-\u2015()/]+/gu;

/**
 * What kind of number a whole text is, with its label or without. An EID has 32 digits that begin
 * with 89 (SGP.02), a phone number 7 to 15 behind `+` (E.164). `null`: none of these. Takes plain
 * characters.
 */
export function otherNumberIn(text: string): OtherNumber | null {
  const written = text.trim().slice(0, 100);
  const labelled = label.exec(written);
  const number = written.slice(labelled?.[0].length ?? 0);
  // What a spreadsheet makes of a number.
  const digits = number.replace(/(?<=\d{5})[.,]00?$/, "").replace(separators, "");
  const name = labelled?.[1]?.slice(0, 4).toLowerCase() ?? null;
  const kind = kindOf(digits, number, name);
  return kind && { kind, digits };
}

function kindOf(digits: string, written: string, name: string | null): NumberKind | null {
  if (/^(?:\+|00)[1-9]\d{6,14}$/.test(digits)) return "phone";
  if (!/^\d+$/.test(digits)) return null;
  if (digits.length === 32) return digits.startsWith("89") || name === "eid" ? "eid" : null;
  if (digits.length < 7 || digits.length > 16) return null;
  if (name === "imei" || name === "imsi") return name;
  if (name !== null && name !== "eid") return "phone";
  return deviceOrSubscriber(digits) ?? (isLikePhone(written, digits) ? "phone" : null);
}

/** The first two digits of an IMEI: who issued it (GSMA TS.06). Those of most devices. */
const issuers = new Set(["01", "35", "86", "91", "98", "99"]);

/**
 * An IMEI ends in a check digit, with a software version in its place it has 16 digits (3GPP TS
 * 23.003). An IMSI begins with a country: 2 to 7 for its part of the world, 001 for tests, 901
 * for networks of no country (E.212). Both may be so.
 */
function deviceOrSubscriber(digits: string): NumberKind | null {
  const isIssued = issuers.has(digits.slice(0, 2));
  // Without its check digit, as boxes and modems print it; no phone number that begins so is as long.
  if (digits.length === 14 || digits.length === 16) return isIssued ? "imei" : null;
  if (digits.length !== 15) return null;
  const isSubscriber = /^(?:[2-7]|001|901)/.test(digits);
  if (hasCheckDigit(digits)) return isSubscriber && !isIssued ? "imei_or_imsi" : "imei";
  if (isIssued) return isSubscriber ? "imei_or_imsi" : "imei";
  return isSubscriber ? "imsi" : null;
}

/** Luhn's, as on bank cards. */
function hasCheckDigit(digits: string): boolean {
  const sum = Array.from(digits).reduce((total, digit, at) => {
    const value = Number(digit) * ((digits.length - at) % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/**
 * An MSISDN has no `+`, a number within a country may begin with its 0; others are written as
 * people do: `(0151) 123-4567`, `0151 12345678`, `01 23 45 67 89`, `1-800-555-0199`.
 */
function isLikePhone(number: string, digits: string): boolean {
  if (digits.length < 10) return false;
  if (number === digits) return /^(?:[1-9]\d{9,13}|88\d{13}|0[1-9]\d{8,10})$/.test(digits);
  return digits.length <= 13 && /^(?:\(?\d{1,8}\)?[ \-./]{0,2}){2,6}$/.test(number);
}
