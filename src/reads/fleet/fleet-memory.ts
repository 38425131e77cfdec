import { ageOf, isYounger } from "../../core/age.ts";
import { fleetOperatorKey, type SimFacts } from "../../core/fleet/sim-facts.ts";
import { isSwept } from "../../core/fleet/sweep-plan.ts";
import { dayMs, type Instant } from "../../core/instant.ts";
import { isSimSid } from "../../core/sim.ts";
import type { Clock } from "../../core/time.ts";
import type { FleetListing } from "../../ports/directory.ts";
import type {
  FactsList,
  FleetCoverage,
  FleetMemory,
  FleetPlace,
  SweepState,
} from "../../ports/fleet-memory.ts";
import { longestDue } from "./due-rows.ts";
import { createFactsTable, type FactsTable } from "./facts-table.ts";
import { maybeSilentIn } from "./maybe-silent.ts";

export interface FleetMemoryParts {
  /** All that there are; `null`: the only one. */
  readonly accounts: readonly (string | null)[];
  readonly clock: Clock;
  /** How the sweep of an account goes. */
  readonly sweepOf?: (account: string | null) => SweepState;
  /** Told of what is new, to be kept. */
  readonly onRemembered?: (facts: SimFacts) => void;
}

/** What is due to be read, the longest due first; `nextAt`: when there is more, if nothing is. */
export interface Due {
  readonly sids: readonly string[];
  readonly nextAt: Instant | null;
}

/** The memory, and what only those may do who look after it. */
export interface KeptMemory extends FleetMemory {
  /** Takes note of what was kept, without keeping it anew. */
  recall(facts: readonly SimFacts[]): void;
  /** Walks through the account's list, a page in a turn: who is active, and who is gone. */
  followList(account: string | null, listing: FleetListing): Promise<readonly string[]>;
  /** At most so many active SIMs that are due. */
  due(account: string | null, everyMs: number, most: number): Due;
  /** A read of it failed. */
  tried(account: string | null, sid: string): void;
  /** Active SIMs of an account's list, as far as it was followed; `null`: it never was. */
  activeOf(account: string | null): number | null;
}

const freshMs = dayMs;
const rowsAtOnce = 1_000;
/** The table is made anew without its empty rows when there are so many of them. */
const mostEmptyShare = 0.2;
const mostEmptyRows = 1_000;

/** What is remembered of each SIM, in the memory of this process. */
export function createFleetMemory(parts: FleetMemoryParts): KeptMemory {
  const { accounts, clock, sweepOf = () => ({ kind: "off" }) as const } = parts;
  const { onRemembered = () => undefined } = parts;
  let table = createFactsTable(accounts);
  let empty = 0;
  let listings = 0;
  const isListed = new Set<string | null>();

  const isNewer = (row: number, readAt: Instant): boolean => {
    const before = table.readAt(row);
    // What was read in the future was read before the clock was put back.
    return !(before > readAt) || ageOf(before, clock.now()) === null;
  };
  const take = (facts: SimFacts): boolean => {
    const { account, sid } = facts;
    if (!isSimSid(sid) || !accounts.includes(account)) return false;
    const row = table.find(account, sid) ?? table.add(account, sid);
    if (!isNewer(row, facts.readAt)) return false;
    table.write(row, facts);
    return true;
  };

  /** Whoever holds a list of the old rows keeps the old table, and reads what was known then. */
  const compact = (): void => {
    const old = table;
    table = createFactsTable(accounts);
    empty = 0;
    for (const account of accounts) {
      for (let row = 0; row < old.count; row += 1) {
        if (old.listed(row) === "gone" || !old.isOf(row, account)) continue;
        const moved = table.add(account, old.sid(row));
        const facts = old.read(row);
        if (facts !== null) table.write(moved, facts);
        table.tried(moved, old.triedAt(row));
        table.list(moved, old.listed(row), old.listing(row));
      }
    }
  };

  const forgetRow = (row: number): string => {
    const sid = table.sid(row);
    table.remove(row);
    empty += 1;
    return sid;
  };

  /** Those that the list does not name, although it is newer than what is known of them. */
  const forgetUnlisted = (account: string | null, { readAt }: FleetListing, listing: number) => {
    const gone: string[] = [];
    for (let row = 0; row < table.count; row += 1) {
      if (table.listing(row) === listing || table.readAt(row) >= readAt) continue;
      if (table.listed(row) !== "gone" && table.isOf(row, account)) gone.push(forgetRow(row));
    }
    if (empty > Math.max(mostEmptyRows, mostEmptyShare * table.count)) compact();
    return gone;
  };

  const coverageOf = (account: string | null, at: Instant): FleetCoverage => {
    let [active, known, lookedAt, unheard, untold] = [0, 0, 0, 0, 0];
    let oldestReadAt: Instant | null = null;
    for (let row = 0; row < table.count; row += 1) {
      if (table.listed(row) !== "active" || !table.isOf(row, account)) continue;
      active += 1;
      const readAt = table.readAt(row);
      if (Number.isNaN(readAt)) continue;
      known += 1;
      if (isYounger(readAt, at, freshMs)) lookedAt += 1;
      if (Number.isNaN(table.lastSign(row))) unheard += 1;
      else if (Number.isNaN(table.overdueAfter(row))) untold += 1;
      oldestReadAt = Math.min(oldestReadAt ?? readAt, readAt);
    }
    return {
      ...{ account, active: isListed.has(account) ? active : null, known, lookedAt },
      ...{ unheard, untold, withinMs: freshMs, oldestReadAt, sweep: sweepOf(account) },
    };
  };

  return {
    remember: (facts) => {
      if (take(facts)) onRemembered(facts);
    },
    recall: (facts) => {
      for (const one of facts) take(one);
    },
    of: (account, sid) => {
      const row = table.find(account, sid);
      return row === null ? null : table.read(row);
    },
    lastKnownOn: (place) => listOf(table, rowsAt(table, place)),
    lastKnownBeside: (place) => listOf(table, rowsBeside(table, place)),
    maybeSilent: (account, asked) => maybeSilentIn(table, account, asked),
    coverage: (at, scope) => scope.accounts.map((account) => coverageOf(account, at)),
    followList: async (account, listing) => {
      listings += 1;
      const mine = listings;
      for (let from = 0; from < listing.count; from += rowsAtOnce) {
        for (const { sid, status } of await listing.rows(from, rowsAtOnce)) {
          const isActive = isSwept(status);
          const known = table.find(account, sid);
          // What is not in use is remembered only where somebody asked about it.
          if (known === null && !isActive) continue;
          const row = known ?? table.add(account, sid);
          table.list(row, isActive ? "active" : "inactive", mine);
        }
      }
      isListed.add(account);
      return listing.incomplete === null ? forgetUnlisted(account, listing, mine) : [];
    },
    due: (account, everyMs, most) => {
      const { rows, nextAt } = longestDue(table, { account, now: clock.now(), everyMs, most });
      return { sids: rows.map((row) => table.sid(row)), nextAt };
    },
    tried: (account, sid) => {
      const row = table.find(account, sid);
      if (row !== null) table.tried(row, clock.now());
    },
    activeOf: (account) => {
      if (!isListed.has(account)) return null;
      let active = 0;
      for (let row = 0; row < table.count; row += 1)
        if (table.listed(row) === "active" && table.isOf(row, account)) active += 1;
      return active;
    },
  };
}

function rowsAt(table: FactsTable, { account, operator, cell }: FleetPlace): Uint32Array {
  return table.where(account, (one) => fleetOperatorKey(one) === operator, cell ?? null);
}

function rowsBeside(table: FactsTable, { account, operator }: FleetPlace): Uint32Array {
  const isOther = (key: string | null) => key !== null && key !== operator;
  return table.where(account, (one) => isOther(fleetOperatorKey(one)), null);
}

function listOf(table: FactsTable, rows: Uint32Array): FactsList {
  return {
    count: rows.length,
    at: (index) => {
      const row = rows[index];
      return row === undefined ? null : table.read(row);
    },
  };
}
