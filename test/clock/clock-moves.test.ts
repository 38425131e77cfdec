import { describe, expect, it, onTestFinished } from "vitest";
import { createCircuitBreaker as createChartBreaker } from "../../src/chart/quickchart/circuit-breaker.ts";
import { BotError } from "../../src/core/errors.ts";
import { dayMs, hourMs, type Instant, minuteMs, secondMs } from "../../src/core/instant.ts";
import { createDirectory } from "../../src/directory/directory.ts";
import { createHealth } from "../../src/ops/health.ts";
import { loweredLimit, raisedLimit, startingLimit } from "../../src/sim-api/adaptive-limit.ts";
import type { SimApiCaller, SimApiRequest } from "../../src/sim-api/call.ts";
import { createCircuitBreaker } from "../../src/sim-api/circuit-breaker.ts";
import { withAskedPause } from "../../src/sim-api/resilient-caller.ts";
import { tokenAuth } from "../../src/sim-api/token-auth.ts";
import type { Transport } from "../../src/sim-api/transport.ts";
import { openStore } from "../../src/store/open-store.ts";
import { fleetLister } from "../support/directory/fleet-lister.ts";
import { buildHere, entry } from "../support/directory/fleets.ts";
import { manualTimer } from "../support/directory/manual-timer.ts";
import { fakeSimSource, type TestClock, testClock } from "../support/fake-sim-source.ts";
import { type PlainQuestion, plainReports } from "../support/one-account.ts";
import { asOf, session, sim } from "../support/sessions.ts";

/**
 * What a clock does on a real machine: somebody sets it, a time service corrects it, a virtual
 * machine wakes up. Each move is what happens between two looks at it.
 */
const moves: readonly (readonly [string, (clock: TestClock) => void])[] = [
  ["put back by a minute", (clock) => clock.advance(-minuteMs)],
  ["put back by an hour", (clock) => clock.advance(-hourMs)],
  ["put back by ten years", (clock) => clock.advance(-3_650 * dayMs)],
];
const cases = [
  ...moves.map(([name, move]) => ({ name, begin: asOf, move })),
  {
    name: "in the year 2100 and came back",
    begin: Date.UTC(2100),
    move: (clock: TestClock) => clock.set(asOf),
  },
];

const request: SimApiRequest<string> = {
  operation: "list_sessions",
  path: "/v1/Sims/DE1/DataSessions",
  read: () => ({ kind: "read", value: "", faults: {} }),
};
const other = { ...request, path: "/v1/Sims/DE2/DataSessions" };
const never = new AbortController().signal;
const limited = new BotError("sim_api_rate_limited", "429", {
  retryable: true,
  retryAfterMs: 20 * secondMs,
});
const failed = () => new BotError("sim_api_failed", "500", { retryable: true });

/** A caller that does what it is told, and counts. */
function upstream() {
  const state: { failure: BotError | null; calls: number } = { failure: null, calls: 0 };
  const call: SimApiCaller = async <T>() => {
    state.calls += 1;
    if (state.failure !== null) throw state.failure;
    return "answer" as T;
  };
  return { call, state };
}

function asking(begin: Instant) {
  const clock = testClock(begin);
  const source = fakeSimSource(clock);
  source.add(sim(), [session()]);
  const reports = plainReports({ source, clock });
  const ask = (over: Partial<PlainQuestion> = {}) =>
    reports.answer({ sim: sim().sid, windowName: "7d", moment: "now", ...over });
  const reads = () => source.calls.filter((name) => name === "readSessions").length;
  return { clock, source, ask, reads };
}

describe.each(cases)("the clock was $name", ({ begin, move }) => {
  it.each(["now", "again"] as const)("a question (%s) is read anew, as of now", async (moment) => {
    const { clock, ask, reads } = asking(begin);
    await ask({ moment });
    move(clock);
    expect(await ask({ moment })).toMatchObject({ report: { asOf: clock.now(), stale: null } });
    expect(reads()).toBe(2);
  });

  it("a button of an answer of a moment to come is answered as of now", async () => {
    const { clock, ask, reads } = asking(begin);
    await ask();
    move(clock);
    const outcome = await ask({ moment: { asOf: begin } });
    expect(outcome).toMatchObject({ report: { asOf: clock.now(), readAt: clock.now() } });
    expect(reads()).toBe(2);
  });

  it("an earlier read of a moment to come is not shown in an outage: it is not earlier", async () => {
    const { clock, source, ask } = asking(begin);
    await ask();
    move(clock);
    source.failWith(failed());
    for (const moment of ["now", { asOf: begin }, { asOf: begin, stale: "limited" }] as const)
      await expect(ask({ moment, orEarlier: true })).rejects.toMatchObject({
        code: "sim_api_failed",
      });
  });

  it("the pause that the platform asked for is over", async () => {
    const clock = testClock(begin);
    const { call, state } = upstream();
    const paused = withAskedPause(call, clock);
    state.failure = limited;
    await expect(paused(request, never)).rejects.toBe(limited);
    state.failure = null;
    move(clock);
    expect(await paused(request, never)).toBe("answer");
  });

  it("a platform taken for down is tried again, and never down since a moment to come", async () => {
    const clock = testClock(begin);
    const { call, state } = upstream();
    const breaker = createCircuitBreaker(clock);
    const watched = breaker.watch(call);
    const hung = Promise.withResolvers<void>();
    for (const about of [request, other, request, other, request]) {
      state.failure = failed();
      await watched(about, never).catch(() => undefined);
    }
    move(clock);
    // One call tries, and takes long; the others are refused meanwhile.
    const trying = breaker.watch(async <T>() => {
      await hung.promise;
      return "answer" as T;
    })(request, never);
    const refusal: unknown = await watched(other, never).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "sim_api_failed" });
    expect((refusal as BotError).downSince).toBeLessThanOrEqual(clock.now());
    hung.resolve();
    expect(await trying).toBe("answer");
  });

  it("a limit that was lowered is raised again", () => {
    const clock = testClock(begin);
    const full = startingLimit(clock.now());
    let limit = loweredLimit(full, full, clock.now());
    const lowered = limit.calls;
    move(clock);
    for (let call = 0; call < 200; call += 1) limit = raisedLimit(limit, true, clock.now());
    expect(limit.calls).toBe(lowered + 1);
  });

  it("a token is asked for anew, once", async () => {
    const clock = testClock(begin);
    let given = 0;
    const transport = {
      postForm: async () => {
        given += 1;
        const body = JSON.stringify({ access_token: `t${given}`, expires_in: 86_400 });
        return { status: 200, header: () => null, body };
      },
    } as Partial<Transport> as Transport;
    const credentials = {
      clientId: "id",
      clientSecret: "secret",
      tokenUrl: "https://kore.example",
    };
    const auth = tokenAuth(credentials, { transport, clock, observer: () => undefined });
    expect(await auth.authorization(never)).toBe("Bearer t1");
    move(clock);
    expect(await auth.authorization(never)).toBe("Bearer t2");
    expect(await auth.authorization(never)).toBe("Bearer t2");
  });

  it("a chart server that rested is tried again", () => {
    const clock = testClock(begin);
    const breaker = createChartBreaker(clock);
    for (let failure = 0; failure < 3; failure += 1) breaker.failed();
    expect(breaker.mayTry()).toBe(false);
    move(clock);
    expect(breaker.mayTry()).toBe(true);
  });

  it("both sides are probed again, and an old failure is not told for ever", async () => {
    const clock = testClock(begin);
    const timer = manualTimer();
    let probes = 0;
    const probe = async () => {
      probes += 1;
    };
    const health = createHealth({
      clock,
      startTimer: timer.startTimer,
      checks: new Map([["sim_api", probe]] as const),
    });
    health.start();
    await turn();
    health.observeAttempt({ operation: "fetch_sim", outcome: "sim_api_failed" }, null);
    move(clock);
    timer.fire();
    await turn();
    expect(probes).toBe(2);
    expect(health.lastFailedCall(null)).toBeNull();
    health.stop();
  });

  it("the list of SIMs is not of a moment to come, and is listed again", async () => {
    const clock = testClock(begin);
    const timer = manualTimer();
    const lister = fleetLister([entry(1)]);
    const refreshed = Promise.withResolvers<void>();
    let refreshes = 0;
    const again = Promise.withResolvers<void>();
    const directory = createDirectory({
      source: lister,
      snapshots: { load: async () => null, save: async () => {}, confirm: async () => true },
      account: "AC1",
      clock,
      startTimer: timer.startTimer,
      startBuild: buildHere,
      onEvent: ({ kind }) => {
        if (kind !== "snapshot_saved") return;
        refreshes += 1;
        (refreshes === 1 ? refreshed : again).resolve();
      },
    });
    onTestFinished(() => directory.stop());
    directory.start();
    await refreshed.promise;
    await turn();
    move(clock);
    expect(directory.state()).toMatchObject({ kind: "ready", readAt: clock.now(), ageMs: 0 });
    timer.fire();
    await again.promise;
    clock.advance(minuteMs);
    expect(directory.state()).toMatchObject({ ageMs: minuteMs });
  });

  it("a list kept by a clock that was ahead is not trusted", async () => {
    const clock = testClock(begin);
    const readAt = clock.now();
    move(clock);
    const lister = fleetLister([entry(1)]);
    const listed = Promise.withResolvers<void>();
    const kinds: string[] = [];
    const directory = createDirectory({
      source: lister,
      snapshots: {
        load: async () => {
          const pages = pagesOf([entry(1), entry(2)]);
          return { version: "1", readAt, incomplete: null, pages };
        },
        save: async () => {},
        confirm: async () => true,
      },
      account: "AC1",
      clock,
      startTimer: manualTimer().startTimer,
      startBuild: buildHere,
      onEvent: ({ kind }) => {
        kinds.push(kind);
        if (kind === "refreshed") listed.resolve();
      },
    });
    onTestFinished(() => directory.stop());
    directory.start();
    await listed.promise;
    expect(kinds).not.toContain("snapshot_loaded");
    expect(directory.simCount).toBe(1);
  });

  it("the audit log goes on forgetting", async () => {
    const store = await openStore({ kind: "sqlite", path: ":memory:" });
    onTestFinished(() => store.close());
    const clock = testClock(begin);
    const entryAt = (at: Instant, command: string) => ({
      ...{ at, command, userId: "U1", channelId: null, teamId: null },
      ...{ simSid: null, account: null, outcome: "ok" },
    });
    await store.audit.record(entryAt(clock.now(), "before"));
    move(clock);
    await store.audit.record(entryAt(clock.now() - 91 * dayMs, "old"));
    await store.audit.record(entryAt(clock.now(), "after"));
    const left = await store.audit.recent({ limit: 10 });
    expect(left.map(({ command }) => command)).not.toContain("old");
  });
});

/** Lets everything run that waits for nothing but other promises. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function* pagesOf<T>(page: readonly T[]) {
  yield page;
}
