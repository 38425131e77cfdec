import type { Watch } from "../../../src/core/fleet/watch.ts";
import { hourMs } from "../../../src/core/instant.ts";
import type { NewWatch } from "../../../src/ports/watches.ts";
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

/** Asked by Ada in a channel, and told in a direct message; override what matters. */
export function newWatch(over: Partial<NewWatch> = {}): NewWatch {
  const { state: _, id: __, ...watch } = watchOf(over);
  return {
    ...watch,
    asker: {
      ...{ userId: "U0ADA00001", channelId: "C0INCIDENT", teamId: "T0ACME0001" },
      ...{ enterpriseId: null, askedInTeamId: "T0ACME0001", installation: null },
    },
    threadTs: null,
    ...over,
  };
}
