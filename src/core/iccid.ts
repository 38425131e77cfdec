/** Complete ICCIDs have 18 to 22 digits; samples of these SIMs have 18 and 19. */
const completeIccid = /^\d{18,22}$/;

/** Twenty-two digits with several spaces or dashes between any two; a longer text is something else. */
const longestWritten = 200;

/** Fewer digits than these name too many SIMs to be a way of naming one. */
export const fewestLastDigits = 5;

/**
 * The digits of an ICCID, or of its end, as printed on a sticker: spaces and dashes between
 * groups and the filler F at the end are no part of it. `null` when the text is anything else.
 */
export function iccidDigits(text: string): string | null {
  const written = text.trim();
  if (written.length > longestWritten) return null;
  const digits = written.replace(/(?<=\d)[\s.\-\u2010-\u2015]+(?=\d)/gu, "");
  const bare = digits.replace(/(?<=\d)f$/i, "");
  return /^\d+$/.test(bare) ? bare : null;
}

export function isCompleteIccid(digits: string): boolean {
  return completeIccid.test(digits);
}

/** Whether the digits can be the end of an ICCID that somebody reads off a sticker. */
export function isIccidEnd(digits: string): boolean {
  return /^\d+$/.test(digits) && digits.length >= fewestLastDigits && digits.length <= 22;
}
