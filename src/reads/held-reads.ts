import { LRUCache } from "lru-cache";
import { askingOf } from "../accounts/asking.ts";
import { isYounger } from "../core/age.ts";
import { hourMs, type Instant, minuteMs, secondMs } from "../core/instant.ts";
import type { SessionRead } from "../core/session-read.ts";
import type { Sim } from "../core/sim.ts";
import type { Clock } from "../core/time.ts";
import type { PageRoom } from "../ports/sim-source.ts";
import { bytesPerReadSession, createReadRoom, type ReadRoom } from "./read-room.ts";
import { createSharedWork } from "./shared-work.ts";

/** A SIM with everything the platform lists for it. */
export interface HeldRead {
  readonly sim: Sim;
  readonly read: SessionRead;
}

interface Kept {
  readonly held: HeldRead;
  /** The other names of its SIM, each behind its account. */
  readonly names: readonly string[];
}

/** How old a kept read may be for a question. */
export type Freshness =
  /** A new question: a read that began in the last moments serves many askers at once. */
  | { readonly kind: "recent" }
  /** Asked for explicitly: only a double click is served from memory. */
  | { readonly kind: "fresh" }
  /** A page of an earlier question: any kept read made for that moment or later. */
  | { readonly kind: "since"; readonly asOf: Instant }
  /** The same, and the very read of that question as long as it is kept. */
  | { readonly kind: "own"; readonly asOf: Instant };

/** Paging costs no second read for this long. */
const pageMs = 2 * minuteMs;
/** So long a read is kept for the case that the platform goes down: then it is better than nothing. */
const keepMs = 12 * hourMs;
const recentMs = 10 * secondMs;
const doubleClickMs = 2 * secondMs;

/** Some 68,000 sessions, beside what questions have in hand. */
const mostBytesKept = 17_000_000;

/**
 * Keeps what was read, and lets everybody who asks for the same SIM at the
 * same time wait for one read. Failures are not kept. Memory only: a restart forgets all.
 */
export interface HeldReads {
  /** What was read in one account; two accounts may know a SIM of one SID or name. */
  of(account: string | null): AccountReads;
}

/** Reads a SIM and its sessions, for which there is room; `null`: there is no such SIM. */
export type LoadSim = (room: PageRoom) => Promise<HeldRead | null>;

export interface AccountReads {
  get(
    sid: string,
    freshness: Freshness,
    load: LoadSim,
    /** How long this asker waits, whoever's read it is. */
    signal: AbortSignal,
  ): Promise<HeldRead | null>;
  /** The latest read that is kept of the SIM with that SID, unique name or ICCID, however old. */
  latest(name: string): HeldRead | null;
  /** The same, if it began in the last moments. */
  recent(name: string): HeldRead | null;
}

export function createHeldReads(clock: Clock, room: ReadRoom = createReadRoom()): HeldReads {
  /** Where the latest read of a SIM is kept, by its unique name and its ICCID. */
  const keyByName = new Map<string, string>();
  const kept = new LRUCache<string, Kept>({
    maxSize: mostBytesKept,
    sizeCalculation: ({ held }) => (held.read.sessions.length + 1) * bytesPerReadSession,
    dispose: ({ names }, key) => {
      for (const name of names) if (keyByName.get(name) === key) keyByName.delete(name);
    },
  });
  const reading = createSharedWork<HeldRead | null>();

  /** What is too old is let go of; what was read in the future is, too: its age is unknown. */
  const keptAs = (key: string): HeldRead | null => {
    const held = kept.get(key)?.held;
    if (held === undefined) return null;
    if (isYounger(held.read.finishedAt, clock.now(), keepMs)) return held;
    kept.delete(key);
    return null;
  };

  const loaded = async (
    prefix: string,
    sid: string,
    load: LoadSim,
    signal: AbortSignal,
  ): Promise<HeldRead | null> => {
    const place = await room.enter(askingOf(signal), signal);
    try {
      const held = inHandOf(signal, await load(place));
      if (held === null) return forget(prefix, sid);
      keep(prefix, held.sim.sid, held);
      if (sid !== held.sim.sid) keep(prefix, sid, held);
      return held;
    } finally {
      place.leave();
    }
  };

  const keep = (prefix: string, wanted: string, held: HeldRead): void => {
    const { uniqueName, iccid } = held.sim;
    const names = [uniqueName, iccid].flatMap((name) => (name === null ? [] : prefix + name));
    kept.set(prefix + wanted, { held, names });
    for (const name of names) keyByName.set(name, prefix + wanted);
  };

  /** Counted until the question is over, although it may be kept no longer by then. */
  const inHandOf = (signal: AbortSignal, held: HeldRead | null): HeldRead | null => {
    if (held !== null) room.hold(held.read, held.read.sessions.length, askingOf(signal));
    return held;
  };

  /** The platform says that there is no such SIM: what was kept of it must not be shown any more. */
  const forget = (prefix: string, sid: string): null => {
    const gone = [...kept.entries()].filter(
      ([key, { held }]) => key === prefix + sid || (key.startsWith(prefix) && held.sim.sid === sid),
    );
    for (const [key] of gone) kept.delete(key);
    return null;
  };

  const named = (prefix: string, name: string): HeldRead | null => {
    const key = keyByName.get(prefix + name);
    return key === undefined ? null : keptAs(key);
  };

  return {
    of: (account) => {
      const prefix = `${account ?? ""}/`;
      const latest = (name: string) => keptAs(prefix + name) ?? named(prefix, name);
      return {
        async get(sid, freshness, load, signal) {
          const held = keptAs(prefix + sid);
          if (held !== null && serves(held.read, freshness, clock.now())) {
            return inHandOf(signal, held);
          }
          // A read under way began at most seconds ago: it serves every kind of question.
          const begin = () => loaded(prefix, sid, load, signal);
          return inHandOf(signal, await reading.of(prefix + sid, begin, signal));
        },
        latest,
        recent: (name) => {
          const held = latest(name);
          return held !== null && serves(held.read, { kind: "recent" }, clock.now()) ? held : null;
        },
      };
    },
  };
}

function serves(read: SessionRead, freshness: Freshness, now: Instant): boolean {
  switch (freshness.kind) {
    case "recent":
      return isYounger(read.startedAt, now, recentMs);
    case "fresh":
      return isYounger(read.startedAt, now, doubleClickMs);
    case "since":
      return read.startedAt >= freshness.asOf && isYounger(read.finishedAt, now, pageMs);
    case "own":
      return (
        read.startedAt === freshness.asOf ||
        serves(read, { kind: "since", asOf: freshness.asOf }, now)
      );
  }
}
