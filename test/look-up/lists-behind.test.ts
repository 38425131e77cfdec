import { describe, expect, it } from "vitest";
import { narrowedTo, onlyIn } from "../../src/accounts/accounts.ts";
import { minuteMs } from "../../src/core/instant.ts";
import { named, sidOf } from "../support/directory/fleets.ts";
import { fakeSimSource } from "../support/fake-sim-source.ts";
import {
  down,
  emeaSid,
  failure,
  hang,
  iccidOf,
  loading,
  settle,
  type TwoAccounts,
  twoAccounts,
} from "../support/look-up/two-accounts.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";
import { asOf, session, sim } from "../support/sessions.ts";

/** Lists are minutes old: SIMs are renamed, replaced, moved and taken out meanwhile. */

const only = ({ scope }: TwoAccounts, account: string) => narrowedTo(scope, account) ?? scope;

/** The account `us` lists it, and had it a moment ago. */
function listedInUs(number: number, friendlyName: string, uniqueName: string, isDefault = false) {
  const record = { ...named(number, friendlyName, uniqueName), iccid: iccidOf(number) };
  const world = twoAccounts({ listed: [record] }, {}, isDefault);
  world.us.add(sim({ ...record, sid: sidOf(number) }), [session()]);
  return world;
}

describe("a SIM that is gone", () => {
  it("is told as that, although another account hangs, and that one is named", async () => {
    const { us, emea, ask, waitInVain } = listedInUs(30, "Gate", "g1");
    us.remove(sidOf(30));
    hang(emea);
    expect(await waitInVain(ask("g1"))).toMatchObject({
      kind: "sim_not_found",
      unasked: [{ account: "emea" }],
    });
  });

  it.each([
    ["its ICCID", iccidOf(30)],
    ["its friendly name", "Gate"],
    ["its unique name", "g1"],
    ["its SID", sidOf(30)],
  ])("is not shown from memory, asked by %s, however long another account takes", async (_, by) => {
    const { us, emea, clock, ask, waitInVain } = listedInUs(30, "Gate", "g1");
    expect(await ask(by)).toMatchObject({ kind: "report" });
    clock.advance(5 * minuteMs);
    us.remove(sidOf(30));
    hang(emea);
    const outcome = await waitInVain(ask(by, { orEarlier: true }));
    expect(outcome.kind).not.toBe("report");
  });

  it("is not shown from memory when its name cannot be asked for after that", async () => {
    const world = listedInUs(30, "Mover", "mover");
    const scope = only(world, "us");
    await world.ask("mover", { scope });
    world.clock.advance(5 * minuteMs);
    world.us.fetchSim = async (name) => {
      if (name === "mover") throw failure("sim_api_rate_limited");
      return null;
    };
    await expect(world.ask("mover", { scope, orEarlier: true })).rejects.toMatchObject({
      code: "sim_api_rate_limited",
    });
  });

  it("is called missing from the lists, where no platform can be asked for such a name", async () => {
    const { ask } = twoAccounts({ listed: [named(30, "Gate north", "g1")] });
    expect(await ask("gate")).toMatchObject({ kind: "no_match", wanted: "gate" });
  });
});

describe("what else fits, once a SIM is gone", () => {
  const gates = [named(30, "Gate", "g1"), named(31, "Gate north", "g2")];
  const world = () => {
    const made = twoAccounts({ listed: gates });
    made.us.add(sim({ sid: sidOf(31), uniqueName: "g2", friendlyName: "Gate north" }), [session()]);
    return made;
  };
  const gateNorth = { kind: "report", report: { sim: { sid: sidOf(31) } } };

  it("answers", async () => {
    expect(await world().ask("gate")).toMatchObject(gateNorth);
  });

  it("answers although another account hangs", async () => {
    const { emea, ask, waitInVain } = world();
    hang(emea);
    expect(await waitInVain(ask("gate"))).toMatchObject(gateNorth);
  });

  it("answers as well where one account alone is looked in", async () => {
    const made = world();
    expect(await made.ask("gate", { scope: only(made, "us") })).toMatchObject(gateNorth);
  });

  it("is found by that unique name although the platform's first answer came too late", async () => {
    const { us, ask, runOut } = twoAccounts({ listed: [named(31, "Pump", "p31")] });
    us.add(sim({ sid: sidOf(40), uniqueName: "pump" }), [session()]);
    const late = Promise.withResolvers<void>();
    const read = Promise.withResolvers<void>();
    const fetchSim = us.fetchSim;
    us.fetchSim = async (name, signal) => {
      if (name === "pump") await late.promise;
      if (name === sidOf(31)) await read.promise;
      return fetchSim.call(us, name, signal);
    };
    const asking = ask("pump");
    await settle();
    runOut(2_000);
    await settle();
    late.resolve();
    await settle();
    read.resolve();
    expect(await asking).toMatchObject({ kind: "report", report: { sim: { sid: sidOf(40) } } });
  });
});

describe("a unique name that went to another SIM", () => {
  it("leads to that one in the default account, and not to another account's", async () => {
    const { us, emea, ask } = twoAccounts(
      { listed: [named(30, "Twin", "twin")] },
      { listed: [named(31, "Twin", "twin")] },
      true,
    );
    us.add(sim({ sid: sidOf(30), uniqueName: "twin-old" }), [session()]);
    us.add(sim({ sid: sidOf(32), uniqueName: "twin" }), [session()]);
    emea.add(sim({ sid: sidOf(31), uniqueName: "twin" }), [session()]);
    expect(await ask("twin")).toMatchObject({
      report: { account: "us", sim: { sid: sidOf(32) } },
      alsoIn: ["emea"],
    });
  });

  it("leads to that one although the first one went to another account", async () => {
    const { us, emea, ask } = twoAccounts({ listed: [named(30, "Twin", "twin")] });
    us.add(sim({ sid: sidOf(32), uniqueName: "twin" }), [session()]);
    emea.add(sim({ sid: sidOf(30), uniqueName: "other" }), [session()]);
    expect(await ask("twin")).toMatchObject({ report: { account: "us", sim: { sid: sidOf(32) } } });
  });
});

describe("a SIM that moved to another account", () => {
  it("is found there by its SID, whatever it is called there", async () => {
    const { emea, ask } = twoAccounts({ listed: [named(30, "Mover", "mover")] });
    emea.add(sim({ sid: sidOf(30), uniqueName: null, friendlyName: "Mover" }), [session()]);
    expect(await ask("mover")).toMatchObject({ report: { account: "emea" } });
  });

  it("is told beside a SIM of that name in a third one", async () => {
    const { scope, clock, emea, ask } = twoAccounts(
      { listed: [named(30, "Gate", "g1")] },
      {},
      true,
    );
    const apac = accountOf({
      name: "apac",
      source: fakeSimSource(clock),
      directory: heldDirectory([named(33, "Gate", "g3")]),
    });
    emea.add(sim({ sid: sidOf(30), uniqueName: "g1", friendlyName: "Gate" }), [session()]);
    const three = scopeOf([...scope.accounts, apac], { isFirstPreferred: true });
    expect(await ask("gate", { scope: three })).toMatchObject({
      report: { account: "emea" },
      alsoIn: ["apac"],
    });
  });
});

describe("a SIM that is called otherwise by now", () => {
  it("is shown, and that is said", async () => {
    const { us, ask } = twoAccounts({ listed: [named(30, "Gate", "g1")] });
    us.add(sim({ sid: sidOf(30), uniqueName: "g1", friendlyName: "Retired 7" }), [session()]);
    expect(await ask("gate")).toMatchObject({
      report: { sim: { friendlyName: "Retired 7" } },
      formerly: "gate",
    });
  });
});

describe("one SIM that two accounts list", () => {
  it("is not called renamed where the second one, which answers for the first, calls it otherwise", async () => {
    const { us, emea, ask } = twoAccounts(
      { listed: [named(20, "Van 1", "van")] },
      { listed: [named(20, "Van One", "van")] },
    );
    emea.add(sim({ sid: sidOf(20), uniqueName: "van", friendlyName: "Van One" }), [session()]);
    us.failWith(down);
    const outcome = await ask("Van 1");
    expect(outcome).toMatchObject({ report: { account: "emea" } });
    expect(outcome).not.toHaveProperty("formerly");
  });

  const shared = named(20, "Shared", "shared");
  const world = () => twoAccounts({ listed: [shared] }, { listed: [shared] });
  const record = sim({ sid: sidOf(20), uniqueName: "shared", friendlyName: "Shared" });

  it("is read in the second one while the first one hangs, and the first one is told", async () => {
    const { us, emea, ask, waitInVain } = world();
    emea.add(record, [session()]);
    hang(us);
    expect(await waitInVain(ask("shared"))).toMatchObject({
      report: { account: "emea" },
      unasked: [{ account: "us", error: { code: "sim_api_timeout" } }],
    });
  });

  it("is read once where the first one answers", async () => {
    const { us, emea, ask } = world();
    us.add(record, [session()]);
    emea.add(record, [session()]);
    expect(await ask("shared")).toMatchObject({ report: { account: "us" } });
    expect(emea.calls).toEqual([]);
  });

  it("is shown from memory of the first one that is down, although the second has it no more", async () => {
    const { us, clock, ask } = world();
    us.add(record, [session()]);
    await ask(sidOf(20));
    clock.advance(5 * minuteMs);
    us.failWith(down);
    expect(await ask(sidOf(20), { orEarlier: true })).toMatchObject({
      report: { account: "us", stale: { because: "no_answer" } },
    });
  });

  it("is not shown from memory of an account that refuses our credentials while the other hangs", async () => {
    const { us, emea, scope, clock, ask, waitInVain } = world();
    emea.add(record, [session()]);
    const [, inEmea] = scope.accounts;
    if (inEmea !== undefined) await ask("shared", { scope: onlyIn(inEmea) });
    clock.advance(5 * minuteMs);
    hang(us);
    emea.failWith(failure("sim_api_unauthorized"));
    await expect(waitInVain(ask("shared", { orEarlier: true }))).rejects.toMatchObject({
      code: "sim_api_timeout",
    });
    expect(emea.calls.length).toBeGreaterThan(2);
  });

  it("is one of the SIMs to choose from, not two", async () => {
    const { ask } = twoAccounts(
      { listed: [named(20, "Gate", "shared")] },
      { listed: [named(20, "Gate", "shared"), named(21, "Gate", "other")] },
    );
    expect(await ask("gate")).toMatchObject({ kind: "several_sims", total: 2 });
  });
});

describe("a list that is not there, or not whole", () => {
  it("does not keep an account from being asked while the one that lists the SIM hangs", async () => {
    const { us, emea, ask, waitInVain } = twoAccounts(
      { listed: [named(20, "Shared", "shared")] },
      { state: loading },
    );
    emea.add(sim({ sid: sidOf(20), uniqueName: "shared" }), [session()]);
    hang(us);
    expect(await waitInVain(ask(sidOf(20)))).toMatchObject({ report: { account: "emea" } });
  });

  it("is not trusted for what it lacks when it was cut short", async () => {
    const whole = { kind: "ready", simCount: 0, readAt: asOf, ageMs: 0 } as const;
    const cut = { ...whole, incomplete: "page_cap" } as const;
    const { us, emea, ask } = twoAccounts(
      { state: cut },
      { listed: [named(12, "Twin", "twin")] },
      true,
    );
    us.add(sim({ sid: sidOf(11), uniqueName: "twin" }), [session()]);
    emea.add(sim({ sid: sidOf(12), uniqueName: "twin" }), [session()]);
    expect(await ask("twin")).toMatchObject({ report: { account: "us" } });
  });

  it.each(["us-cam", "camera"])("is told beside the default account's answer to %s", async (by) => {
    const { ask } = twoAccounts(
      { listed: [named(1, "Camera", "us-cam")] },
      { state: loading },
      true,
    );
    expect(await ask(by)).toMatchObject({
      report: { account: "us" },
      unasked: [{ account: "emea", error: null }],
    });
  });
});

describe("who is told as not asked", () => {
  it("is nobody who has one of that name", async () => {
    const { emea, ask } = twoAccounts(
      { listed: [named(1, "Gate", "us-cam")] },
      { listed: [named(2, "Gate", "emea-cam")] },
      true,
    );
    emea.failWith(down);
    expect(await ask("gate")).toMatchObject({ alsoIn: ["emea"], unasked: [] });
  });

  it("is nobody who answers", async () => {
    const { emea, ask } = twoAccounts(
      { listed: [named(30, "Gate", "g1")] },
      { listed: [named(31, "Gate north", "g2")] },
    );
    emea.add(sim({ sid: sidOf(31), uniqueName: "g2", friendlyName: "Gate north" }), [session()]);
    const fetchSim = emea.fetchSim;
    emea.fetchSim = async (name, signal) => {
      if (name === sidOf(30)) throw down;
      return fetchSim.call(emea, name, signal);
    };
    expect(await ask("gate")).toMatchObject({ report: { account: "emea" }, unasked: [] });
  });
});

describe("what is kept", () => {
  it.each([
    ["a SID in capitals", emeaSid.toUpperCase()],
    ["an ICCID in groups", iccidOf(2).replace(/(.{4})/g, "$1 ")],
  ])("is found by %s, too, while all platforms are down", async (_, wanted) => {
    const { us, emea, clock, ask } = twoAccounts();
    await ask(wanted);
    clock.advance(5 * minuteMs);
    us.failWith(down);
    emea.failWith(down);
    expect(await ask(wanted, { orEarlier: true })).toMatchObject({
      report: { account: "emea", stale: { because: "no_answer" } },
    });
  });
});

describe("the word in between", () => {
  it("is there for the second of two equal questions, also when the first one has ended", async () => {
    const { us, timers, scope, reports, ask } = twoAccounts();
    hang(us);
    us.waitOf = () => ({ kind: "limited", until: Number.MAX_SAFE_INTEGER });
    const first = ask("us-cam");
    await settle();
    const [endFirst] = [...timers].find(([, delayMs]) => delayMs === 12_000) ?? [];
    const second = ask("us-cam");
    second.catch(() => undefined);
    await settle();
    endFirst?.();
    await first;
    expect(reports.waitOf({ sim: "us-cam", scope })).toMatchObject({ account: "us" });
  });
});
