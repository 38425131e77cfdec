import { describe, expect, it } from "vitest";
import { secondMs } from "../../src/core/instant.ts";
import { named, sidOf } from "../support/directory/fleets.ts";
import { down, hang, loading, settle, twoAccounts } from "../support/look-up/two-accounts.ts";
import { session, sim } from "../support/sessions.ts";

describe("a SIM that its list still has, but its account has no more", () => {
  it("is not called missing from an account that could not be asked", async () => {
    const { ask, emea } = twoAccounts({ listed: [named(30, "Mover", "mover")] }, {});
    emea.failWith(down);
    const outcome = await ask(sidOf(30));
    expect(outcome).toMatchObject({
      kind: "sim_not_found",
      unasked: [{ account: "emea", error: down }],
    });
  });

  it.each([
    ["unique name", "mover"],
    ["friendly name", "Moving camera"],
    ["ICCID", "8901260000000000030"],
  ])("is found by %s in the account that it has gone to", async (_, wanted) => {
    const record = { ...named(30, "Moving camera", "mover"), iccid: "8901260000000000030" };
    const { ask, emea } = twoAccounts({ listed: [record] }, {});
    emea.add(sim({ sid: sidOf(30), uniqueName: "mover", iccid: record.iccid }), [session()]);
    expect(await ask(wanted)).toMatchObject({ kind: "report", report: { account: "emea" } });
  });

  it("does not hide another account's SIM of that name, which a list holds", async () => {
    const { ask, emea } = twoAccounts(
      { listed: [named(30, "Twin", "twin")] },
      { listed: [named(31, "Twin", "twin")] },
      true,
    );
    emea.add(sim({ sid: sidOf(31), uniqueName: "twin" }), [session()]);
    expect(await ask("twin")).toMatchObject({
      kind: "report",
      report: { account: "emea", sim: { sid: sidOf(31) } },
    });
  });
});

describe("an account whose list is not there yet", () => {
  it("is told beside a friendly name that only the other one is known to have", async () => {
    const { ask, us } = twoAccounts({ listed: [named(1, "Gate", "us-gate")] }, { state: loading });
    us.add(sim({ sid: sidOf(1), uniqueName: "us-gate", friendlyName: "Gate" }), [session()]);
    const outcome = await ask("gate");
    expect(outcome).toMatchObject({ kind: "report", unasked: [{ account: "emea" }] });
  });
});

describe("an account that could not be asked", () => {
  it("is told beside a choice among the others", async () => {
    const { ask, us, emea } = twoAccounts(
      { listed: [named(1, "Gate", "a"), named(2, "Gate", "b")] },
      { state: { kind: "failed", error: down } },
    );
    emea.failWith(down);
    us.add(sim({ sid: sidOf(1) }), [session()]);
    expect(await ask("gate")).toMatchObject({
      kind: "several_sims",
      unasked: [{ account: "emea", error: down }],
    });
  });

  it("hanging: does not use up the time of a friendly name that the other one's list has", async () => {
    const { ask, us, emea, timers } = twoAccounts({ listed: [named(1, "Gate", "us-gate")] }, {});
    us.add(sim({ sid: sidOf(1), uniqueName: "us-gate", friendlyName: "Gate" }), [session()]);
    hang(emea);
    const asking = ask("gate");
    asking.catch(() => undefined);
    await settle();
    const delays = [...timers.values()].sort((a, b) => a - b);
    expect(delays).toEqual([2 * secondMs, 12 * secondMs]);
    for (const [callback, delayMs] of timers) if (delayMs === 2 * secondMs) callback();
    expect(await asking).toMatchObject({ kind: "report", unasked: [{ account: "emea" }] });
  });
});

describe("an earlier read in place of an answer", () => {
  it("still says that another account has a SIM of that name", async () => {
    const { ask, us, clock } = twoAccounts(
      { listed: [named(1, "Twin", "twin")] },
      { listed: [named(2, "Twin", "twin")] },
      true,
    );
    us.add(sim({ sid: sidOf(1), uniqueName: "twin" }), [session()]);
    await ask("twin");
    clock.advance(5 * 60 * secondMs);
    us.failWith(down);
    expect(await ask("twin", { orEarlier: true })).toMatchObject({
      kind: "report",
      report: { account: "us", stale: { because: "no_answer" } },
      alsoIn: ["emea"],
    });
  });
});
