import { describe, expect, it } from "vitest";
import { BotError } from "../../src/core/errors.ts";
import { hourMs, minuteMs, secondMs } from "../../src/core/instant.ts";
import type { ListState } from "../../src/core/list-state.ts";
import type { DirectorySim } from "../../src/ports/directory.ts";
import { named, sidOf } from "../support/directory/fleets.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { type PlainQuestion, plainReports } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";
import { session, sessionBetween, sim } from "../support/sessions.ts";

function setUp(listed: readonly DirectorySim[] = [], state?: ListState) {
  const clock = testClock();
  const source = fakeSimSource(clock);
  source.add(sim(), [session()]);
  const reports = plainReports({ source, clock, directory: heldDirectory(listed, state) });
  const ask = (wanted: string, over: Partial<PlainQuestion> = {}) =>
    reports.answer({ sim: wanted, windowName: "7d", moment: "now", ...over });
  return { clock, source, ask };
}

describe("finding the SIM", () => {
  it.each([
    ["SID", sim().sid],
    ["SID in capitals", sim().sid.toUpperCase()],
    ["unique name", "cargo-cam-07"],
    ["ICCID", "8901260000000012345"],
  ])("by %s", async (_, wanted) => {
    const outcome = await setUp().ask(wanted);
    expect(outcome).toMatchObject({ kind: "report", report: { sim: { sid: sim().sid } } });
  });

  it("says when there is none, and that a Super SIM has no sessions", async () => {
    const { ask, source } = setUp();
    expect(await ask("nobody")).toMatchObject({ kind: "no_match", wanted: "nobody" });
    const unknown = sidOf(404);
    expect(await ask(unknown)).toMatchObject({ kind: "sim_not_found", wanted: unknown });
    const superSim = `HS${"0".repeat(32)}`;
    source.calls.length = 0;
    expect(await ask(superSim)).toEqual({ kind: "super_sim", sid: superSim });
    expect(source.calls).toEqual([]);
  });

  it("passes a failure on and asks again afterwards", async () => {
    const { ask, source } = setUp();
    source.failWith(new BotError("sim_api_failed", "500", { retryable: true }));
    await expect(ask("cargo-cam-07")).rejects.toMatchObject({ code: "sim_api_failed" });
    source.failWith(null);
    expect(await ask("cargo-cam-07")).toMatchObject({ kind: "report" });
  });
});

describe("what it costs", () => {
  it.each([
    ["a SID", sim().sid, []],
    ["a listed name", "cargo-cam-07", [sim()]],
    ["a listed ICCID", "8901260000000012345", [sim()]],
    ["a listed friendly name's last digits", "12345", [sim({ uniqueName: "12345" })]],
    ["a name that is not listed yet", "cargo-cam-07", []],
    ["an ICCID that is not listed yet", "8901260000000012345", []],
  ])("%s: the SIM once, its sessions once", async (_, wanted, listed) => {
    const { ask, source } = setUp(listed);
    if (listed[0]?.uniqueName === "12345") source.add(sim({ uniqueName: "12345" }), [session()]);
    expect(await ask(wanted)).toMatchObject({ kind: "report" });
    const {
      fetchSim = [],
      fetchSimByIccid = [],
      readSessions,
    } = Object.groupBy(source.calls, (call) => call);
    expect(fetchSim.length + fetchSimByIccid.length).toBe(1);
    expect(readSessions).toHaveLength(1);
  });

  it("a name that is not listed yet, asked by 20 people at once: the same", async () => {
    const { ask, source } = setUp();
    await Promise.all(Array.from({ length: 20 }, () => ask("cargo-cam-07")));
    expect(source.calls.sort()).toEqual(["fetchSim", "readSessions"]);
  });
});

describe("what the list of SIMs says", () => {
  it("several: the choice, and no call beyond the unique name", async () => {
    const { ask, source } = setUp([named(1, "Pump"), named(2, "PUMP")]);
    const outcome = await ask("pump");
    expect(outcome).toMatchObject({ kind: "several_sims", total: 2, wanted: "pump" });
    expect(source.calls).toEqual(["fetchSim"]);
  });

  it("a unique name that went to another SIM since: the other SIM", async () => {
    const { ask, source } = setUp([sim()]);
    source.add(sim({ uniqueName: "old-camera" }), [session()]);
    source.add(sim({ sid: sidOf(9) }), [session()]);
    expect(await ask("cargo-cam-07")).toMatchObject({ report: { sim: { sid: sidOf(9) } } });
  });

  it("a SIM that is gone since: the platform's word counts", async () => {
    const { ask, source } = setUp([named(3, "Gone", "gone-cam")]);
    expect(await ask("gone-cam")).toMatchObject({ kind: "sim_not_found", wanted: "gone-cam" });
    expect(source.calls).toContain("fetchSim");
  });

  it("none: with the state of the list", async () => {
    const state = { kind: "loading", listed: 17_000 } as const;
    expect(await setUp([], state).ask("nobody")).toMatchObject({
      kind: "no_match",
      lists: [{ account: null, state }],
    });
  });
});

describe("one read serves many", () => {
  it("20 people asking at once", async () => {
    const { ask, source } = setUp();
    await Promise.all(Array.from({ length: 20 }, () => ask(sim().sid)));
    expect(source.calls.sort()).toEqual(["fetchSim", "readSessions"]);
  });

  it("pages of the same question within a minute, by the SID that the button carries", async () => {
    const { ask, source, clock } = setUp();
    const outcome = await ask("cargo-cam-07");
    if (outcome.kind !== "report") throw new Error("no report");
    source.calls.length = 0;
    clock.advance(55 * secondMs);
    await ask(sim().sid, { moment: { asOf: outcome.report.asOf }, windowName: "30d" });
    expect(source.calls).toEqual([]);
  });

  it("but a new question a while later, or Refresh, reads again", async () => {
    const { ask, source, clock } = setUp();
    await ask(sim().sid);
    clock.advance(5 * secondMs);
    await ask(sim().sid, { moment: "again" });
    expect(source.calls).toHaveLength(4);
    clock.advance(11 * secondMs);
    await ask(sim().sid);
    expect(source.calls).toHaveLength(6);
  });

  it("a page asked after a restart shows the same sessions although a new one began", async () => {
    const { ask, source, clock } = setUp();
    const before = await ask(sim().sid);
    if (before.kind !== "report") throw new Error("no report");
    clock.advance(30 * minuteMs);
    source.add(sim(), [
      session(),
      sessionBetween(-20 * minuteMs, null, { lastUpdated: clock.now() }),
    ]);
    const restarted = plainReports({ source, clock });
    const after = await restarted.answer({
      sim: sim().sid,
      windowName: "7d",
      moment: { asOf: before.report.asOf },
    });
    if (after.kind !== "report") throw new Error("no report");
    expect(after.report.sessions).toEqual(before.report.sessions);
    expect(after.report.newerSince).toBe(1);
    expect(after.report.totals).toEqual(before.report.totals);
    clock.advance(hourMs);
  });
});
