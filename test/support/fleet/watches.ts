import type { Watch } from "../../../src/core/fleet/watch.ts";
import { hourMs } from "../../../src/core/instant.ts";
import { asOf, sim } from "../sessions.ts";

/** Pressed now, after five hours of silence; override what matters. */
export function watchOf(over: Partial<Watch> = {}): Watch {
  const { pressedAt = asOf } = over;
  return {
    id: "w1",
    account: null,
    simSid: sim().sid,
    pressedAt,
    lastSign: pressedAt - 5 * hourMs,
    lookedAt: pressedAt,
    state: { kind: "watching" },
    ...over,
  };
}
