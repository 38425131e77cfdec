/** IMEIs of no device, beside those of one repeated digit. */
const nobodys: readonly { readonly starts: string; readonly reason: string }[] = [
  {
    starts: "00000000",
    reason: "a type of device (TAC) that is never given out: what is left of an empty memory",
  },
  {
    starts: "00499901064000",
    reason: "the generic one of phones and modems that cannot read their own any more",
  },
  { starts: "12345678901234", reason: "typed in where a number had to stand" },
  { starts: "01234567890123", reason: "typed in where a number had to stand" },
];

/** A type of device without the unit: the rest was masked, or never set. Serial numbers begin at 1. */
const noSerial = "000000";

/** With whatever stands between its digits; a longer text is none. */
const longestWritten = 100;

/** What people and programs write between the digits. */
const marks = /[\s.\-‐-―/_:]/gu;

/**
 * The digits of an IMEI (15), of one without its check digit (14) or of an IMEISV (16: two digits of
 * the software instead of the check digit); `null` for every other length and for the numbers of
 * no device. A wrong check digit is no fault: it is never sent over the air (3GPP TS 23.003, 6.2.1:
 * a spare digit that the device sends as zero), so that platforms show 0, or that of the IMEISV.
 */
export function knownImei(text: string): string | null {
  if (text.length > longestWritten) return null;
  const digits = text
    .normalize("NFKC")
    .replace(/^\s*IMEI(?:SV)?/i, "")
    .replace(/\.0+\s*$/, "")
    .replace(marks, "");
  if (!/^\d{14,16}$/.test(digits)) return null;
  const unit = digits.slice(0, 14);
  if (/^(\d)\1*$/.test(unit) || unit.endsWith(noSerial)) return null;
  return nobodys.some(({ starts }) => unit.startsWith(starts)) ? null : digits;
}
