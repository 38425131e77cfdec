import { dayMs, hourMs, minuteMs } from "../../core/instant.ts";
import { countWords, nounFor } from "../../core/words.ts";

/** `3 h`, `10 min`, `1 d`: the length of a bin. */
export function binWords(ms: number): string {
  if (ms < hourMs) return `${Math.round(ms / minuteMs)} min`;
  return ms < dayMs ? `${Math.round(ms / hourMs)} h` : `${Math.round(ms / dayMs)} d`;
}

/** `1 session`, `357 sessions`, `12,400 sessions`: exact. */
export function exactly(count: number, noun: string): string {
  return `${countWords(count)} ${nounFor(count, noun)}`;
}
