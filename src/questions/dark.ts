import type { Account, Scope } from "../accounts/accounts.ts";
import { listsOf, located } from "../accounts/accounts.ts";
import { isYounger } from "../core/age.ts";
import { darkGroups } from "../core/fleet/dark-groups.ts";
import type { DarkList, DarkRow } from "../core/fleet/dark-list.ts";
import { darkOrder, isSeenDark } from "../core/fleet/dark-order.ts";
import { missedAt, type SimFacts } from "../core/fleet/sim-facts.ts";
import { type Instant, secondMs } from "../core/instant.ts";
import { type Clock, type StartTimer, startRealTimer } from "../core/time.ts";
import { retentionMs } from "../core/window.ts";
import type { FleetMemory } from "../ports/fleet-memory.ts";
import type { QuietSims } from "../ports/quiet-sims.ts";
import { createDarkReading, type DarkReadingParts, freshMs } from "./dark-reading.ts";

export interface DarkQuestion {
  readonly scope: Scope;
  /** Only those that are silent for at least so long; `null`: for however short. */
  readonly atLeastMs: number | null;
}

/** What is known by now, without a single read. */
export type DarkListNow = (question: DarkQuestion) => DarkList;

export interface DarkAnswer {
  readonly list: DarkList;
  /**
   * Resolves when what is still being read after the answer has been: how to ask for the list
   * by then. With `null`: nothing comes any more. `null`: nothing is being read.
   */
  readonly later: Promise<DarkListNow | null> | null;
}

export interface DarkSims {
  /** Never rejects with a failure of the platform: what could not be read is told as remembered. */
  answer(question: DarkQuestion): Promise<DarkAnswer>;
  /** Ends what is still being read. */
  stop(): void;
}

export interface DarkSimsParts extends Omit<DarkReadingParts, "startTimer"> {
  readonly memory: FleetMemory;
  readonly quiet: QuietSims;
  readonly clock: Clock;
  /** How long candidates are read anew, in milliseconds. */
  readonly readingMs?: number;
  readonly startTimer?: StartTimer;
  /** A fault of our own while nobody waits. */
  readonly onFault?: (error: unknown) => void;
}

/** No more are read anew before one answer: some 200 calls. */
export const mostReadAnew = 200;
/** Below the time of a question, so that there is time left to say it. */
const defaultReadingMs = 9 * secondMs;
/** After it, behind all that people ask: a fleet of 400 with three pages each is read to its end by then. */
export const mostReadOn = 1_000;
const readingOnMs = 60 * secondMs;

/**
 * Answers "which SIMs are silent beyond their own rhythm?" Listed is what was silent when it was
 * read; what was heard then, and is not read anew, is counted. What could not be read in time is
 * read after the answer, once for all who ask the same.
 */
export function createDarkSims(parts: DarkSimsParts): DarkSims {
  const { memory, quiet, clock, onFault = () => undefined } = parts;
  const { readingMs = defaultReadingMs, startTimer = startRealTimer } = parts;
  const reading = createDarkReading({ ...parts, startTimer });
  const stopping = new AbortController();
  /** What is being read after answers, by what was asked. */
  const readingOn = new Map<string, { before: readonly DarkRow[]; later: DarkAnswer["later"] }>();

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

  /** @param before what seemed silent before anything was read */
  const listNow = (question: DarkQuestion, before: readonly DarkRow[]): DarkList => {
    const { scope, atLeastMs } = question;
    const at = clock.now();
    const maybe = maybeDark(question, at).filter((row) => !reading.isHeard(row));
    const rows = maybe.filter((row) => isFresh(row) || isSeenDark(row));
    const still = new Set(maybe.map(({ sim }) => JSON.stringify([sim.account, sim.sid])));
    const names = { accounts: scope.accounts.map(({ name }) => name) };
    return {
      ...{ at, atLeastMs, groups: darkGroups(rows), total: rows.length },
      backAgain: before
        .filter(isSeenDark)
        .filter(({ sim }) => !still.has(JSON.stringify([sim.account, sim.sid]))).length,
      notLookedAt: maybe.length - rows.length,
      isReadingOn: readingOn.has(keyOf(question)),
      unread: rows.filter((row) => !isFresh(row)).length,
      coverage: memory.coverage(at, names),
      lists: listsOf(scope),
    };
  };
  const isFresh = ({ facts }: DarkRow) => isYounger(facts.readAt, clock.now(), freshMs);

  return {
    answer: async (question) => {
      const key = keyOf(question);
      const running = readingOn.get(key);
      // Whoever turns the page meanwhile does not wait for what is being read anyway.
      if (running !== undefined) {
        return { list: listNow(question, running.before), later: running.later };
      }
      const { accounts, asking = null } = question.scope;
      const started = clock.now();
      const before = maybeDark(question, started);
      const stale = before.filter((row) => !isFresh(row) && !reading.isHeard(row));
      const order = darkOrder(stale, started);
      await reading.read(order, { accounts, asking, most: mostReadAnew, timeMs: readingMs });
      const next = order.next();
      if (next === undefined || stopping.signal.aborted || readingOn.has(key)) {
        const later = readingOn.get(key)?.later ?? null;
        return { list: listNow(question, before), later };
      }
      order.putBack(next);
      const list = { ...listNow(question, before), isReadingOn: true };
      const later = reading
        .read(order, {
          ...{ accounts, asking: null, most: mostReadOn, timeMs: readingOnMs },
          ended: stopping.signal,
        })
        .then(
          () => stopping.signal.aborted,
          (error: unknown) => {
            onFault(error);
            return true;
          },
        )
        .then((isBrokenOff): DarkListNow | null => {
          readingOn.delete(key);
          return isBrokenOff ? null : (asked) => listNow(asked, before);
        });
      readingOn.set(key, { before, later });
      return { list, later };
    },
    stop: () => stopping.abort(new Error("simscope stops")),
  };
}

/** Whoever may look in the same accounts, and asks for the same, is told of the same reads. */
function keyOf({ scope, atLeastMs }: DarkQuestion): string {
  return JSON.stringify([atLeastMs, ...scope.accounts.map(({ name }) => name)]);
}
