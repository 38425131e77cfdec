import { describe, expect, it } from "vitest";
import { narrowedTo } from "../../src/accounts/accounts.ts";
import { hourMs, minuteMs, secondMs } from "../../src/core/instant.ts";
import { named, sidOf } from "../support/directory/fleets.ts";
import {
  down,
  emeaSid,
  failure,
  hang,
  iccidOf,
  loading,
  settle,
  twoAccounts,
  usSid,
} from "../support/look-up/two-accounts.ts";
import { session, sessionBetween, sim } from "../support/sessions.ts";

describe("a SIM is found in whichever account it is", () => {
  it.each([
    ["SID", emeaSid, ["fetchSim"]],
    ["unique name", "emea-cam", ["fetchSim"]],
    // Digits may be a unique name as well.
    ["ICCID", iccidOf(2), ["fetchSimByIccid", "fetchSim"]],
  ])(
    "by %s that no list holds yet: both are asked, and its sessions read in one",
    async (_, wanted, calls) => {
      const { ask, us, emea } = twoAccounts();
      const outcome = await ask(wanted);
      expect(outcome).toMatchObject({ kind: "report", report: { account: "emea" }, unasked: [] });
      expect(us.calls).toEqual(calls);
      expect(emea.calls.filter((call) => call !== "readSessions")).toHaveLength(1);
      expect(emea.calls.filter((call) => call === "readSessions")).toHaveLength(1);
    },
  );

  it.each([
    ["SID", emeaSid],
    ["unique name", "emea-cam"],
    ["ICCID", iccidOf(2)],
    ["last digits", iccidOf(2).slice(-5)],
  ])("by %s that a list holds: the other account is not asked for it", async (by, wanted) => {
    const { ask, us } = twoAccounts(
      {},
      { listed: [{ ...named(2, "Camera"), uniqueName: "emea-cam", iccid: iccidOf(2) }] },
    );
    expect(await ask(wanted)).toMatchObject({ kind: "report", report: { account: "emea" } });
    // Five digits may be a unique name, which only the platform knows.
    expect(us.calls).toEqual(by === "last digits" ? ["fetchSim"] : []);
  });

  it("not at all: said of both", async () => {
    const { ask } = twoAccounts();
    expect(await ask(sidOf(9))).toEqual({
      ...{ kind: "sim_not_found", wanted: sidOf(9), accounts: ["us", "emea"], unasked: [] },
    });
    expect(await ask("nobody")).toMatchObject({
      kind: "no_match",
      lists: [{ account: "us" }, { account: "emea" }],
    });
  });

  it("by a friendly name, or by the only words that fit, wherever they are", async () => {
    const listed = [{ ...named(2, "Harbour camera"), uniqueName: "emea-cam" }];
    for (const wanted of ["harbour camera", "harbour"]) {
      const { ask } = twoAccounts({ listed: [named(1, "Pump", "us-cam")] }, { listed });
      expect(await ask(wanted)).toMatchObject({ kind: "report", report: { account: "emea" } });
    }
  });
});

describe("two accounts have a SIM of that name", () => {
  const both = (isPreferred = false) => {
    const world = twoAccounts({}, {}, isPreferred);
    world.us.add(sim({ sid: sidOf(11), uniqueName: "twin", iccid: null }), [session()]);
    world.emea.add(sim({ sid: sidOf(12), uniqueName: "twin", iccid: null }), [session()]);
    return world;
  };

  it("the person chooses", async () => {
    expect(await both().ask("twin")).toMatchObject({
      kind: "several_sims",
      total: 2,
      candidates: [
        { account: "us", sid: sidOf(11) },
        { account: "emea", sid: sidOf(12) },
      ],
    });
  });

  it("the preferred account's answers, and the answer says that there is another", async () => {
    const listed = [named(11, "Twin", "twin")];
    const other = { listed: [named(12, "Twin", "twin")] };
    const world = twoAccounts({ listed }, other, true);
    world.us.add(sim({ sid: sidOf(11), uniqueName: "twin" }), [session()]);
    expect(await world.ask("twin")).toMatchObject({
      kind: "report",
      report: { account: "us", sim: { sid: sidOf(11) } },
      alsoIn: ["emea"],
    });
    expect(world.emea.calls).toEqual([]);
  });

  it("the account that is named answers", async () => {
    const { ask, scope } = both();
    const emea = narrowedTo(scope, "emea");
    if (emea === null) throw new Error("no such account");
    const outcome = await ask("twin", { scope: emea });
    expect(outcome).toMatchObject({ kind: "report", report: { sim: { sid: sidOf(12) } } });
    expect(narrowedTo(scope, "apac")).toBeNull();
  });

  it("friendly names: nearer in one account than in the other is no tie", async () => {
    const { ask, us } = twoAccounts(
      { listed: [named(1, "Gate camera", "us-cam")] },
      { listed: [named(2, "Gate camera north", "emea-cam")] },
    );
    expect(await ask("gate camera")).toMatchObject({ report: { account: "us" } });
    expect(us.calls).toContain("readSessions");
    expect(await ask("gate")).toMatchObject({ kind: "several_sims", total: 2 });
  });
});

describe("one SIM that two accounts can read", () => {
  it("is no choice, and each account's reads stay its own", async () => {
    const { ask, us, emea, scope } = twoAccounts();
    const shared = sim({ sid: sidOf(20), uniqueName: "moved" });
    us.add(shared, [session()]);
    emea.add(shared, [session(), sessionBetween(20 * hourMs, 15 * hourMs)]);
    const sessionsIn = async (name: string) => {
      const outcome = await ask(shared.sid, { scope: narrowedTo(scope, name) ?? scope });
      return outcome.kind === "report" ? outcome.report.sessions.length : null;
    };
    expect(await ask("moved")).toMatchObject({
      kind: "report",
      report: { account: "us" },
      alsoIn: [],
    });
    expect([await sessionsIn("us"), await sessionsIn("emea")]).toEqual([1, 2]);
  });

  it("that has gone to another account since the list was made is found there", async () => {
    const { ask, us, emea } = twoAccounts({ listed: [named(30, "Mover", "mover")] });
    emea.add(sim({ sid: sidOf(30), uniqueName: "mover" }), [session()]);
    expect(await ask(sidOf(30))).toMatchObject({ kind: "report", report: { account: "emea" } });
    expect(us.calls).toContain("fetchSim");
  });

  it("that is gone since is looked for by its name, too; who cannot be asked is told", async () => {
    const listed = [named(30, "Mover", "mover")];
    const { ask, emea } = twoAccounts({ listed });
    emea.add(sim({ sid: sidOf(31), uniqueName: "mover" }), [session()]);
    expect(await ask("mover")).toMatchObject({
      report: { account: "emea", sim: { sid: sidOf(31) } },
    });
    emea.failWith(down);
    for (const wanted of [sidOf(30), "mover", "30".padStart(12, "0")]) {
      const again = twoAccounts({ listed });
      again.emea.failWith(down);
      const outcome = await again.ask(wanted);
      expect(outcome, wanted).toMatchObject({ unasked: [{ account: "emea", error: down }] });
      expect(outcome.kind, wanted).not.toBe("report");
    }
  });
});

describe("one account is down", () => {
  it.each([
    ["SID", emeaSid],
    ["unique name", "emea-cam"],
    ["ICCID", iccidOf(2)],
  ])("the other one answers, by %s", async (_, wanted) => {
    const { ask, us } = twoAccounts();
    us.failWith(down);
    expect(await ask(wanted)).toMatchObject({ kind: "report", report: { account: "emea" } });
  });

  it("a name that may be there, too: said beside the answer; a SID cannot", async () => {
    const { ask, us } = twoAccounts();
    us.failWith(down);
    expect(await ask("emea-cam")).toMatchObject({ unasked: [{ account: "us", error: down }] });
    expect(await ask(emeaSid)).toMatchObject({ unasked: [] });
  });

  it("nothing in the other one: said of that one alone", async () => {
    const { ask, us } = twoAccounts();
    us.failWith(down);
    const unasked = [{ account: "us", error: down }];
    expect(await ask(usSid)).toMatchObject({ kind: "sim_not_found", unasked });
    expect(await ask("us-cam")).toMatchObject({ kind: "no_match", unasked });
  });

  it("both fail: each is told for its own reason, unless an earlier read is kept", async () => {
    const { ask, us, emea, clock } = twoAccounts();
    await ask("emea-cam");
    clock.advance(5 * minuteMs);
    us.failWith(failure("sim_api_unauthorized"));
    emea.failWith(down);
    await expect(ask("us-cam", { orEarlier: true })).rejects.toMatchObject({
      code: "sim_api_unauthorized",
      account: "us",
      others: [{ code: "sim_api_unreachable", account: "emea" }],
    });
    expect(await ask("emea-cam", { orEarlier: true })).toMatchObject({
      kind: "report",
      report: { account: "emea", stale: { because: "no_answer" } },
    });
  });

  it("hanging: the other one's answer waits two seconds for it and no longer", async () => {
    const { ask, us, timers } = twoAccounts();
    hang(us);
    const asking = ask("emea-cam");
    await settle();
    expect([...timers.values()].sort()).toEqual([12 * secondMs, 2 * secondMs]);
    for (const [callback, delayMs] of timers) if (delayMs === 2 * secondMs) callback();
    expect(await asking).toMatchObject({
      report: { account: "emea" },
      unasked: [{ account: "us", error: { code: "sim_api_timeout" } }],
    });
    expect(timers.size).toBe(0);
  });

  it("hanging: a SID needs only the account that knows it", async () => {
    const { ask, us, timers } = twoAccounts();
    hang(us);
    expect(await ask(emeaSid)).toMatchObject({ report: { account: "emea" } });
    expect(timers.size).toBe(0);
  });

  it("its list not there yet: asked for a name that the other one has, while that is known", async () => {
    const listed = [named(1, "Camera", "us-cam")];
    const { ask, emea } = twoAccounts({ listed }, { state: loading });
    emea.add(sim({ sid: sidOf(12), uniqueName: "us-cam" }), [session()]);
    expect(await ask("us-cam")).toMatchObject({ kind: "several_sims", total: 2 });
  });
});

describe("a fault of our own", () => {
  it("is not taken for an account that is down", async () => {
    const { ask, us } = twoAccounts();
    us.failWith(new TypeError("a bug"));
    await expect(ask("emea-cam")).rejects.toThrow(TypeError);
  });
});
