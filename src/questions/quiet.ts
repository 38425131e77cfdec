import { secondMs } from "../core/instant.ts";
import type { Clock, StartTimer } from "../core/time.ts";
import type { KeptQuiet, QuietBook } from "../ports/quiet-book.ts";
import type { QuietSims } from "../ports/quiet-sims.ts";

export interface QuietPartsOfBot {
  readonly book: QuietBook;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  /** The store did not tell; what was known stays. */
  readonly onFailure: (error: unknown) => void;
}

/** Which SIMs are quiet by arrangement: in memory, as no answer waits for it, and in the store. */
export interface Quiet extends QuietSims {
  /** Rejects where it is not kept; then nothing has changed. */
  set(quiet: KeptQuiet): Promise<void>;
  /** `false`: there was none. Rejects as above. */
  end(account: string | null, simSid: string): Promise<boolean>;
  start(): void;
  stop(): void;
}

/** What was said at another replica is known here so soon. */
const readEveryMs = 15 * secondMs;

export function createQuiet({ book, clock, startTimer, onFailure }: QuietPartsOfBot): Quiet {
  let known = new Map<string, KeptQuiet>();
  /** Counts up with each change: what was read before it is older. */
  let changes = 0;
  let stopTimer = (): void => undefined;
  let isStopped = false;
  const keyOf = (account: string | null, simSid: string): string => `${account ?? ""}/${simSid}`;

  const read = async (): Promise<void> => {
    const before = changes;
    try {
      const all = await book.all(clock.now());
      if (before === changes)
        known = new Map(all.map((quiet) => [keyOf(quiet.account, quiet.simSid), quiet]));
    } catch (error) {
      if (!isStopped) onFailure(error);
    }
    if (!isStopped) stopTimer = startTimer(() => void read(), readEveryMs);
  };

  return {
    quietUntil: (account, sid, at) => {
      const quiet = known.get(keyOf(account, sid));
      return quiet !== undefined && quiet.until > at ? quiet : null;
    },
    set: async (quiet) => {
      await book.put(quiet);
      changes += 1;
      known.set(keyOf(quiet.account, quiet.simSid), quiet);
    },
    end: async (account, simSid) => {
      const wasThere = await book.remove(account, simSid);
      changes += 1;
      known.delete(keyOf(account, simSid));
      return wasThere;
    },
    start: () => void read(),
    stop: () => {
      isStopped = true;
      stopTimer();
    },
  };
}
