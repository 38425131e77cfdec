import type { Look } from "../../../src/core/fleet/watch-look.ts";
import { type Instant, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { Sent } from "../../../src/ports/watch-teller.ts";
import type { KeptWatch, Watches } from "../../../src/ports/watches.ts";
import { createWatching } from "../../../src/questions/watching.ts";
import { createBackgroundLease } from "../../../src/store/background-lease.ts";
import type { LeasesTable } from "../../../src/store/leases-table.ts";
import { virtualTime } from "../virtual-time.ts";
import { memoryWatches } from "./memory-watches.ts";

/** A message that Slack has. */
export interface Told {
  readonly id: string;
  readonly at: Instant;
  readonly simSids: readonly string[];
  readonly mayBeThere: boolean;
}

export const everyMs = 5 * minuteMs;
/** Before Slack has it, and from then until its answer is here. */
const wayMs = secondMs;

type OnStep = (step: "noted" | "arrived" | "answered") => void;
const ignored: OnStep = () => undefined;

export interface Replica {
  /** As by SIGKILL: nothing of it goes on, nothing is tidied up. */
  kill(): void;
  /** As by SIGTERM. */
  stop(): Promise<void>;
}

/** Watches in memory, with a platform, a Slack and replicas that can be killed, in virtual time. */
export function watchWorld({ startAt = Date.UTC(2026, 10, 23, 3, 0) } = {}) {
  const time = virtualTime(startAt);
  const store = memoryWatches();
  let movedMs = 0;
  const clock = { now: () => time.now() + movedMs };
  const signs = new Map<string, Instant[]>();
  const told: Told[] = [];
  const world = {
    time,
    clock,
    store,
    told,
    looks: [] as Instant[],
    failures: [] as unknown[],
    isPlatformDown: false,
    /** What Slack says of messages that it is asked about; `unknown`: it may not be asked. */
    canBeFound: true,
    /** What Slack does with the next messages, one after the other; then it takes them. */
    answers: [] as (Sent | "unknown_but_there")[],
    mayTell: "ready" as "ready" | "later" | "dropped",
    /** Called at each step of a telling, where a test may kill somebody. */
    onStep: ignored,
    /** Moves the clock of all replicas; the platform's stays. */
    moveClock: (ms: number) => {
      movedMs += ms;
    },
    hear: (simSid: string, at: Instant = time.now()) => {
      signs.set(simSid, [...(signs.get(simSid) ?? []), at]);
    },
    replica,
  };

  const lookOf = (simSid: string): Look => {
    world.looks.push(time.now());
    if (world.isPlatformDown) return { kind: "failed" };
    return { kind: "read", signs: signs.get(simSid) ?? [], isWhole: true };
  };

  function replica(holder: string): Replica {
    let isDead = false;
    /** The dead do nothing any more, and hear nothing. */
    const alive = <Given extends readonly unknown[], Result>(
      work: (...given: Given) => Promise<Result>,
    ) => {
      return async (...given: Given): Promise<Result> => {
        const never = new Promise<Result>(() => undefined);
        if (isDead) return never;
        const result = await work(...given);
        return isDead ? never : result;
      };
    };
    const startTimer: typeof time.startTimer = (callback, delayMs) =>
      time.startTimer(() => {
        if (!isDead) callback();
      }, delayMs);
    const leases: LeasesTable = {
      look: alive(store.leases.look),
      take: alive(store.leases.take),
      renew: alive(store.leases.renew),
    };
    const watches: Watches = {
      add: alive(store.watches.add),
      all: alive(store.watches.all),
      ofPerson: alive(store.watches.ofPerson),
      end: alive(store.watches.end),
      save: alive(store.watches.save),
      remove: alive(store.watches.remove),
    };
    const lease = createBackgroundLease({
      ...{ leases, name: "background", holder, clock, startTimer },
    });
    const send = async (
      group: readonly KeptWatch[],
      { id, mayBeThere }: { readonly id: string; readonly mayBeThere: boolean },
    ): Promise<Sent> => {
      world.onStep("noted");
      await alive(() => time.wait(wayMs, new AbortController().signal))();
      const answer = world.answers.shift() ?? "done";
      if (answer === "done" || answer === "unknown_but_there") {
        const simSids = group.map(({ simSid }) => simSid);
        told.push({ id, at: time.now(), simSids, mayBeThere });
        world.onStep("arrived");
      }
      await alive(() => time.wait(wayMs, new AbortController().signal))();
      world.onStep("answered");
      return answer === "unknown_but_there" ? "unknown" : answer;
    };
    const watching = createWatching({
      ...{ watches, lease, everyMs, clock, startTimer },
      lookAt: alive(async ({ simSid }) => lookOf(simSid)),
      teller: {
        prepare: alive(async (group) =>
          world.mayTell === "ready"
            ? { kind: "ready", send: alive((message) => send(group, message)) }
            : world.mayTell === "later"
              ? { kind: "later" }
              : { kind: "dropped", onEnded: async () => undefined },
        ),
        hasArrived: alive(async (_group, messageId) =>
          world.canBeFound ? told.some(({ id }) => id === messageId) : "unknown",
        ),
      },
      onFailure: (error) => world.failures.push(error),
    });
    lease.start();
    watching.start();
    return {
      kill: () => {
        isDead = true;
      },
      stop: async () => {
        await watching.stop();
        await lease.stop();
      },
    };
  }
  return world;
}
