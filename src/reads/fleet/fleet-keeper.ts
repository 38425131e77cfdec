import type { Account } from "../../accounts/accounts.ts";
import { type Instant, minuteMs, secondMs } from "../../core/instant.ts";
import { ownTurnOfLoop } from "../../core/loop-turns.ts";
import type { StartTimer } from "../../core/time.ts";
import type { BackgroundLease } from "../../ports/background-lease.ts";
import type { KeptFacts } from "../../ports/kept-facts.ts";
import type { KeptMemory } from "./fleet-memory.ts";

export interface FleetKeeperParts {
  readonly memory: Pick<KeptMemory, "recall" | "followList">;
  readonly kept: KeptFacts;
  readonly accounts: readonly KeptAccount[];
  /** Who removes what is gone, where several processes share the store. */
  readonly lease: BackgroundLease;
  /** Whether others write to the store, too: then what they have read is read from it. */
  readonly isShared: boolean;
  readonly startTimer: StartTimer;
  readonly onFailed?: (during: "load" | "follow" | "drop", error: unknown) => void;
  /** After each round. */
  readonly onRound?: () => void;
}

export interface KeptAccount {
  readonly account: Pick<Account, "name" | "directory">;
  /** What tells its fleet apart in the store. */
  readonly key: string;
}

/** Keeps the memory up to date between `start` and `stop`: with the store, and with the lists. */
export interface FleetKeeper {
  start(): void;
  /** Resolves when what was kept is remembered, or could not be had. */
  readonly loaded: Promise<void>;
  /** Resolves when all is remembered that others have kept until now, or could not be had. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

const simsOfPage = 1_000;
const roundEveryMs = 30 * secondMs;
/** The same until each account has a list: nothing is known of a fleet before. */
const firstRoundsEveryMs = 2 * secondMs;
/** How far the clocks of two processes may differ, and how late one may keep what it has read. */
const overlapMs = 10 * minuteMs;

export function createFleetKeeper(parts: FleetKeeperParts): FleetKeeper {
  const { memory, kept, accounts, lease, isShared, startTimer } = parts;
  const { onFailed = () => undefined, onRound = () => undefined } = parts;
  const loaded = Promise.withResolvers<void>();
  /** The list that was followed last, by account. */
  const followed = new Map<string, Instant>();
  /** When the newest was read that came from the store; unset: nothing was loaded yet. */
  const newest = new Map<string, Instant>();
  let isStopped = false;
  let working: Promise<void> = Promise.resolve();
  let stopTimer: () => void = () => undefined;

  const withoutFailing = async (
    during: "load" | "follow" | "drop",
    work: () => Promise<void>,
  ): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!isStopped) onFailed(during, error);
    }
  };

  const load = async ({ account, key }: KeptAccount): Promise<void> => {
    let latest = 0;
    for (let after: string | null = null; ; ) {
      const page = await kept.load(key, after, simsOfPage);
      memory.recall(page.map((facts) => ({ ...facts, account: account.name })));
      latest = page.reduce((last, { readAt }) => Math.max(last, readAt), latest);
      after = page.at(-1)?.sid ?? null;
      if (page.length < simsOfPage || after === null || isStopped) break;
      await ownTurnOfLoop();
    }
    newest.set(key, latest);
  };

  const hear = async ({ account, key }: KeptAccount, since: Instant): Promise<void> => {
    const facts = await kept.readSince(key, since - overlapMs);
    memory.recall(facts.map((one) => ({ ...one, account: account.name })));
    newest.set(
      key,
      facts.reduce((last, { readAt }) => Math.max(last, readAt), since),
    );
  };

  const follow = async ({ account, key }: KeptAccount): Promise<void> => {
    const listing = account.directory.listing();
    if (listing === null || followed.get(key) === listing.readAt) return;
    const gone = await memory.followList(account.name, listing);
    followed.set(key, listing.readAt);
    const state = lease.state();
    if (gone.length === 0 || state.kind !== "held") return;
    await withoutFailing("drop", () => kept.drop(key, gone, state.hold));
  };

  const round = async (): Promise<void> => {
    for (const one of accounts) {
      const since = newest.get(one.key);
      if (since === undefined) await withoutFailing("load", () => load(one));
      else if (isShared) await withoutFailing("load", () => hear(one, since));
      await withoutFailing("follow", () => follow(one));
    }
    loaded.resolve();
    if (isStopped) return;
    onRound();
    const isListed = accounts.every(({ key }) => followed.has(key));
    stopTimer = startTimer(begin, isListed ? roundEveryMs : firstRoundsEveryMs);
  };
  const begin = (): void => {
    working = round();
  };

  return {
    start: begin,
    loaded: loaded.promise,
    catchUp: async () => {
      for (const one of accounts) {
        const since = newest.get(one.key);
        if (isShared && since !== undefined) await withoutFailing("load", () => hear(one, since));
      }
    },
    stop: async () => {
      isStopped = true;
      stopTimer();
      await working;
    },
  };
}
