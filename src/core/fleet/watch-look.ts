import { ageOf } from "../age.ts";
import type { Instant } from "../instant.ts";
import type { Watch, WatchState } from "./watch.ts";
import { intervalAt, watchLastsMs } from "./watch-schedule.ts";

/** What one look at a SIM brought. */
export type Look =
  | {
      readonly kind: "read";
      /** The signs of life that were read, in any order, of which the first and the last count. */
      readonly signs: readonly Instant[];
      /** Whether nothing of what the platform keeps is unknown. */
      readonly isWhole: boolean;
    }
  /** The platform answers that there is no such SIM. */
  | { readonly kind: "gone" }
  /** It could not be read: nothing is known, least of all a silence. */
  | { readonly kind: "failed" };

/**
 * What a look means for a watch.
 *
 * - `unconfirmed`: heard since the press; the next look has to show it, too.
 * - `confirmed`: two looks in a row show it.
 * - `unknown`: the look tells nothing, and changes nothing.
 */
export type Meaning =
  | { readonly kind: "still_silent" }
  | { readonly kind: "unconfirmed"; readonly sign: Instant }
  | { readonly kind: "confirmed"; readonly sign: Instant }
  | { readonly kind: "unknown" }
  | { readonly kind: "missing" }
  | { readonly kind: "gone" };

/**
 * Signs of life are times of the platform, and only compared with each other and with the press. A
 * record of before the press that comes late is no return.
 */
export function meaningOf({ state, pressedAt, lastSign }: Watch, look: Look): Meaning {
  switch (look.kind) {
    case "failed":
      return { kind: "unknown" };
    case "gone":
      return { kind: state.kind === "missing" ? "gone" : "missing" };
    case "read": {
      const since = Math.max(pressedAt, lastSign ?? pressedAt);
      const later = look.signs.filter((sign) => sign > since);
      if (later.length === 0) return { kind: look.isWhole ? "still_silent" : "unknown" };
      const first = Math.min(...later);
      if (state.kind !== "seen") return { kind: "unconfirmed", sign: first };
      return { kind: "confirmed", sign: Math.min(first, state.sign) };
    }
  }
}

/** The watch after a look. */
export function afterLook(before: Watch, look: Look, now: Instant, everyMs: number): Watch {
  const watch = withClockOf(before, now, everyMs);
  return { ...watch, lookedAt: now, state: stateAfter(watch, meaningOf(watch, look), now) };
}

function stateAfter(watch: Watch, meaning: Meaning, now: Instant): WatchState {
  switch (meaning.kind) {
    case "unconfirmed":
      return { kind: "seen", sign: meaning.sign };
    case "confirmed":
      return { kind: "back", sign: meaning.sign, decidedAt: now };
    case "missing":
      return { kind: "missing" };
    case "gone":
      return { kind: "over", because: "gone", decidedAt: now };
    case "unknown":
      return orOver(watch, watch.state, now);
    case "still_silent":
      return orOver(watch, { kind: "watching" }, now);
  }
}

/** Never before a look, so that a return is told rather than the end. */
function orOver({ pressedAt }: Watch, state: WatchState, now: Instant): WatchState {
  const isOver = (ageOf(pressedAt, now) ?? 0) >= watchLastsMs;
  return isOver ? { kind: "over", because: "time", decidedAt: now } : state;
}

/**
 * The clock was put back since the latest look: then by what it had been ahead, the press was
 * earlier, too. Else all that is heard until the clock comes there again would be from before the press.
 */
function withClockOf(watch: Watch, now: Instant, everyMs: number): Watch {
  const { lookedAt, pressedAt } = watch;
  if (lookedAt <= now) return watch;
  const sinceMs = intervalAt(ageOf(pressedAt, lookedAt) ?? 0, everyMs);
  return { ...watch, pressedAt: pressedAt - (lookedAt + sinceMs - now) };
}
