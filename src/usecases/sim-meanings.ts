import type { Sim } from "../core/sim.ts";
import { type Account, type Scope, scopeKey } from "./accounts.ts";
import type { StartTimer } from "./directory.ts";
import type { HeldReads } from "./held-reads.ts";
import { createSimResolver } from "./resolve-sim.ts";
import { createSharedWork } from "./shared-work.ts";
import type { SimResolution } from "./sim-resolution.ts";

/** What a text means, and the records that had to be fetched to know. */
export interface Meaning {
  readonly resolution: SimResolution;
  readonly fetched: ReadonlyMap<Account, Sim>;
}

export interface SimMeanings {
  of(given: string, scope: Scope, signal: AbortSignal): Promise<Meaning>;
  /** The same, not shared: in a scope whose lists are another one's than its accounts tell. */
  anew(given: string, scope: Scope, signal: AbortSignal): Promise<Meaning>;
}

/** Everybody who asks for the same text in the same accounts at the same time waits for one resolution. */
export function createSimMeanings(reads: HeldReads, startTimer: StartTimer): SimMeanings {
  const shared = createSharedWork<Meaning>();

  const resolve = async (
    given: string,
    scope: Scope,
    signal: AbortSignal,
    isSecondLook = false,
  ): Promise<Meaning> => {
    const fetched = new Map<Account, Sim>();
    const kept = async (account: Account, asking: Promise<Sim | null>) => {
      const sim = await asking;
      if (sim !== null) fetched.set(account, sim);
      return sim;
    };
    const resolver = createSimResolver({
      scope,
      startTimer,
      isSecondLook,
      // Somebody asked by that name a moment ago, before the directory lists it.
      fetchSim: async (account, name, inTime) =>
        reads.of(account.name).recent(name)?.sim ??
        kept(account, account.source.fetchSim(name, inTime)),
      fetchSimByIccid: async (account, iccid, inTime) =>
        reads.of(account.name).recent(iccid)?.sim ??
        kept(account, account.source.fetchSimByIccid(iccid, inTime)),
    });
    const resolution = await resolver.resolve(given, signal);
    // A copy: who answers too late to be heard has no part in it.
    return { resolution, fetched: new Map(fetched) };
  };

  return {
    anew: (given, scope, signal) => resolve(given, scope, signal, true),
    of: (given, scope, signal) =>
      shared.of(`${scopeKey(scope)} ${given}`, () => resolve(given, scope, signal), signal),
  };
}
