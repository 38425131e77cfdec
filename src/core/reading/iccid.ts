/** Fewer digits than these name too many SIMs to be a way of naming one. */
export const fewestLastDigits = 5;

/** Complete ICCIDs have 18 to 22 digits; samples of these SIMs have 18 and 19. */
export const shortestIccid = 18;
export const longestIccid = 22;

/** Twenty-two digits with several spaces or dashes between any two; a longer text is something else. */
const longestWritten = 200;

const groups = /(?<=[0-9A-F])[ .\-\u2010-\u2015]+(?=[0-9A-F])/g;

/**
 * The ICCID, or its end, in the form in which two of them are compared: digits, and the letters A
 * to F that some issuers have in the account's part, in capitals; without groups, the filler F of
 * an odd number of digits, and the `.0` or `,0` of a spreadsheet. `null` when the text is anything else.
 * Takes plain characters.
 */
export function iccidIn(text: string): string | null {
  const written = text.trim();
  if (written.length > longestWritten) return null;
  const whole = written
    .toUpperCase()
    .replace(
      /^SIM(?: ?CARD)? ?(?:NO\.?|NR\.?|NUMBER)? ?[:=#]? ?(?=89[\dA-F .\-\u2010-\u2015]{16,}$)/,
      "",
    )
    .replace(/^(?:SIM ?)?ICC-?ID ?(?:NO\.?|NR\.?|NUMBER)? ?[:=#]? ?(?=\d)/, "")
    .replace(/(?<=\d{5})[.,]00?$/, "")
    .replace(/\s+/gu, " ")
    .replace(groups, "");
  return /^[0-9A-F]{1,24}$/.test(whole) && /\d/.test(whole) ? iccidKey(whole) : null;
}

/** The form of comparison of an ICCID as a platform writes it. */
export function iccidKey(iccid: string): string {
  return iccid.toUpperCase().replace(/(?<=\d)F{1,4}$/, "");
}

/** Whether they are a whole ICCID: letters only behind the numbers of country and issuer (E.118). */
export function isCompleteIccid(digits: string): boolean {
  const { length } = digits;
  return (
    length >= shortestIccid && length <= longestIccid && /^(?:\d+|89\d{4}[0-9A-F]+)$/.test(digits)
  );
}

/** Whether they can be the end of an ICCID that somebody reads off a sticker. */
export function isIccidEnd(digits: string): boolean {
  const { length } = digits;
  return (
    length >= fewestLastDigits && length <= longestIccid && /^[0-9A-F]*\d[0-9A-F]*$/.test(digits)
  );
}
