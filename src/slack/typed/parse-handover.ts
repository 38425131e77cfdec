import { dayMs, hourMs } from "../../core/instant.ts";
import { invalid, type SimCommand } from "./command-forms.ts";
import { withoutPunctuation } from "./command-options.ts";

/** A shift; and no longer than anybody hands over. */
const usualMs = 8 * hourMs;
export const longestHandoverMs = 7 * dayMs;

/** `handover`, `handover 12h public`, in any order; of anything else it is said what would be right. */
export function parseHandover(words: readonly string[]): SimCommand {
  let isPublic = false;
  let stretchMs: number | null = null;
  for (const word of words.map((one) => withoutPunctuation(one).toLowerCase())) {
    const [, count, unit] = /^(\d{1,3})([hd])$/.exec(word) ?? [];
    if (word === "public") isPublic = true;
    else if (count !== undefined && stretchMs === null)
      stretchMs = Number(count) * (unit === "h" ? hourMs : dayMs);
    else return invalid("handover_stretch", "/sim handover 8h");
  }
  const stretch = stretchMs ?? usualMs;
  return stretch > 0 && stretch <= longestHandoverMs
    ? { kind: "handover", stretchMs: stretch, isPublic }
    : invalid("handover_stretch", "/sim handover 8h");
}
