import type { SimFacts } from "../../../src/core/fleet/sim-facts.ts";
import { hourMs, minuteMs } from "../../../src/core/instant.ts";
import { ago, sim, tMobile } from "../sessions.ts";

/** A numbered SIM SID, so that SIMs of a fleet can be told apart. */
export function simSid(number: number): string {
  return `DE${number.toString(16).padStart(32, "0")}`;
}

/** An active SIM that reports every 15 min, heard a minute ago and read at that moment; override what matters. */
export function simFacts(over: Partial<SimFacts> = {}): SimFacts {
  const lastSign = over.lastSign === undefined ? ago(minuteMs) : over.lastSign;
  return {
    account: null,
    sid: sim().sid,
    simState: "active",
    readAt: ago(0),
    lastSign,
    rhythm: {
      kind: "timed",
      usualGapMs: 15 * minuteMs,
      mostGapsBelowMs: 16 * minuteMs,
      quietHours: 0,
    },
    overdueAfter: lastSign === null ? null : lastSign + hourMs,
    expectedAt: null,
    operator: tMobile,
    country: "USA",
    cell: "310-260-40482-1243",
    radioLink: "LTE",
    ...over,
  };
}
