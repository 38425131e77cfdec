import { describe, expect, it } from "vitest";
import { BotError, type BotErrorOptions, type ErrorCode } from "../../src/core/errors.ts";
import { hourMs, minuteMs, secondMs } from "../../src/core/instant.ts";
import type { SimApiWait } from "../../src/ports/sim-source.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { type PlainQuestion, plainReports } from "../support/one-account.ts";
import { session, sim } from "../support/sessions.ts";

const down = (code: ErrorCode = "sim_api_failed", options: Partial<BotErrorOptions> = {}) =>
  new BotError(code, "made up", { retryable: true, ...options });

function setUp() {
  const clock = testClock();
  const source = fakeSimSource(clock);
  source.add(sim(), [session()]);
  const reports = plainReports({ source, clock });
  const ask = (over: Partial<PlainQuestion> = {}) =>
    reports.answer({
      sim: "cargo-cam-07",
      windowName: "7d",
      moment: "now",
      orEarlier: true,
      ...over,
    });
  return { clock, source, reports, ask };
}

describe("the platform is down, and an earlier read is kept", () => {
  it.each<[ErrorCode, string]>([
    ["sim_api_failed", "no_answer"],
    ["sim_api_timeout", "no_answer"],
    ["sim_api_unreachable", "no_answer"],
    ["sim_api_unreadable", "no_answer"],
    ["sim_api_rate_limited", "limited"],
  ])("%s: the earlier report, marked with its age", async (code, because) => {
    const { clock, source, ask } = setUp();
    const before = await ask();
    const readAt = clock.now();
    clock.advance(14 * minuteMs);
    source.failWith(down(code));
    for (const moment of ["now", "again"] as const)
      expect(await ask({ moment })).toMatchObject({
        kind: "report",
        report: { asOf: readAt, stale: { askedAt: clock.now(), because } },
      });
    source.failWith(null);
    expect(await ask()).toMatchObject({ report: { asOf: clock.now(), stale: null } });
    expect(before).toMatchObject({ report: { stale: null } });
  });

  it.each<ErrorCode>(["sim_api_unauthorized", "sim_api_forbidden", "sim_api_rejected"])(
    "%s is no outage: nothing is shown",
    async (code) => {
      const { source, clock, ask } = setUp();
      await ask();
      clock.advance(minuteMs);
      source.failWith(down(code));
      await expect(ask()).rejects.toMatchObject({ code });
    },
  );

  it("is shown by SID as well as by the name it was asked with", async () => {
    const { source, clock, ask } = setUp();
    await ask();
    clock.advance(minuteMs);
    source.failWith(down());
    expect(await ask({ sim: sim().sid })).toMatchObject({ kind: "report" });
    await expect(ask({ sim: "another" })).rejects.toMatchObject({ code: "sim_api_failed" });
  });

  it("only where an earlier report will do", async () => {
    const { source, clock, ask } = setUp();
    await ask();
    clock.advance(minuteMs);
    source.failWith(down());
    await expect(ask({ orEarlier: false })).rejects.toMatchObject({ code: "sim_api_failed" });
  });

  it("a page of an earlier question is exact with any read made since, even an old one", async () => {
    const { source, clock, ask } = setUp();
    const asked = clock.now();
    await ask();
    clock.advance(hourMs);
    source.failWith(down());
    const page = await ask({ moment: { asOf: asked }, orEarlier: false });
    expect(page).toMatchObject({ kind: "report", report: { asOf: asked, stale: null } });
    await expect(ask({ moment: { asOf: asked + secondMs } })).rejects.toMatchObject({
      code: "sim_api_failed",
    });
  });

  it("is forgotten after half a day", async () => {
    const { source, clock, ask } = setUp();
    await ask();
    source.failWith(down());
    clock.advance(12 * hourMs - 1);
    expect(await ask()).toMatchObject({ kind: "report" });
    clock.advance(2);
    await expect(ask()).rejects.toMatchObject({ code: "sim_api_failed" });
  });

  it("what the platform says it does not know is not shown from memory", async () => {
    const { clock, source, ask } = setUp();
    await ask();
    clock.advance(minuteMs);
    source.remove(sim().sid);
    expect(await ask({ sim: sim().sid })).toMatchObject({
      kind: "sim_not_found",
      wanted: sim().sid,
    });
  });
});

describe("a question's time", () => {
  it("is over for what still runs when one of its calls has failed", async () => {
    const clock = testClock();
    const source = fakeSimSource(clock);
    let other: AbortSignal | null = null;
    const reports = plainReports({
      clock,
      source: {
        ...source,
        fetchSim: async () => {
          throw down();
        },
        readSessions: (_, signal) => {
          other = signal;
          return new Promise(() => undefined);
        },
      },
    });
    const question = { sim: sim().sid, windowName: "7d", moment: "now" } as const;
    await expect(reports.answer(question)).rejects.toMatchObject({ code: "sim_api_failed" });
    expect(other).toMatchObject({ aborted: true });
  });

  it("ends with the timer, which is stopped when the answer is there first", async () => {
    const clock = testClock();
    const timers = new Map<() => void, number>();
    const source = fakeSimSource(clock);
    source.add(sim(), [session()]);
    let isHanging = false;
    const reports = plainReports({
      clock,
      startTimer: (callback, delayMs) => {
        timers.set(callback, delayMs);
        return () => void timers.delete(callback);
      },
      source: {
        ...source,
        fetchSim: (name, signal) =>
          isHanging
            ? new Promise((_, reject) =>
                signal.addEventListener("abort", () => reject(down("sim_api_timeout"))),
              )
            : source.fetchSim(name, signal),
      },
    });
    const question = { sim: "cargo-cam-07", windowName: "7d", moment: "again" } as const;
    await reports.answer(question);
    expect(timers.size).toBe(0);
    isHanging = true;
    clock.advance(minuteMs);
    const answer = reports.answer(question);
    expect([...timers.values()]).toEqual([12 * secondMs]);
    for (const callback of timers.keys()) callback();
    await expect(answer).rejects.toMatchObject({ code: "sim_api_timeout" });
    expect(timers.size).toBe(0);
  });
});

describe("what a question waits for", () => {
  it("is told while it runs, with the time that is left", async () => {
    const clock = testClock();
    const source = fakeSimSource(clock);
    source.add(sim(), [session()]);
    const gate = Promise.withResolvers<void>();
    const waits = new Map<AbortSignal, SimApiWait>();
    const reports = plainReports({
      clock,
      source: {
        ...source,
        waitOf: (signal) => waits.get(signal) ?? null,
        fetchSim: async (name, signal) => {
          waits.set(signal, { kind: "limited", until: clock.now() + 4_000 });
          await gate.promise;
          waits.set(signal, { kind: "queued" });
          return source.fetchSim(name, signal);
        },
      },
    });
    const question = { sim: "cargo-cam-07", windowName: "7d", moment: "now" } as const;
    expect(reports.waitOf(question)).toBeNull();
    const answer = reports.answer(question);
    clock.advance(1_000);
    expect(reports.waitOf(question)).toEqual({ kind: "limited", account: null, leftMs: 3_000 });
    expect(reports.waitOf({ sim: "another" })).toBeNull();
    gate.resolve();
    await answer;
    expect(reports.waitOf(question)).toBeNull();
  });
});
