import type { Timers } from "../timers.ts";

/** Slack waits this long for an acknowledgement. */
export const ackLimitMs = 3_000;

/**
 * A bot's framework may itself say 404 at the limit, which people read as `dispatch_failed`: this
 * long such an answer still decides the word.
 */
const refusalGraceMs = 500;

/** How a delivery to the bot ended. The two failures are the words that people read in Slack. */
export type Ack =
  | { readonly kind: "acknowledged"; readonly body: unknown }
  /** No acknowledgement within 3 s. */
  | { readonly kind: "operation_timeout" }
  /** Nobody to deliver to, or the bot answered with an HTTP failure. */
  | { readonly kind: "dispatch_failed"; readonly status: number | null };

/** Applies the 3 s limit to a delivery. `reply` must not reject. */
export function withinAckLimit(reply: Promise<Ack>, timers: Timers): Promise<Ack> {
  let isLate = false;
  return new Promise((resolve) => {
    let stopGrace = () => {};
    const stopLimit = timers.after(ackLimitMs, () => {
      isLate = true;
      stopGrace = timers.after(refusalGraceMs, () => resolve({ kind: "operation_timeout" }));
    });
    reply.then((ack) => {
      stopLimit();
      stopGrace();
      const tooLate = isLate && ack.kind === "acknowledged";
      resolve(tooLate ? { kind: "operation_timeout" } : ack);
    });
  });
}
