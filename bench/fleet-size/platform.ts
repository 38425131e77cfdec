import { setTimeout as wait } from "node:timers/promises";
import type { Contender } from "../answers/contender.ts";
import { type FleetAddress, startFleet } from "../load/bot-under-load.ts";
import type { FleetCall } from "../load/fleet-process.ts";

/** How long each call takes it. */
export const callMs = 50;

export interface Platform {
  readonly address: FleetAddress;
  /** The same for a bot with a token of its own, by which its calls are told apart. */
  addressFor(token: string): FleetAddress;
  /** Reads of sessions so far, in order: of whom, where it is said. */
  calls(token?: string): Promise<readonly FleetCall[]>;
  stop(): void;
}

/** The simulated platform, with a list of what was asked of it. */
export async function startPlatform(sims: number, silentOneIn = 0): Promise<Platform> {
  const { address, stop } = await startFleet(sims, 100, callMs, silentOneIn);
  return {
    ...{ address, stop },
    addressFor: (authToken) => ({ ...address, authToken }),
    calls: async (token) => {
      const all = (await (await fetch(`${address.url}/calls`)).json()) as FleetCall[];
      return token === undefined ? all : all.filter((call) => call.token === token);
    },
  };
}

/** One figure of the bot's metrics; NaN: there is none of that name and with these labels. */
export async function metric({ port }: Contender, series: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const line = text.split("\n").find((one) => one.startsWith(`${series} `));
  return line === undefined ? Number.NaN : Number(line.slice(series.length));
}

/** Waits until the bot knows so many SIMs of its list, in the given way; rejects after a minute. */
export async function untilKnown(bot: Contender, state: string, sims: number): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if ((await metric(bot, `simscope_fleet_sims{state="${state}"}`)) >= sims) return;
    await wait(200);
  }
  throw new Error(`the bot does not know ${sims} SIMs (${state})`);
}
