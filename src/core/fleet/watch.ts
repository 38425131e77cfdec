import type { Instant } from "../instant.ts";

/** How far a watch has come. */
export type WatchState =
  | { readonly kind: "watching" }
  /** A sign of life came after the press; the next look has to show it, too. */
  | { readonly kind: "seen"; readonly sign: Instant }
  /** The platform said that there is no such SIM; the next look has to say so, too. */
  | { readonly kind: "missing" }
  /** It is back, which is to be told. */
  | { readonly kind: "back"; readonly sign: Instant; readonly decidedAt: Instant }
  /** It ends without a return, which is to be told. */
  | { readonly kind: "over"; readonly because: WatchEnd; readonly decidedAt: Instant };

/** Seven days went by, or the platform has no such SIM any more. */
export type WatchEnd = "time" | "gone";

/** A SIM that somebody waits for: told once, when it is heard again. */
export interface Watch {
  readonly id: string;
  /** The account that the SIM is in; `null`: the only one. */
  readonly account: string | null;
  readonly simSid: string;
  /** When the button was pressed, by the clock of whoever looks. */
  readonly pressedAt: Instant;
  /** The last sign of life that was known then; `null`: none was. */
  readonly lastSign: Instant | null;
  /** The latest look, successful or not; at first the press. */
  readonly lookedAt: Instant;
  readonly state: WatchState;
}

/** Whether it is still looked at. */
export function isOpen({ state: { kind } }: Pick<Watch, "state">): boolean {
  return kind === "watching" || kind === "seen" || kind === "missing";
}
