import type { FleetCoverage } from "../../../src/core/fleet/coverage.ts";
import { dayMs, hourMs } from "../../../src/core/instant.ts";
import { ago } from "../sessions.ts";

/** A fleet of 2,400 SIMs of which nearly all were looked at; override what matters. */
export function coverage(over: Partial<FleetCoverage> = {}): FleetCoverage {
  return {
    ...{ account: null, active: 2_400, known: 2_391, lookedAt: 2_391, withinMs: dayMs },
    ...{ unheard: 0, untold: 0, oldestReadAt: ago(23 * hourMs) },
    sweep: { kind: "runs", passMs: 40 * 60_000, aimMs: dayMs },
    ...over,
  };
}
