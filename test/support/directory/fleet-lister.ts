import type { DirectorySim } from "../../../src/ports/directory.ts";
import type { SimPage, SimSource } from "../../../src/ports/sim-source.ts";
import { sim } from "../sessions.ts";

/** A source whose list can be changed, held up and broken. */
export interface FleetLister extends Pick<SimSource, "listSims"> {
  fleet: readonly DirectorySim[];
  incomplete: SimPage["incomplete"];
  /** Calls so far, one for each page. */
  readonly calls: number;
  /** Most pages that were asked for at the same time. */
  readonly mostAtOnce: number;
  /** The next calls fail so, one after the other; `null`: one call succeeds. */
  readonly failures: (Error | null)[];
  /** Every later page waits until the function returned is called. */
  hold(): () => void;
}

export function fleetLister(fleet: readonly DirectorySim[], pageSize = 1_000): FleetLister {
  let gate: PromiseWithResolvers<void> | null = null;
  let calls = 0;
  let atOnce = 0;
  let mostAtOnce = 0;
  const lister: FleetLister = {
    fleet,
    incomplete: null,
    failures: [],
    get calls() {
      return calls;
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
    hold: () => {
      const held = Promise.withResolvers<void>();
      gate = held;
      return () => {
        gate = null;
        held.resolve();
      };
    },
    async *listSims(signal) {
      const pageCount = Math.max(1, Math.ceil(lister.fleet.length / pageSize));
      for (let page = 0; page < pageCount; page += 1) {
        calls += 1;
        atOnce += 1;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        try {
          if (gate !== null) await Promise.race([gate.promise, abortOf(signal)]);
        } finally {
          atOnce -= 1;
        }
        const failure = lister.failures.shift() ?? null;
        if (failure !== null) throw failure;
        const sims = lister.fleet.slice(page * pageSize, (page + 1) * pageSize);
        yield {
          sims: sims.map((entry) => sim(entry)),
          setAside: 0,
          incomplete: page === pageCount - 1 ? lister.incomplete : null,
        };
      }
    },
  };
  return lister;
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
