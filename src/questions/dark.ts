import type { Account, Scope } from "../accounts/accounts.ts";
import { listsOf, located } from "../accounts/accounts.ts";
import { isYounger } from "../core/age.ts";
import { isBotError } from "../core/errors.ts";
import { darkGroups } from "../core/fleet/dark-groups.ts";
import type { DarkList, DarkRow } from "../core/fleet/dark-list.ts";
import { type DarkOrder, darkOrder, isSeenDark } from "../core/fleet/dark-order.ts";
import { isDark, missedAt, type SimFacts } from "../core/fleet/sim-facts.ts";
import { type Instant, minuteMs, secondMs } from "../core/instant.ts";
import { ownTurnOfLoop } from "../core/loop-turns.ts";
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
/** Of what is due since it was read so many are weighed against each other, to be read anew. */
const mostDue = 2_000;
/** Two milliseconds of work. */
const rowsInOneTurn = 250;
/** Below the time of a question, so that there is time left to say it. */
const defaultReadingMs = 9 * secondMs;
/** As many as the platform takes at once, and some that wait. */
const readsAtOnce = 12;

interface MaybeDark {
  readonly seen: DarkRow[];
  /** Some of those that are due since they were read. */
  readonly someDue: DarkRow[];
  /** How many these are in all. */
  due: number;
}

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
    if (listed === null || lastSign === null) return null;
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

  const rowsOf = async (account: Account, all: readonly SimFacts[], at: Instant) => {
    const rows: DarkRow[] = [];
    for (let from = 0; from < all.length; from += rowsInOneTurn) {
      await ownTurnOfLoop();
      rows.push(
        ...all.slice(from, from + rowsInOneTurn).flatMap((one) => rowOf(account, one, at) ?? []),
      );
    }
    return rows;
  };

  /** Those that are silent, and those of which nobody knows: heard when they were read, and due since. */
  const maybeDark = async ({ scope, atLeastMs }: DarkQuestion, at: Instant): Promise<MaybeDark> => {
    const asked = {
      at,
      // Of what was heard before all that the platform keeps, no record is left to judge by.
      heardAfter: at - retentionMs,
      heardUntil: at - (atLeastMs ?? 0),
      ...{ freshMs, mostDue },
    };
    const all: MaybeDark = { seen: [], someDue: [], due: 0 };
    for (const account of scope.accounts) {
      const { seen, someDue, dueSince } = await memory.maybeSilent(account.name, asked);
      all.seen.push(...(await rowsOf(account, seen, at)));
      const due = await rowsOf(account, someDue, at);
      all.someDue.push(...due);
      // Which of them the list names is known of all where all were made.
      all.due += someDue.length < dueSince ? dueSince : due.length;
    }
    return all;
  };

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
      const before = await maybeDark(question, started);
      const isFresh = ({ facts }: DarkRow) => isYounger(facts.readAt, clock.now(), freshMs);
      const stale = [...before.seen, ...before.someDue].filter((row) => !isFresh(row));
      await readAnew(darkOrder(stale, started), question);
      const at = clock.now();
      const { seen: rows, due: notLookedAt } = await maybeDark(question, at);
      const still = new Set(rows.map(({ sim }) => JSON.stringify([sim.account, sim.sid])));
      return {
        ...{ at, atLeastMs, groups: darkGroups(rows), total: rows.length, notLookedAt },
        backAgain: before.seen
          .filter(isSeenDark)
          .filter(({ sim }) => !still.has(JSON.stringify([sim.account, sim.sid]))).length,
        unread: rows.filter((row) => !isFresh(row)).length,
        coverage: memory.coverage(at, names),
        lists: listsOf(scope),
      };
    },
  };
}
