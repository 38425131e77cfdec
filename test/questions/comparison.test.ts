import { describe, expect, it } from "vitest";
import { BotError } from "../../src/core/errors.ts";
import { hourMs, secondMs } from "../../src/core/instant.ts";
import { compareSims } from "../../src/questions/comparison.ts";
import type { SimReports } from "../../src/questions/report.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { plainReports } from "../support/one-account.ts";
import { session, sessionBetween, sim } from "../support/sessions.ts";

const otherSid = `DE${"1".repeat(32)}`;

function setUp() {
  const clock = testClock();
  const source = fakeSimSource(clock);
  source.add(sim(), [session()]);
  source.add(sim({ sid: otherSid, uniqueName: "cargo-cam-08", iccid: "8901260000000054321" }), [
    sessionBetween(3 * hourMs, null),
  ]);
  const reports = plainReports({ source, clock });
  const { scope } = reports;
  const compare = (first: string, second: string) =>
    compareSims(reports.scoped, {
      sims: [
        { sim: first, scope },
        { sim: second, scope },
      ],
      windowName: "24h",
    });
  return { clock, source, reports, compare };
}

describe("comparing two SIMs", () => {
  it("answers for both, in the order asked, for one moment and one window", async () => {
    const { compare, clock, reports, source } = setUp();
    await reports.answer({ sim: "cargo-cam-07", windowName: "7d", moment: "now" });
    clock.advance(4 * secondMs);
    source.calls.length = 0;
    const outcome = await compare("cargo-cam-08", "cargo-cam-07");
    if (outcome.kind !== "comparison") throw new Error(outcome.kind);
    const [left, right] = outcome.reports;
    expect([left.sim.uniqueName, right.sim.uniqueName]).toEqual(["cargo-cam-08", "cargo-cam-07"]);
    expect(left.window).toEqual(right.window);
    expect(left.window.name).toBe("24h");
    expect(outcome.elsewhere).toMatchObject([{ unasked: [] }, { unasked: [] }]);
    // The one was read 4 s ago and serves; no second read makes the moments equal.
    expect(source.calls.sort()).toEqual(["fetchSim", "readSessions"]);
  });

  it("says which one is not there", async () => {
    const { compare } = setUp();
    expect(await compare("cargo-cam-07", "nobody")).toMatchObject({
      kind: "not_both",
      index: 1,
      outcome: { kind: "no_match", wanted: "nobody" },
      other: { kind: "report" },
    });
    expect(await compare(`HS${"0".repeat(32)}`, "cargo-cam-07")).toMatchObject({
      kind: "not_both",
      index: 0,
      outcome: { kind: "super_sim" },
    });
  });

  it("says when both names lead to one SIM", async () => {
    expect(await setUp().compare("cargo-cam-07", "8901260000000012345")).toMatchObject({
      kind: "same_sim",
      report: { sim: { sid: sim().sid } },
    });
  });

  it("keeps the one that could be read, when the other one cannot", async () => {
    const { reports } = setUp();
    const error = new BotError("sim_api_failed", "500", { retryable: true });
    const { scope } = reports;
    const both = [
      { sim: "cargo-cam-07", scope },
      { sim: "broken", scope },
    ] as const;
    const answer: SimReports["answer"] = async (question) => {
      if (question.sim === "broken") throw error;
      return reports.scoped.answer(question);
    };
    for (const sims of [both, [both[1], both[0]]] as const) {
      const outcome = await compareSims({ ...reports.scoped, answer }, { sims, windowName: "7d" });
      expect(outcome).toMatchObject({
        kind: "one_unread",
        error,
        report: { sim: { uniqueName: "cargo-cam-07" } },
      });
    }
  });

  it("passes a failure of the platform on", async () => {
    const { compare, source } = setUp();
    source.failWith(new BotError("sim_api_timeout", "late", { retryable: true }));
    await expect(compare("cargo-cam-07", "cargo-cam-08")).rejects.toMatchObject({
      code: "sim_api_timeout",
    });
  });
});
