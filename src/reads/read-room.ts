import type { Asking } from "../accounts/asking.ts";
import { BotError } from "../core/errors.ts";
import type { PageRoom } from "../ports/sim-source.ts";

/**
 * What one session takes in memory, measured with Node 24 on records as the platforms send them,
 * 10,000 of a SIM: 242 bytes as it is read (each text of a read kept once), and up to 119 more in
 * the report of 30 days that a question makes of it.
 */
export const bytesPerReadSession = 250;
const bytesPerSessionInHand = bytesPerReadSession + 130;

/**
 * A page on its way: 0.54 MB of JSON for 1,000 sessions, held as pieces, as a whole, as a text and as
 * plain objects for the moment in which it is read.
 */
const bytesPerPageUnderWay = 2_500_000;

/** Six SIMs of 10,000 sessions at once, beside what is kept. Beyond it, people wait for their turn. */
const mostBytesInHand = 26_000_000;

/**
 * A read is long from its third page on, and so many long ones go on at the same time: where ten of
 * them are served alike and time is short, none ends. It leaves half of an account's calls at once
 * to short ones.
 */
const longFromSessions = 2_000;
const mostLongReads = 4;

/** What is read, and what questions hold until they are answered: in the whole process, bounded. */
export interface ReadRoom {
  /**
   * Waits until there is room for one more read. Rejects with `sim_api_timeout` (`queued`) when the
   * question's time is over before that.
   */
  enter(asking: Asking | null, signal: AbortSignal): Promise<ReadPlace>;
  /** The question works with these sessions until it is over; several with the same count once. */
  hold(read: object, sessions: number, asking: Asking | null): void;
  /** Whether the question with this signal waits for room. */
  isWaiting(signal: AbortSignal): boolean;
  /** What is in hand, in bytes, for tests and measurements. */
  inHand(): number;
}

/** One read that is under way. */
export interface ReadPlace extends PageRoom {
  /** It has ended, well or not. */
  leave(): void;
}

interface UnderWay {
  readonly order: number;
  sessions: number;
}

interface Ranked {
  readonly one: Waiting;
  readonly rank: readonly number[];
}

interface Tally {
  /** How many reads each person has under way or holds. */
  readonly reads: ReadonlyMap<string, number>;
  /** The questions that hold one. */
  readonly holding: ReadonlySet<Asking>;
}

interface Waiting {
  /** `null`: has not begun. */
  readonly place: UnderWay | null;
  readonly asking: Asking | null;
  readonly order: number;
  readonly signal: AbortSignal;
  readonly start: () => void;
}

/**
 * Room for reads, shared out fairly: whoever has least in hand comes first. What has begun is never
 * stopped for good: the oldest of all may always go on, so that it ends and makes room. So no more
 * is in hand than the room and one read of the largest size.
 */
export function createReadRoom(mostBytes = mostBytesInHand): ReadRoom {
  const underWay = new Map<UnderWay, Asking | null>();
  const held = new Map<object, { readonly sessions: number; readonly by: Set<Asking> }>();
  const waiting = new Set<Waiting>();
  const stopped = new Set<UnderWay>();
  let entered = 0;

  const inHand = (): number => {
    let sessions = 0;
    for (const place of underWay.keys()) sessions += place.sessions;
    for (const one of held.values()) sessions += one.sessions;
    return sessions * bytesPerSessionInHand + going().toArray().length * bytesPerPageUnderWay;
  };

  /** Reads that are not waiting for room: a page of each is on its way. */
  const going = () => underWay.keys().filter((place) => !stopped.has(place));

  /** Who has what: counted once for all who wait, of whom there may be hundreds. */
  const tally = (): Tally => {
    const reads = new Map<string, number>();
    const holding = new Set<Asking>();
    const count = (person: string) => reads.set(person, (reads.get(person) ?? 0) + 1);
    for (const asking of underWay.values()) if (asking !== null) count(asking.person);
    for (const { by } of held.values()) {
      for (const person of new Set(by.values().map((asking) => asking.person))) count(person);
      for (const asking of by) holding.add(asking);
    }
    return { reads, holding };
  };

  /** Whatever there is room for, this one may go on, or nobody ever would. */
  const mayExceed = ({ place, asking }: Waiting, { holding }: Tally): boolean => {
    if (place !== null) return underWay.keys().every(({ order }) => order >= place.order);
    return inHand() === 0 || (underWay.size === 0 && asking !== null && holding.has(asking));
  };

  /** How many long reads go on; of that person, where one is given. */
  const longOf = (asking?: Asking | null): number =>
    going()
      .filter(isLong)
      .filter((place) => asking === undefined || underWay.get(place)?.person === asking?.person)
      .toArray().length;

  /** What has begun goes before what has not, nobody's last; then who has least; then who came first. */
  const rankOf = (
    { place, asking, order }: Waiting,
    { reads, holding }: Tally,
  ): readonly number[] => {
    if (place !== null) return [0, asking === null ? 0 : longOf(asking), order];
    // A comparison that has read one SIM waits for the other: it must not wait for itself.
    return asking === null
      ? [2, 0, order]
      : [holding.has(asking) ? 0 : 1, reads.get(asking.person) ?? 0, order];
  };

  /** The next one that may go on; the first without room keeps those behind it waiting, too. */
  const next = (): Waiting | null => {
    if (waiting.size === 0) return null;
    const had = tally();
    const isFull = longOf() >= mostLongReads;
    const first = waiting
      .values()
      .filter(({ place }) => !(isFull && place !== null && isLong(place)))
      .map((one) => ({ one, rank: rankOf(one, had) }))
      .reduce<Ranked | null>(
        (best, ranked) => (best === null || isLess(ranked.rank, best.rank) ? ranked : best),
        null,
      );
    if (first === null) return null;
    const isRoom = inHand() + bytesPerPageUnderWay <= mostBytes;
    return isRoom || mayExceed(first.one, had) ? first.one : null;
  };

  const letIn = (): void => {
    for (let one = next(); one !== null; one = next()) {
      waiting.delete(one);
      one.start();
    }
  };

  const turn = (place: UnderWay | null, asking: Asking | null, signal: AbortSignal) =>
    new Promise<UnderWay>((resolve, reject) => {
      if (signal.aborted) return reject(noRoom());
      const giveUp = (): void => {
        waiting.delete(one);
        stopped.delete(mine);
        reject(noRoom());
        letIn();
      };
      entered += 1;
      const mine = place ?? { order: entered, sessions: 0 };
      const one: Waiting = {
        place,
        asking,
        order: mine.order,
        signal,
        start: () => {
          signal.removeEventListener("abort", giveUp);
          stopped.delete(mine);
          underWay.set(mine, asking);
          resolve(mine);
        },
      };
      signal.addEventListener("abort", giveUp, { once: true });
      waiting.add(one);
      if (place !== null) stopped.add(mine);
      letIn();
    });

  return {
    enter: async (asking, signal) => {
      const place = await turn(null, asking, signal);
      return {
        pageCame: async (sessions, isLast) => {
          place.sessions = sessions;
          if (!isLast) await turn(place, asking, signal);
        },
        leave: () => {
          underWay.delete(place);
          stopped.delete(place);
          letIn();
        },
      };
    },
    hold: (read, sessions, asking) => {
      if (asking === null || asking.over.aborted) return;
      const one = held.get(read) ?? { sessions, by: new Set() };
      if (one.by.has(asking)) return;
      held.set(read, one);
      one.by.add(asking);
      const letGo = (): void => {
        one.by.delete(asking);
        if (one.by.size === 0) held.delete(read);
        letIn();
      };
      asking.over.addEventListener("abort", letGo, { once: true });
    },
    isWaiting: (signal) => waiting.values().some((one) => one.signal === signal),
    inHand,
  };
}

function isLong({ sessions }: UnderWay): boolean {
  return sessions >= longFromSessions;
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}

function noRoom(): BotError {
  return new BotError("sim_api_timeout", "list_sessions: no room before the deadline", {
    retryable: true,
    detail: "queued",
  });
}
