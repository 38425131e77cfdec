import { describe, expect, it, onTestFinished } from "vitest";
import { paceOf } from "../../../src/accounts/asking.ts";
import { BotError } from "../../../src/core/errors.ts";
import { defaultThresholds } from "../../../src/core/findings/thresholds.ts";
import type { SimFacts } from "../../../src/core/fleet/sim-facts.ts";
import { dayMs, hourMs, type Instant, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type {
  BackgroundLease,
  LeaseHold,
  LeaseState,
} from "../../../src/ports/background-lease.ts";
import { createFleetMemory } from "../../../src/reads/fleet/fleet-memory.ts";
import { createSweep } from "../../../src/reads/fleet/sweep.ts";
import { fakeSimSource } from "../../support/fake-sim-source.ts";
import { simFacts, simSid } from "../../support/fleet/sim-facts.ts";
import { accountOf } from "../../support/one-account.ts";
import { heldDirectory } from "../../support/questions/held-directory.ts";
import { session, sim } from "../../support/sessions.ts";
import { virtualTime } from "../../support/virtual-time.ts";

const startsAfterMs = 15 * secondMs;
const hold: LeaseHold = { name: "background", epoch: 7 };

interface Options {
  readonly sims: number;
  readonly callsPerMinute?: number;
  readonly pagesOf?: (sid: string) => number;
  readonly failureOf?: (call: number, sid: string) => BotError | null;
  readonly kept?: readonly SimFacts[];
  readonly state?: () => LeaseState;
  /** What another one has read by the time this one takes over. */
  readonly readByOther?: () => readonly SimFacts[];
}

/** A fleet that is swept, with the moments of its calls. */
async function sweeping({ sims, callsPerMinute = 60, ...options }: Options) {
  const { pagesOf = () => 1, failureOf = () => null, kept = [] } = options;
  const time = virtualTime(Date.UTC(2026, 10, 23, 10));
  const calls: { readonly at: Instant; readonly sid: string }[] = [];
  const told: string[] = [];
  const read: (readonly [SimFacts, LeaseHold | null])[] = [];
  const source = {
    ...fakeSimSource(time),
    readSessions: async (sid: string, signal: AbortSignal) => {
      for (let page = 0; page < pagesOf(sid); page += 1) {
        await paceOf(signal)?.turn();
        paceOf(signal)?.sent();
        calls.push({ at: time.now(), sid });
        const failure = failureOf(calls.length, sid);
        if (failure !== null) throw failure;
      }
      const at = time.now();
      return {
        sessions: [session({ simSid: sid })],
        ...{ setAside: [], ofOtherSims: [], pages: 1, incomplete: null },
        ...{ startedAt: at, finishedAt: at },
      };
    },
  };
  const fleet = Array.from({ length: sims }, (_, index) => sim({ sid: simSid(index) }));
  const account = accountOf({ source, directory: heldDirectory(fleet) });
  const memory = createFleetMemory({ accounts: [null], clock: time });
  memory.recall(kept);
  const listing = account.directory.listing();
  if (listing === null) throw new Error("there is a list");
  await memory.followList(null, listing);
  const lease: BackgroundLease = {
    state: options.state ?? (() => ({ kind: "held", hold })),
    settled: Promise.resolve(),
  };
  const sweep = createSweep({
    ...{ account, memory, lease, clock: time, startTimer: time.startTimer },
    ...{ everyMs: dayMs, callsPerMinute, thresholds: defaultThresholds },
    onRead: (facts, under) => {
      read.push([facts, under]);
      memory.remember(facts);
    },
    catchUp: async () => memory.recall(options.readByOther?.() ?? []),
    onEnded: (outcome) => told.push(outcome),
  });
  onTestFinished(() => sweep.stop());
  sweep.start();
  return { time, calls, told, read, sweep, memory };
}

/** The most calls in any minute. */
function mostInAMinute(calls: readonly { readonly at: Instant }[]): number {
  return Math.max(
    ...calls.map(({ at }) => calls.filter((one) => one.at >= at && one.at < at + minuteMs).length),
  );
}

describe("the sweep", () => {
  it("reads each active SIM once a day, at exactly its rate, and rests then", async () => {
    const { time, calls, read, sweep } = await sweeping({ sims: 150 });
    await time.pass(startsAfterMs + 2 * minuteMs);
    expect([calls.length, mostInAMinute(calls)]).toEqual([121, 60]);
    await time.pass(hourMs);
    expect(new Set(calls.map(({ sid }) => sid)).size).toBe(150);
    expect([calls.length, read.length]).toEqual([150, 150]);
    expect(read[0]?.[0]).toMatchObject({ sid: simSid(0), simState: "active" });
    expect(read.every(([, under]) => under === hold)).toBe(true);
    expect(sweep.state()).toEqual({ kind: "runs", passMs: 150 * secondMs, aimMs: dayMs });
    await time.pass(dayMs);
    expect([calls.length, mostInAMinute(calls)]).toEqual([300, 60]);
  });

  it("counts each page of a SIM as a call, and says how long a pass takes at that", async () => {
    const { time, calls, sweep } = await sweeping({ sims: 20, pagesOf: () => 10 });
    await time.pass(startsAfterMs + 100 * secondMs);
    expect([calls.length, mostInAMinute(calls)]).toEqual([101, 60]);
    await time.pass(hourMs);
    expect(calls).toHaveLength(200);
    expect(sweep.state()).toMatchObject({ passMs: 200 * secondMs });
  });

  it("goes on where it stood before a restart", async () => {
    const at = Date.UTC(2026, 10, 23, 10);
    const kept = [0, 1, 2].map((index) =>
      simFacts({ sid: simSid(index), readAt: at - (index + 1) * hourMs }),
    );
    const { time, calls } = await sweeping({ sims: 5, kept });
    await time.pass(hourMs);
    expect(calls.map(({ sid }) => sid)).toEqual([simSid(3), simSid(4)]);
    await time.pass(21 * hourMs + minuteMs);
    expect(calls.slice(2).map(({ sid }) => sid)).toEqual([simSid(2), simSid(1)]);
  });

  it("is done by the holder of the lease alone, and stops when that is another", async () => {
    let state: LeaseState = { kind: "elsewhere" };
    const { time, calls, sweep } = await sweeping({ sims: 100, state: () => state });
    await time.pass(minuteMs);
    expect([calls.length, sweep.state().kind]).toEqual([0, "elsewhere"]);
    state = { kind: "held", hold };
    await time.pass(30 * secondMs);
    const before = calls.length;
    expect(before).toBeGreaterThan(15);
    state = { kind: "unknown" };
    await time.pass(minuteMs);
    expect(calls.length).toBe(before);
  });

  it("does not read anew what another one read just before it was stopped", async () => {
    let state: LeaseState = { kind: "elsewhere" };
    const at = Date.UTC(2026, 10, 23, 10) + minuteMs;
    const readByOther = () =>
      [0, 1, 2].map((index) => simFacts({ sid: simSid(index), readAt: at }));
    const { time, calls } = await sweeping({ sims: 5, state: () => state, readByOther });
    await time.pass(2 * minuteMs);
    state = { kind: "held", hold };
    await time.pass(hourMs);
    expect(calls.map(({ sid }) => sid)).toEqual([simSid(3), simSid(4)]);
  });

  it("goes slower after each refusal, keeps away as long as asked, and reads that SIM later", async () => {
    const { time, calls, told } = await sweeping({
      sims: 3,
      failureOf: (call) =>
        call === 1
          ? new BotError("sim_api_rate_limited", "too many", {
              retryable: true,
              retryAfterMs: 9_000,
            })
          : null,
    });
    await time.pass(hourMs);
    const [first = 0, ...others] = calls.map(({ at }) => at);
    expect(others.map((at) => at - first)).toEqual([9_000, 11_000, 13_000]);
    expect(calls.map(({ sid }) => sid).sort()).toEqual([0, 0, 1, 2].map(simSid));
    expect(told.toSorted()).toEqual(["ok", "ok", "ok", "sim_api_rate_limited"]);
  });

  it("asks a platform that is down once a minute, and each SIM again an hour later", async () => {
    let isDown = true;
    const { time, calls, memory } = await sweeping({
      sims: 3,
      failureOf: () =>
        isDown ? new BotError("sim_api_unreachable", "down", { retryable: true }) : null,
    });
    await time.pass(startsAfterMs + 10 * minuteMs);
    expect(calls.map(({ at }) => at - (calls[0]?.at ?? 0))).toEqual([0, 60_000, 120_000]);
    expect(memory.of(null, simSid(0))).toBeNull();
    isDown = false;
    await time.pass(hourMs);
    expect(calls.slice(3).map(({ sid }) => sid)).toEqual([0, 1, 2].map(simSid));
  });
});
