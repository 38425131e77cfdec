import type { Clock } from "../../src/core/time.ts";
import { type FleetSimulator, startFleetSimulator } from "../fleet/simulator.ts";
import type { DemoAccount } from "./demo-accounts.ts";

/** One account at a SIM platform, and the simulator that stands in for it. */
export interface AccountFleet {
  /** What people type after `in`; `null`: the only one, which needs no name. */
  readonly account: string | null;
  readonly description: string | null;
  readonly simulator: FleetSimulator;
}

/**
 * Starts a platform for each account; when one fails, the others are stopped. They share the
 * everyday SIMs equally.
 */
export async function startFleets(
  accounts: readonly DemoAccount[],
  clock: Clock,
  everydaySims = 0,
): Promise<readonly AccountFleet[]> {
  const started: AccountFleet[] = [];
  try {
    const share = Math.ceil(everydaySims / accounts.length);
    for (const { name, description, ...options } of accounts) {
      const simulator = await startFleetSimulator({ ...options, clock, everydaySims: share });
      started.push({ account: name, description, simulator });
    }
    return started;
  } catch (error) {
    await closeFleets(started);
    throw error;
  }
}

export async function closeFleets(fleets: readonly AccountFleet[]): Promise<void> {
  await Promise.all(fleets.map(({ simulator }) => simulator.close()));
}
