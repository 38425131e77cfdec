import type { Account, Scope } from "../accounts/accounts.ts";
import { listsOf, located } from "../accounts/accounts.ts";
import { isYounger } from "../core/age.ts";
import { darkGroupsInPieces } from "../core/fleet/dark-groups.ts";
import { type DarkList, type DarkRow, darkRowKey } from "../core/fleet/dark-list.ts";
import { type DarkOrder, darkOrder, isSeenDark } from "../core/fleet/dark-order.ts";
import { missedAt, type SimFacts } from "../core/fleet/sim-facts.ts";
import { type Instant, secondMs } from "../core/instant.ts";
import { donePieceByPiece, inTurns, type Pieces } from "../core/loop-turns.ts";
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
export type DarkListNow = (question: DarkQuestion) => Promise<DarkList>;

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
/** Of what is due since it was read so many are weighed against each other, to be read anew. */
const mostDue = 2_000;
/** Two milliseconds of work. */
const rowsInOneTurn = 250;
/** Below the time of a question, so that there is time left to say it. */
const defaultReadingMs = 9 * secondMs;
/** After it, behind all that people ask: a fleet of 400 with three pages each is read to its end by then. */
export const mostReadOn = 1_000;
const readingOnMs = 60 * secondMs;

interface MaybeDark {
  readonly seen: DarkRow[];
  /** Some of those that are due since they were read. */
  readonly someDue: DarkRow[];
  /** How many these are in all. */
  due: number;
}

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
    for await (const batch of inTurns(all, rowsInOneTurn))
      rows.push(...batch.flatMap((one) => rowOf(account, one, at) ?? []));
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
      // One by one: arguments of a call are bounded, and the silent ones of a large fleet are not.
      for (const row of await rowsOf(account, seen, at)) all.seen.push(row);
      const due = await rowsOf(account, someDue, at);
      all.someDue.push(...due);
      // Which of them the list names is known of all where all were made.
      all.due += someDue.length < dueSince ? dueSince : due.length;
    }
    return all;
  };

  const isFresh = ({ facts }: DarkRow) => isYounger(facts.readAt, clock.now(), freshMs);

  function* toldOf(
    seen: readonly DarkRow[],
    before: readonly DarkRow[],
  ): Pieces<Pick<DarkList, "groups" | "total" | "backAgain" | "unread">> {
    const rows = seen.filter((row) => !reading.isHeard(row));
    yield seen.length;
    const still = new Set(rows.map(darkRowKey));
    yield rows.length;
    const backAgain = before.filter((row) => isSeenDark(row) && !still.has(darkRowKey(row))).length;
    yield before.length;
    const groups = yield* darkGroupsInPieces(rows);
    const unread = rows.filter((row) => !isFresh(row)).length;
    return { groups, total: rows.length, backAgain, unread };
  }

  /** What is to be read anew, in its order. */
  function* orderOf(rows: readonly DarkRow[], at: Instant): Pieces<DarkOrder<DarkRow>> {
    yield rows.length;
    const stale = rows.filter((row) => !isFresh(row) && !reading.isHeard(row));
    yield rows.length;
    return darkOrder(stale, at);
  }

  /** @param before what seemed silent before anything was read */
  const listNow = async (question: DarkQuestion, before: readonly DarkRow[]): Promise<DarkList> => {
    const { scope, atLeastMs } = question;
    const at = clock.now();
    const { seen, someDue, due } = await maybeDark(question, at);
    const told = await donePieceByPiece(toldOf(seen, before));
    const names = { accounts: scope.accounts.map(({ name }) => name) };
    return {
      ...{ at, atLeastMs, ...told },
      notLookedAt: due - someDue.filter((row) => reading.isHeard(row)).length,
      isReadingOn: readingOn.has(keyOf(question)),
      coverage: memory.coverage(at, names),
      lists: listsOf(scope),
    };
  };

  const readOn = (
    question: DarkQuestion,
    order: DarkOrder<DarkRow>,
    before: readonly DarkRow[],
  ): void => {
    const { accounts } = question.scope;
    const bounds = { accounts, asking: null, most: mostReadOn, timeMs: readingOnMs };
    const later = reading
      .read(order, { ...bounds, ended: stopping.signal })
      // What was read until then is told, and what was not.
      .catch(onFault)
      .then((): DarkListNow | null => {
        readingOn.delete(keyOf(question));
        return stopping.signal.aborted ? null : (asked) => listNow(asked, before);
      });
    readingOn.set(keyOf(question), { before, later });
  };

  return {
    answer: async (question) => {
      const key = keyOf(question);
      const running = readingOn.get(key);
      // Whoever turns the page meanwhile does not wait for what is being read anyway.
      if (running !== undefined) {
        return { list: await listNow(question, running.before), later: running.later };
      }
      const { accounts, asking = null } = question.scope;
      const started = clock.now();
      const { seen: before, someDue } = await maybeDark(question, started);
      const order = await donePieceByPiece(orderOf([...before, ...someDue], started));
      await reading.read(order, { accounts, asking, most: mostReadAnew, timeMs: readingMs });
      const next = order.next();
      if (next !== undefined && !stopping.signal.aborted && !readingOn.has(key)) {
        order.putBack(next);
        readOn(question, order, before);
      }
      const later = readingOn.get(key)?.later ?? null;
      return { list: await listNow(question, before), later };
    },
    stop: () => stopping.abort(new Error("simscope stops")),
  };
}

/** Whoever may look in the same accounts, and asks for the same, is told of the same reads. */
function keyOf({ scope, atLeastMs }: DarkQuestion): string {
  return JSON.stringify([atLeastMs, ...scope.accounts.map(({ name }) => name)]);
}
