/**
 * Taking marks off the ends of a text, looking at each character once. A pattern such as `/,+$/`
 * starts anew at every comma: forty thousand of them cost seconds.
 */

/** The text without those of `marks` that it ends in. Marks are single UTF-16 units. */
export function withoutMarksAtEnd(text: string, marks: string): string {
  let end = text.length;
  while (end > 0 && marks.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The text without those of `marks` that it begins with. */
export function withoutMarksAtStart(text: string, marks: string): string {
  let start = 0;
  while (start < text.length && marks.includes(text.charAt(start))) start += 1;
  return text.slice(start);
}

const letterOrDigit = /[\p{L}\p{N}]/u;
const plainMarks = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/** From the first letter or digit to the last one; empty where there is none. */
export function withoutPunctuationAround(text: string): string {
  const start = text.search(letterOrDigit);
  if (start < 0) return "";
  let end = text.length;
  while (end > start) {
    if (plainMarks.includes(text.charAt(end - 1))) {
      end -= 1;
      continue;
    }
    const size = isSecondHalf(text, end - 1) ? 2 : 1;
    if (letterOrDigit.test(text.slice(end - size, end))) break;
    end -= size;
  }
  return text.slice(start, end);
}

/** Whether the unit there is the second of two that make one character. */
function isSecondHalf(text: string, at: number): boolean {
  const [first, second] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return at > 0 && second >= 0xdc00 && second <= 0xdfff && first >= 0xd800 && first <= 0xdbff;
}
