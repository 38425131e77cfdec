import { isYounger } from "../../../src/core/age.ts";
import { fleetOperatorKey, isDark, type SimFacts } from "../../../src/core/fleet/sim-facts.ts";
import { dayMs, type Instant } from "../../../src/core/instant.ts";
import type { FactsList, FleetMemory, SweepState } from "../../../src/ports/fleet-memory.ts";

/** Every SIM that is remembered counts as an active one of the list. */
export function createFakeFleetMemory(
  facts: readonly SimFacts[] = [],
  sweep: SweepState = { kind: "off" },
): FleetMemory {
  const known = new Map<string, SimFacts>();
  const remember = (one: SimFacts): void => {
    const key = keyOf(one.account, one.sid);
    if ((known.get(key)?.readAt ?? Number.NEGATIVE_INFINITY) <= one.readAt) known.set(key, one);
  };
  for (const one of facts) remember(one);
  const all = () => [...known.values()];
  return {
    remember,
    of: (account, sid) => known.get(keyOf(account, sid)) ?? null,
    lastKnownOn: ({ account, operator, cell }) =>
      listOf(
        all().filter(
          (one) =>
            one.account === account &&
            fleetOperatorKey(one.operator) === operator &&
            (cell === undefined || one.cell === cell),
        ),
      ),
    lastKnownBeside: ({ account, operator }) =>
      listOf(
        all().filter((one) => {
          const key = fleetOperatorKey(one.operator);
          return one.account === account && key !== null && key !== operator;
        }),
      ),
    maybeSilent: async (account, { at, heardAfter, heardUntil, freshMs }) => {
      const silent = all().filter(
        (one) =>
          one.account === account &&
          isDark(one, at) &&
          (one.lastSign ?? heardAfter) > heardAfter &&
          (one.lastSign ?? 0) <= heardUntil,
      );
      const isSeen = (one: SimFacts) =>
        isDark(one, one.readAt) || isYounger(one.readAt, at, freshMs);
      const someDue = silent.filter((one) => !isSeen(one));
      return { seen: silent.filter(isSeen), dueSince: someDue.length, someDue };
    },
    coverage: (at, { accounts }) =>
      accounts.map((account) => {
        const reads = all().flatMap((one) => (one.account === account ? [one.readAt] : []));
        return {
          account,
          active: reads.length,
          known: reads.length,
          lookedAt: reads.filter((readAt: Instant) => readAt > at - dayMs).length,
          withinMs: dayMs,
          unheard: 0,
          untold: 0,
          oldestReadAt: reads.length === 0 ? null : Math.min(...reads),
          sweep,
        };
      }),
  };
}

function keyOf(account: string | null, sid: string): string {
  return `${account ?? ""}/${sid}`;
}

function listOf(facts: readonly SimFacts[]): FactsList {
  return {
    count: facts.length,
    at: (index) => facts[index] ?? null,
  };
}
