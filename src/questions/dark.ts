import type { Account, Scope } from "../accounts/accounts.ts";
import { listsOf, located } from "../accounts/accounts.ts";
import { isYounger } from "../core/age.ts";
import { isBotError } from "../core/errors.ts";
import { darkGroups } from "../core/fleet/dark-groups.ts";
import type { DarkList, DarkRow } from "../core/fleet/dark-list.ts";
import { type DarkOrder, darkOrder, isSeenDark } from "../core/fleet/dark-order.ts";
import { isDark, missedAt, type SimFacts } from "../core/fleet/sim-facts.ts";
import { type Instant, minuteMs, secondMs } from "../core/instant.ts";
import { type Clock, type StartTimer, startRealTimer, withinTime } from "../core/time.ts";
import { retentionMs } from "../core/window.ts";
import type { FleetMemory } from "../ports/fleet-memory.ts";
import type { QuietSims } from "../ports/quiet-sims.ts";
import type { SimReports } from "./report.ts";

export interface DarkQuestion {
  readonly scope: Scope;
  /** Only those that are silent for at least so long; `null`: for however short. */
  readonly atLeastMs: number | null;
}

export interface DarkSims {
  /** Never rejects with a failure of the platform: what could not be read is told as remembered. */
  answer(question: DarkQuestion): Promise<DarkList>;
}

export interface DarkSimsParts {
  readonly memory: FleetMemory;
  readonly quiet: QuietSims;
  readonly simReports: Pick<SimReports, "look">;
  readonly clock: Clock;
  /** How long candidates are read anew, in milliseconds. */
  readonly readingMs?: number;
  readonly startTimer?: StartTimer;
}

/** No more are read anew for one answer: some 200 calls. */
export const mostReadAnew = 200;
/** What was read so short a time ago is not read again, as for the next page. */
const freshMs = 2 * minuteMs;
/** Below the time of a question, so that there is time left to say it. */
const defaultReadingMs = 9 * secondMs;
/** As many as the platform takes at once, and some that wait. */
const readsAtOnce = 12;

/**
 * Answers "which SIMs are silent beyond their own rhythm?" Listed is what was silent when it was
 * read; what was heard then, and is not read anew, is counted.
 */
export function createDarkSims(parts: DarkSimsParts): DarkSims {
  const { memory, quiet, simReports, clock } = parts;
  const { readingMs = defaultReadingMs, startTimer = startRealTimer } = parts;

  const rowOf = (account: Account, facts: SimFacts, at: Instant): DarkRow | null => {
    const listed = account.directory.bySid(facts.sid);
    const { lastSign } = facts;
    // Of what was heard before all that the platform keeps, no record is left to judge by.
    if (listed === null || lastSign === null || at - lastSign >= retentionMs) return null;
    const arrangement = quiet.quietUntil(account.name, facts.sid, at);
    const simState = listed.status ?? facts.simState;
    return {
      sim: located(listed, account),
      facts: { ...facts, simState, lastSign },
      missed: missedAt(facts, at),
      quiet: arrangement,
      isQuiet: arrangement !== null,
    };
  };

  /** Those that are silent, and those of which nobody knows: heard when they were read, and due since. */
  const maybeDark = ({ scope, atLeastMs }: DarkQuestion, at: Instant): DarkRow[] =>
    scope.accounts.flatMap((account) =>
      memory
        .silentBeyondRhythm(at, { accounts: [account.name] })
        .flatMap((facts) => rowOf(account, facts, at) ?? [])
        .filter(({ facts }) => atLeastMs === null || at - facts.lastSign >= atLeastMs),
    );

  /** Resolves when so many are read, or the time is over. */
  const readAnew = async (order: DarkOrder<DarkRow>, { scope }: DarkQuestion): Promise<void> => {
    let left = mostReadAnew;
    const work = async (signal: AbortSignal): Promise<void> => {
      while (!signal.aborted && left > 0) {
        const row = order.next();
        if (row === undefined) return;
        left -= 1;
        const { account: name, sid } = row.sim;
        const account = scope.accounts.find((one) => one.name === name);
        if (account === undefined) continue;
        try {
          const facts = await simReports.look(
            { account, sid, asking: scope.asking ?? null },
            signal,
          );
          const isSilent = facts !== null && isDark(facts, clock.now());
          order.found(row, isSilent ? facts.lastSign : null);
        } catch (error) {
          // It stays as it is remembered, and that is told.
          if (!isBotError(error)) throw error;
        }
      }
    };
    const all = (signal: AbortSignal) =>
      Promise.all(Array.from({ length: readsAtOnce }, () => work(signal)));
    await withinTime(readingMs, all, startTimer);
  };

  return {
    answer: async (question) => {
      const { scope, atLeastMs } = question;
      const names = { accounts: scope.accounts.map(({ name }) => name) };
      const started = clock.now();
      const before = maybeDark(question, started);
      const isFresh = ({ facts }: DarkRow) => isYounger(facts.readAt, clock.now(), freshMs);
      const stale = before.filter((row) => !isFresh(row));
      await readAnew(darkOrder(stale, started), question);
      const at = clock.now();
      const maybe = maybeDark(question, at);
      const rows = maybe.filter((row) => isFresh(row) || isSeenDark(row));
      const still = new Set(maybe.map(({ sim }) => JSON.stringify([sim.account, sim.sid])));
      return {
        ...{ at, atLeastMs, groups: darkGroups(rows), total: rows.length },
        backAgain: before
          .filter(isSeenDark)
          .filter(({ sim }) => !still.has(JSON.stringify([sim.account, sim.sid]))).length,
        notLookedAt: maybe.length - rows.length,
        unread: rows.filter((row) => !isFresh(row)).length,
        coverage: memory.coverage(at, names),
        lists: listsOf(scope),
      };
    },
  };
}
