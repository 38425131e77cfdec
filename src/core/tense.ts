/**
 * Whether what was read is told at once, or later, when it may hold no more. Told later, it speaks
 * of then, and counts from the read: "2 min ago" would be counted from the moment it is read aloud.
 */
export type Tense = "present" | "past";

/** One thing said of now, or of then. */
export function said<Said>(tense: Tense, ofNow: Said, ofThen: Said): Said {
  return tense === "present" ? ofNow : ofThen;
}

/** What stands behind an age: 2 min `ago`, 2 min `before that`. */
export function agoWords(tense: Tense): string {
  return said(tense, "ago", "before that");
}

/** Less than a second ago: "0 s ago" is not how people speak. */
export function justNow(tense: Tense): string {
  return said(tense, "just now", "at that moment");
}
