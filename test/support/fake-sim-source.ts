import { BotError } from "../../src/core/errors.ts";
import type { Instant } from "../../src/core/instant.ts";
import type { DataSession } from "../../src/core/session.ts";
import type { Sim } from "../../src/core/sim.ts";
import type { Clock } from "../../src/core/time.ts";
import type { SimSource } from "../../src/ports/sim-source.ts";
import { asOf, readOf } from "./sessions.ts";

/** A clock that stands still until told otherwise. */
export interface TestClock extends Clock {
  set(at: Instant): void;
  advance(ms: number): void;
}

export function testClock(start: Instant = asOf): TestClock {
  let at = start;
  return {
    now: () => at,
    set: (to) => {
      at = to;
    },
    advance: (ms) => {
      at += ms;
    },
  };
}

/** A `SimSource` over SIMs in memory that counts its calls. */
export interface FakeSimSource extends SimSource {
  readonly calls: string[];
  add(sim: Sim, sessions: readonly DataSession[]): void;
  remove(sid: string): void;
  /** Every later call rejects with this error, until it is taken back with `null`. */
  failWith(error: Error | null): void;
}

export function fakeSimSource(clock: Clock): FakeSimSource {
  const fleet = new Map<string, { sim: Sim; sessions: readonly DataSession[] }>();
  const calls: string[] = [];
  let failure: Error | null = null;
  const called = async (name: string, signal?: AbortSignal): Promise<void> => {
    // As the client does it: nothing is sent when the time of the question is over.
    if (signal?.aborted === true)
      throw new BotError("sim_api_timeout", "the question is over", { retryable: true });
    calls.push(name);
    if (failure !== null) throw failure;
  };
  const find = (test: (sim: Sim) => boolean) => [...fleet.values()].find(({ sim }) => test(sim));
  return {
    provider: "twilio",
    calls,
    add: (sim, sessions) => void fleet.set(sim.sid, { sim, sessions }),
    remove: (sid) => void fleet.delete(sid),
    failWith: (error) => {
      failure = error;
    },
    async fetchSim(key, signal) {
      await called("fetchSim", signal);
      return find((sim) => sim.sid === key || sim.uniqueName === key)?.sim ?? null;
    },
    async fetchSimByIccid(iccid, signal) {
      await called("fetchSimByIccid", signal);
      return find((sim) => sim.iccid === iccid)?.sim ?? null;
    },
    async readSessions(simSid, signal) {
      await called("readSessions", signal);
      const held = fleet.get(simSid);
      if (held === undefined) return null;
      return readOf(held.sessions, { startedAt: clock.now(), finishedAt: clock.now() });
    },
    async *listSims() {
      await called("listSims");
      yield { sims: [...fleet.values()].map(({ sim }) => sim), setAside: 0, incomplete: null };
    },
    probe: () => called("probe"),
  };
}
