import { LRUCache } from "lru-cache";
import { hourMs, type Instant, minuteMs, secondMs } from "../core/instant.ts";
import type { SessionRead } from "../core/session-read.ts";
import type { Sim } from "../core/sim.ts";
import type { Clock } from "./ports.ts";
import { createSharedWork } from "./shared-work.ts";

/** A SIM with everything the platform lists for it. */
export interface HeldRead {
  readonly sim: Sim;
  readonly read: SessionRead;
}

/** How old a kept read may be for a question. */
export type Freshness =
  /** A new question: a read that began in the last moments serves many askers at once. */
  | { readonly kind: "recent" }
  /** Asked for explicitly: only a double click is served from memory. */
  | { readonly kind: "fresh" }
  /** A page of an earlier question: any kept read made for that moment or later. */
  | { readonly kind: "since"; readonly asOf: Instant };

/** Paging costs no second read for this long. */
const pageMs = 2 * minuteMs;
/** So long a read is kept for the case that the platform goes down: then it is better than nothing. */
const keepMs = 12 * hourMs;
const recentMs = 10 * secondMs;
const doubleClickMs = 2 * secondMs;

/** Bounds memory: about 0.5 kB a session, so some 50 MB. */
const maximumSessions = 100_000;

/**
 * Keeps what was read, and lets everybody who asks for the same SIM at the
 * same time wait for one read. Failures are not kept. Memory only: a restart forgets all.
 */
export interface HeldReads {
  /** What was read in one account; two accounts may know a SIM of one SID or name. */
  of(account: string | null): AccountReads;
}

export interface AccountReads {
  get(
    sid: string,
    freshness: Freshness,
    load: () => Promise<HeldRead | null>,
    /** How long this asker waits, whoever's read it is. */
    signal: AbortSignal,
  ): Promise<HeldRead | null>;
  /** The latest read that is kept of the SIM with that SID, unique name or ICCID, however old. */
  latest(name: string): HeldRead | null;
  /** The same, if it began in the last moments. */
  recent(name: string): HeldRead | null;
}

export function createHeldReads(clock: Clock): HeldReads {
  const kept = new LRUCache<string, HeldRead>({
    maxSize: maximumSessions,
    sizeCalculation: ({ read }) => read.sessions.length + 1,
    ttl: keepMs,
    ttlResolution: 0,
    perf: { now: () => clock.now() },
  });
  const reading = createSharedWork<HeldRead | null>();

  const loaded = async (
    prefix: string,
    sid: string,
    load: () => Promise<HeldRead | null>,
  ): Promise<HeldRead | null> => {
    const held = await load();
    if (held === null) return forget(prefix, sid);
    kept.set(prefix + held.sim.sid, held);
    if (sid !== held.sim.sid) kept.set(prefix + sid, held);
    return held;
  };

  /** The platform says that there is no such SIM: what was kept of it must not be shown any more. */
  const forget = (prefix: string, sid: string): null => {
    const gone = [...kept.entries()].filter(
      ([key, { sim }]) => key === prefix + sid || (key.startsWith(prefix) && sim.sid === sid),
    );
    for (const [key] of gone) kept.delete(key);
    return null;
  };

  const named = (prefix: string, name: string): HeldRead | null => {
    for (const [key, held] of kept.entries()) {
      const { uniqueName, iccid } = held.sim;
      if (key.startsWith(prefix) && (uniqueName === name || iccid === name)) return held;
    }
    return null;
  };

  return {
    of: (account) => {
      const prefix = `${account ?? ""}/`;
      const latest = (name: string) => kept.get(prefix + name) ?? named(prefix, name);
      return {
        async get(sid, freshness, load, signal) {
          const held = kept.get(prefix + sid);
          if (held !== undefined && serves(held.read, freshness, clock.now())) return held;
          // A read under way began at most seconds ago: it serves every kind of question.
          return reading.of(prefix + sid, () => loaded(prefix, sid, load), signal);
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
      return now - read.startedAt < recentMs;
    case "fresh":
      return now - read.startedAt < doubleClickMs;
    case "since":
      return read.startedAt >= freshness.asOf && now - read.finishedAt < pageMs;
  }
}
