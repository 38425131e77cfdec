import { randomUUID } from "node:crypto";
import { ageOf, leftOf } from "../core/age.ts";
import { afterLook } from "../core/fleet/watch-look.ts";
import { dueWatches } from "../core/fleet/watch-schedule.ts";
import { tellingsDue } from "../core/fleet/watch-telling.ts";
import { dayMs, type Instant, minuteMs, secondMs } from "../core/instant.ts";
import type { Clock, StartTimer } from "../core/time.ts";
import type { BackgroundLease, LeaseHold } from "../ports/background-lease.ts";
import { placeOfTelling, type Sent, type WatchTeller } from "../ports/watch-teller.ts";
import type { KeptWatch, Watches } from "../ports/watches.ts";
import type { LookAt } from "./watch-looks.ts";

export interface WatchingParts {
  readonly watches: Watches;
  readonly lease: BackgroundLease;
  readonly lookAt: LookAt;
  readonly teller: WatchTeller;
  /** Between two looks at a SIM at first. */
  readonly everyMs: number;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  /** The store failed, or something of our own; the next round tries again. */
  readonly onFailure: (error: unknown) => void;
  /** So many were told, ended without a word, or given up. */
  readonly onEnded?: (count: number, how: "told" | "dropped" | "refused" | "lost") => void;
}

/** Looks at what people wait for, and tells them: between `start` and `stop`, where the lease is held. */
export interface Watching {
  start(): void;
  /** Resolves when no message is under way any more; a look that is, comes to nothing. */
  stop(): Promise<void>;
}

/** What is pressed at another replica is in the store, and known here so soon. */
const longestRoundMs = 10 * secondMs;
/** Longer than a call to Slack takes: what is still on its way by then never comes. */
const settledAfterMs = 15 * secondMs;
/** Then nobody knows whether that person got the message once, twice, three times or never. */
const mostLost = 3;

/** Slack, or whoever tells who is in a group, is not asked all the time. */
const laterMs = minuteMs;
/** Where it cannot be told for so long (a token that Slack took back, a key that is lost) it never will be. */
const givenUpAfterMs = dayMs;

type Ended = Parameters<NonNullable<WatchingParts["onEnded"]>>[1];

export function createWatching(parts: WatchingParts): Watching {
  const { watches, lease, lookAt, teller, everyMs, clock, startTimer, onFailure } = parts;
  const { onEnded = () => undefined } = parts;
  /** Messages that this process sends, or has sent: of these it knows by itself what became of them. */
  const inHand = new Set<string>();
  const arrived = new Set<string>();
  /** Where it could not be told just now, and when that was. */
  const putOffAt = new Map<string, Instant>();
  let isStopped = false;

  const looking = async (all: readonly KeptWatch[], hold: LeaseHold | null): Promise<void> => {
    const due = dueWatches(all, clock.now(), everyMs);
    const accounts = [...Map.groupBy(due, ({ account }) => account).values()];
    // One after the other: nobody waits for them, and a slow account holds up no other one.
    const inTurn = async (ofAccount: readonly KeptWatch[]): Promise<void> => {
      for (const watch of ofAccount) {
        if (isStopped) return;
        const look = await lookAt(watch);
        if (isStopped) return;
        const after = afterLook(watch, look, clock.now(), everyMs);
        // `false`: it was ended meanwhile, by whoever had it.
        await watches.save([{ ...watch, ...after }], hold);
      }
    };
    await Promise.all(accounts.map(inTurn));
  };

  const end = async (told: readonly KeptWatch[], hold: LeaseHold | null, how: Ended) => {
    await watches.remove(told, hold);
    onEnded(told.length, how);
  };

  /** Decided, made and read first: between the note that it is sent and the sending lies nothing. */
  const tell = async (group: readonly KeptWatch[], hold: LeaseHold | null): Promise<void> => {
    const telling = await teller.prepare(group);
    if (telling.kind === "later") {
      await later(group, hold);
      return;
    }
    if (telling.kind === "dropped") {
      await end(group, hold, "dropped");
      return telling.onEnded();
    }
    const id = randomUUID();
    const since = clock.now();
    const noted = group.map((watch) => ({ ...watch, telling: { messageId: id, since } }));
    inHand.add(id);
    try {
      if (!(await watches.save(noted, hold))) return;
      const mayBeThere = group.some(({ lostTellings }) => lostTellings > 0);
      const sent = await telling.send({ id, mayBeThere });
      if (sent === "done") arrived.add(id);
      await afterSending(noted.map(changed), sent, hold);
    } finally {
      inHand.delete(id);
    }
  };

  const afterSending = async (
    group: readonly KeptWatch[],
    sent: Sent,
    hold: LeaseHold | null,
  ): Promise<void> => {
    if (sent === "done") await end(group, hold, "told");
    if (sent === "refused") await end(group, hold, "refused");
    if (sent === "later") await again(await later(group, hold), hold, 0);
  };

  /** Resolves to those that are not given up. */
  const later = async (
    group: readonly KeptWatch[],
    hold: LeaseHold | null,
  ): Promise<readonly KeptWatch[]> => {
    const [given, left] = [group.filter(isTooLate), group.filter((watch) => !isTooLate(watch))];
    if (given.length > 0) await end(given, hold, "lost");
    putOff(left);
    return left;
  };
  const isTooLate = ({ state }: KeptWatch): boolean => {
    // Decided in the future: the clock was put back, and how long ago it was nobody knows.
    const ageMs = "decidedAt" in state ? ageOf(state.decidedAt, clock.now()) : null;
    return ageMs !== null && ageMs >= givenUpAfterMs;
  };

  const putOff = ([first]: readonly KeptWatch[]): void => {
    if (first !== undefined) putOffAt.set(placeOfTelling(first), clock.now());
  };
  const isPutOff = ([first]: readonly KeptWatch[]): boolean => {
    const at = first === undefined ? undefined : putOffAt.get(placeOfTelling(first));
    return at !== undefined && leftOf(at, clock.now(), laterMs) > 0;
  };

  /** It is told anew, as if it had never been sent. */
  const again = async (group: readonly KeptWatch[], hold: LeaseHold | null, lost: number) => {
    const back = group.map((watch) => ({
      ...watch,
      ...{ telling: null, lostTellings: watch.lostTellings + lost },
    }));
    await watches.save(back, hold);
  };

  /** A process died, or Slack gave no answer, between the note that it is sent and the note that it was. */
  const settle = async (all: readonly KeptWatch[], hold: LeaseHold | null): Promise<void> => {
    const underWay = Map.groupBy(all, ({ telling }) => telling?.messageId ?? "");
    for (const [messageId, group] of underWay) {
      const since = group[0]?.telling?.since;
      if (since === undefined || inHand.has(messageId)) continue;
      if (arrived.has(messageId)) await end(group, hold, "told");
      else if (leftOf(since, clock.now(), settledAfterMs) === 0) {
        const found = await teller.hasArrived(group, messageId);
        if (found === true) await end(group, hold, "told");
        else if (found === false) await again(group, hold, 0);
        else if (group.some(({ lostTellings }) => lostTellings + 1 >= mostLost))
          await end(group, hold, "lost");
        else await again(group, hold, 1);
      }
    }
  };

  const telling = async (all: readonly KeptWatch[], hold: LeaseHold | null): Promise<void> => {
    await settle(all, hold);
    const untold = all.filter((watch) => watch.telling === null);
    for (const group of tellingsDue(untold, placeOfTelling, clock.now())) {
      if (isStopped) return;
      if (!isPutOff(group)) await tell(group, hold);
    }
  };

  const looks = rounds(looking);
  const tellings = rounds(telling);

  /** One round after the other, each with all watches as they are by then. */
  function rounds(work: (all: readonly KeptWatch[], hold: LeaseHold | null) => Promise<void>) {
    let stopTimer = (): void => undefined;
    let running: Promise<void> = Promise.resolve();
    const round = async (): Promise<void> => {
      try {
        const state = lease.state();
        if (state.kind === "held") await work(await watches.all(), state.hold);
      } catch (error) {
        if (!isStopped) onFailure(error);
      }
      if (!isStopped) stopTimer = startTimer(begin, Math.min(everyMs, longestRoundMs));
    };
    const begin = (): void => {
      running = round();
    };
    return {
      begin,
      stop: () => {
        stopTimer();
        return running;
      },
    };
  }

  return {
    start: () => {
      looks.begin();
      tellings.begin();
    },
    stop: async () => {
      isStopped = true;
      looks.stop();
      await tellings.stop();
    },
  };
}

/** As it is in the store after it was saved. */
function changed(watch: KeptWatch): KeptWatch {
  return { ...watch, version: watch.version + 1 };
}
