import { randomUUID } from "node:crypto";
import { secondMs } from "../core/instant.ts";
import type { StartTimer } from "../core/time.ts";
import type { AuditLog } from "../ports/audit-log.ts";
import type { KeptAuditLog, NamedEntry } from "./audit-log.ts";
import { StoreError } from "./store-error.ts";

/** In front of the audit log: an answer waits neither for a slow database nor for one that is away. */
export interface AuditQueue extends Pick<AuditLog, "record"> {
  /** Entries that are not kept yet. */
  readonly waiting: number;
  /** Resolves when nothing waits any more; tries at once. */
  emptied(): Promise<void>;
  /** Begins nothing further; what waits is lost. */
  close(): void;
}

export interface AuditQueueParts {
  readonly audit: Pick<KeptAuditLog, "keep">;
  readonly startTimer: StartTimer;
  /** How the latest try ended; `null`: well. */
  readonly onTried: (error: unknown) => void;
  /** So many entries are lost: too many waited, or the database refuses what is in them. */
  readonly onDropped: (count: number, reason: "full" | "refused") => void;
  /** The oldest go beyond that; about 3 MB. */
  readonly mostEntries?: number;
}

const defaultMostEntries = 10_000;
const entriesAtOnce = 100;
const firstRetryMs = secondMs;
const lastRetryMs = 5 * secondMs;

/** Keeps entries in their order, each once: whoever hands one over again gives it the same name. */
export function createAuditQueue(parts: AuditQueueParts): AuditQueue {
  const { audit, startTimer, onTried, onDropped, mostEntries = defaultMostEntries } = parts;
  const queue: NamedEntry[] = [];
  /** What is being written is not dropped: it may be kept already. */
  let writing: readonly NamedEntry[] = [];
  let retryMs = firstRetryMs;
  let isAtWork = false;
  let isClosed = false;
  let stopTimer: (() => void) | null = null;
  let whenEmpty: PromiseWithResolvers<void> | null = null;

  const bound = (): void => {
    const tooMany = Math.min(queue.length, queue.length + writing.length - mostEntries);
    if (tooMany <= 0) return;
    queue.splice(0, tooMany);
    onDropped(tooMany, "full");
  };

  /** One refused entry must not keep back all others: each is tried alone, and what is refused goes. */
  const keepEach = async (entries: readonly NamedEntry[]): Promise<void> => {
    for (const entry of entries) {
      try {
        await audit.keep([entry]);
      } catch (error) {
        if (!isRefused(error)) throw error;
        onDropped(1, "refused");
      }
    }
  };

  const keepNext = async (): Promise<void> => {
    writing = queue.splice(0, entriesAtOnce);
    try {
      await audit.keep(writing).catch((error: unknown) => {
        if (!isRefused(error)) throw error;
        return keepEach(writing);
      });
      writing = [];
    } catch (error) {
      queue.unshift(...writing);
      writing = [];
      bound();
      throw error;
    }
  };

  const work = async (): Promise<void> => {
    stopTimer?.();
    stopTimer = null;
    isAtWork = true;
    try {
      while (queue.length > 0 && !isClosed) {
        await keepNext();
        retryMs = firstRetryMs;
        onTried(null);
      }
      whenEmpty?.resolve();
      whenEmpty = null;
    } catch (error) {
      if (isClosed) return;
      stopTimer = startTimer(() => void work(), retryMs);
      retryMs = Math.min(2 * retryMs, lastRetryMs);
      onTried(error);
    } finally {
      isAtWork = false;
    }
  };

  return {
    get waiting() {
      return queue.length + writing.length;
    },
    record: async (entry) => {
      queue.push({ id: randomUUID(), entry });
      bound();
      if (!isAtWork && stopTimer === null && !isClosed) void work();
    },
    emptied: () => {
      whenEmpty ??= Promise.withResolvers();
      const { promise } = whenEmpty;
      retryMs = firstRetryMs;
      if (!isAtWork) void work();
      return promise;
    },
    close: () => {
      isClosed = true;
      stopTimer?.();
    },
  };
}

function isRefused(error: unknown): boolean {
  return error instanceof StoreError && error.kind === "data";
}
