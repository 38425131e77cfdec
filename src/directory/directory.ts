import { ageOf, leftOf, tookMs } from "../core/age.ts";
import { isBotError } from "../core/errors.ts";
import { type Instant, minuteMs, secondMs } from "../core/instant.ts";
import type { ListState } from "../core/list-state.ts";
import { ownTurnOfLoop } from "../core/loop-turns.ts";
import type { IncompleteReason } from "../core/session-read.ts";
import type { Clock, StartTimer } from "../core/time.ts";
import { alwaysHeld, type BackgroundLease } from "../ports/background-lease.ts";
import type { Directory, DirectorySnapshots, SimIndex } from "../ports/directory.ts";
import type { SimSource } from "../ports/sim-source.ts";
import type { DirectoryEvent } from "./directory-event.ts";
import { type StartIndexBuild, startThreadedBuild } from "./index-build.ts";
import { createIndexPacker } from "./pack-index.ts";
import type { PackedIndex } from "./packed-index.ts";
import { readFleet } from "./read-fleet.ts";
import { createSimIndex } from "./sim-index.ts";
import { packedFrom, pagesOf } from "./snapshot-pages.ts";

export interface DirectoryParts {
  readonly source: Pick<SimSource, "listSims">;
  readonly snapshots: DirectorySnapshots;
  /** Tells fleets apart in the store: provider and account, or the base URL. */
  readonly account: string;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  /** From the end of one refresh to the beginning of the next; default 5 minutes. */
  readonly refreshIntervalMs?: number;
  readonly onEvent?: (event: DirectoryEvent) => void;
  /** Who lists, where several processes share the snapshots; left out: this one. */
  readonly lease?: BackgroundLease;
  /** Where indexes are built; default: in a thread of its own. */
  readonly startBuild?: StartIndexBuild;
}

/** A directory that keeps itself up to date between `start` and `stop`. */
export interface RefreshedDirectory extends Directory {
  /** Returns at once: first the kept fleet is loaded, then the platform's list. */
  start(): void;
  /** Gives up what is under way and lets go of timers and threads; final. */
  stop(): Promise<void>;
}

const defaultRefreshIntervalMs = 5 * minuteMs;
const firstRetryMs = 15 * secondMs;
/** How often the others look for a newer list, and everybody whether it is their turn to make one. */
const lookEveryMs = minuteMs;
/** The same while there is none. */
const firstLookEveryMs = 5 * secondMs;

/** What answers now. */
interface Served {
  readonly index: SimIndex;
  readonly readAt: Instant;
  readonly incomplete: IncompleteReason;
  readonly fingerprint: string;
}

/** The account's SIMs by any name, from memory, listed anew in the background. */
export function createDirectory(parts: DirectoryParts): RefreshedDirectory {
  const { snapshots, account, clock, startTimer, startBuild = startThreadedBuild } = parts;
  const { refreshIntervalMs = defaultRefreshIntervalMs, onEvent = () => undefined } = parts;
  const { lease = alwaysHeld } = parts;
  const nothing = createSimIndex(createIndexPacker().finish());
  const stopping = new AbortController();

  let served: Served | null = null;
  let kept: Pick<Served, "fingerprint" | "incomplete"> | null = null;
  /** The snapshot that is served; `null`: what is served was listed here. */
  let version: string | null = null;
  /** When the fleet was listed last, by whomever, and how long it rests from then on. */
  let latest: { readonly at: Instant; readonly restMs: number } | null = null;
  let listed = 0;
  let failure: { readonly error: unknown } | null = null;
  let failuresInRow = 0;
  let working: Promise<void> = Promise.resolve();
  let stopTimer: () => void = () => undefined;

  const serve = (packed: PackedIndex, readAt: Instant, incomplete: IncompleteReason): void => {
    served = {
      index: createSimIndex(packed),
      readAt,
      incomplete,
      fingerprint: packed.fingerprint,
    };
  };

  const loadSnapshot = async (): Promise<void> => {
    const snapshot = await snapshots.load(account);
    // Kept by a clock that was ahead of this one: how old it is, nobody can say.
    if (snapshot === null || ageOf(snapshot.readAt, clock.now()) === null) return;
    latest = { at: snapshot.readAt, restMs: refreshIntervalMs };
    if (served !== null && snapshot.version === version) {
      served = { ...served, readAt: snapshot.readAt };
      return;
    }
    const packed = await packedFrom(snapshot.pages, startBuild, stopping.signal);
    serve(packed, snapshot.readAt, snapshot.incomplete);
    version = snapshot.version;
    failure = null;
    kept = { fingerprint: packed.fingerprint, incomplete: snapshot.incomplete };
    onEvent({
      kind: "snapshot_loaded",
      simCount: packed.simCount,
      readAt: snapshot.readAt,
    });
  };

  const saveSnapshot = async (
    packed: PackedIndex,
    readAt: Instant,
    incomplete: IncompleteReason,
  ): Promise<void> => {
    const { fingerprint } = packed;
    const turn = lease.state();
    // Another process keeps its own, or nothing can be kept now.
    if (turn.kind !== "held") return;
    const isKept =
      fingerprint === kept?.fingerprint &&
      incomplete === kept.incomplete &&
      (await snapshots.confirm(account, readAt, turn.hold));
    if (!isKept) {
      const pages = pagesOf(packed, stopping.signal);
      await snapshots.save(account, { readAt, incomplete, pages }, turn.hold);
      kept = { fingerprint, incomplete };
    }
    onEvent({ kind: "snapshot_saved", readAt });
  };

  /** A store that fails costs the next start some waiting, never an answer. */
  const withoutFailing = async (during: "load" | "save", work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!stopping.signal.aborted) onEvent({ kind: "snapshot_failed", during, error });
    }
  };

  const refresh = async (): Promise<void> => {
    const startedAt = clock.now();
    const read = await readFleet(
      {
        source: parts.source,
        clock,
        startTimer,
        startBuild,
        onListed: (count) => {
          listed = count;
          if (served === null) failure = null;
        },
        onRateLimited: (waitMs) => onEvent({ kind: "rate_limited", waitMs }),
      },
      stopping.signal,
    );
    const { packed, readAt, setAside, incomplete } = read;
    const isChanged = packed.fingerprint !== served?.fingerprint;
    serve(packed, readAt, incomplete);
    version = null;
    failure = null;
    failuresInRow = 0;
    onEvent({
      kind: "refreshed",
      simCount: packed.simCount,
      setAside,
      incomplete,
      isChanged,
      durationMs: tookMs(startedAt, clock.now()),
    });
    await withoutFailing("save", () => saveSnapshot(packed, readAt, incomplete));
  };

  /** Resolves to the time until the next listing. */
  const list = async (): Promise<number> => {
    try {
      await refresh();
      return refreshIntervalMs;
    } catch (error) {
      if (stopping.signal.aborted) return 0;
      failure = { error };
      failuresInRow += 1;
      const retryInMs = retryDelayMs(error, failuresInRow, refreshIntervalMs);
      onEvent({ kind: "refresh_failed", error, retryInMs });
      return retryInMs;
    }
  };

  /** What is to be done now, by whoever it is; resolves to the time until the next round. */
  const takeTurn = async (): Promise<number> => {
    const turn = lease.state();
    if (turn.kind === "held" && turn.hold === null) return list();
    // Without the database there is no list of anybody else's: better one of its own than none.
    const isOurs = turn.kind === "held" || (turn.kind === "unknown" && served === null);
    if (!isOurs) {
      await withoutFailing("load", loadSnapshot);
      return served === null ? firstLookEveryMs : lookEveryMs;
    }
    const now = clock.now();
    if (latest === null || leftOf(latest.at, now, latest.restMs) === 0)
      latest = { restMs: await list(), at: clock.now() };
    return Math.min(leftOf(latest.at, clock.now(), latest.restMs), lookEveryMs);
  };

  const round = async (): Promise<void> => {
    const nextInMs = await takeTurn();
    if (stopping.signal.aborted) return;
    stopTimer = startTimer(() => {
      working = round();
    }, nextInMs);
  };

  const state = (): ListState => {
    if (served !== null) {
      const now = clock.now();
      const { index, incomplete } = served;
      // Until the next listing, minutes away; words say as of when, never of a moment to come.
      const readAt = Math.min(served.readAt, now);
      return {
        kind: "ready",
        simCount: index.simCount,
        readAt,
        ageMs: tookMs(readAt, now),
        incomplete,
        ...(failure !== null && { lastError: failure.error }),
      };
    }
    return failure === null
      ? { kind: "loading", listed }
      : { kind: "failed", error: failure.error };
  };

  const index = (): SimIndex => served?.index ?? nothing;
  return {
    state,
    get simCount() {
      return index().simCount;
    },
    bySid: (sid) => index().bySid(sid),
    byUniqueName: (name) => index().byUniqueName(name),
    byIccid: (digits, limit) => index().byIccid(digits, limit),
    byFriendlyName: (name, limit) => index().byFriendlyName(name, limit),
    byAnyName: (name, limit) => index().byAnyName(name, limit),
    hasNameBeginning: (compact) => index().hasNameBeginning(compact),
    byLastDigits: (digits, limit) => index().byLastDigits(digits, limit),
    search: (text, range) => index().search(text, range),
    states: (from, limit) => index().states(from, limit),
    listing: () => {
      if (served === null) return null;
      const { index: whole, readAt, incomplete } = served;
      return {
        ...{ readAt, incomplete, count: whole.simCount },
        rows: async (from, limit) => {
          await ownTurnOfLoop();
          return whole.states(from, limit);
        },
      };
    },
    start: () => {
      working = withoutFailing("load", loadSnapshot)
        .then(() => lease.settled)
        .then(round);
    },
    stop: async () => {
      stopping.abort(new Error("the directory is stopped"));
      stopTimer();
      await working;
    },
  };
}

/** Wrong credentials do not mend themselves in seconds; an outage may. */
function retryDelayMs(error: unknown, failuresInRow: number, refreshIntervalMs: number): number {
  if (isBotError(error) && !error.retryable) return refreshIntervalMs;
  return Math.min(refreshIntervalMs, firstRetryMs * 2 ** (failuresInRow - 1));
}
