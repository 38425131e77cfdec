import { describe, expect, it } from "vitest";
import { paceOf } from "../../src/accounts/asking.ts";
import { BotError } from "../../src/core/errors.ts";
import { hourMs, minuteMs } from "../../src/core/instant.ts";
import { createSimReports } from "../../src/questions/report.ts";
import { createWatchLooks } from "../../src/questions/watch-looks.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { watchOf } from "../support/fleet/watches.ts";
import { accountOf } from "../support/one-account.ts";
import { asOf, session, sim } from "../support/sessions.ts";

function setUp() {
  const clock = testClock();
  const source = fakeSimSource(clock);
  const paces: boolean[] = [];
  const spied: typeof source = {
    ...source,
    readSessions: (sid, signal, room) => {
      paces.push(paceOf(signal) !== null);
      return source.readSessions(sid, signal, room);
    },
  };
  const faults: unknown[] = [];
  const lookAt = createWatchLooks({
    reports: createSimReports({ clock }),
    accounts: [accountOf({ source: spied, name: "us" })],
    onFault: (error) => faults.push(error),
  });
  return { clock, source, paces, faults, lookAt, watch: watchOf({ account: "us" }) };
}

describe("a look at a SIM that somebody waits for", () => {
  it("brings its signs of life, and comes behind all that people ask", async () => {
    const { source, paces, lookAt, watch } = setUp();
    const [start, end] = [asOf - 6 * hourMs, asOf - 5 * hourMs];
    source.add(sim(), [session({ start, end, lastUpdated: end })]);
    const look = await lookAt(watch);
    expect(look).toMatchObject({ kind: "read", isWhole: true });
    expect(new Set(look.kind === "read" ? look.signs : [])).toEqual(new Set([start, end]));
    expect(paces).toEqual([true]);
  });

  it("reads anew each time, also where somebody asked a moment ago", async () => {
    const { clock, source, lookAt, watch } = setUp();
    source.add(sim(), [session()]);
    await lookAt(watch);
    clock.advance(5_000);
    await lookAt(watch);
    expect(source.calls.filter((call) => call === "readSessions")).toHaveLength(2);
  });

  it("failed: tells nothing, and is no silence", async () => {
    const { source, faults, lookAt, watch } = setUp();
    source.add(sim(), [session()]);
    source.failWith(new BotError("sim_api_failed", "down", { retryable: true }));
    expect(await lookAt(watch)).toEqual({ kind: "failed" });
    source.failWith(new Error("a bug"));
    expect(await lookAt(watch)).toEqual({ kind: "failed" });
    expect(faults).toHaveLength(1);
    expect(await lookAt(watchOf({ account: "of-yesterday" }))).toEqual({ kind: "failed" });
  });

  it("of a SIM that is not there says so", async () => {
    const { lookAt, watch } = setUp();
    expect(await lookAt(watch)).toEqual({ kind: "gone" });
  });

  it("is not whole where a record of since the press cannot be placed", async () => {
    const { clock, source, lookAt, watch } = setUp();
    source.add(sim(), [session({ start: asOf - 6 * hourMs, end: null, lastUpdated: null })]);
    clock.advance(10 * minuteMs);
    expect(await lookAt(watch)).toMatchObject({ kind: "read", isWhole: false });
  });
});
