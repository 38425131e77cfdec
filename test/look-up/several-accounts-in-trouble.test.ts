import { describe, expect, it } from "vitest";
import { narrowedTo } from "../../src/accounts/accounts.ts";
import { minuteMs, secondMs } from "../../src/core/instant.ts";
import { named, sidOf } from "../support/directory/fleets.ts";
import {
  down,
  failure,
  hang,
  iccidOf,
  loading,
  settle,
  twoAccounts,
} from "../support/look-up/two-accounts.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";
import { session, sim } from "../support/sessions.ts";

const othersMs = 2 * secondMs;

describe("all accounts are slow", () => {
  it("a part of a name waits until one has been heard, then not much longer for the others", async () => {
    const world = twoAccounts({ listed: [named(1, "Cargo camera", "us-cam")] });
    const heard = Promise.withResolvers<null>();
    hang(world.emea);
    const fetchSim = world.us.fetchSim;
    world.us.fetchSim = (name, signal) =>
      name === "cargo" ? heard.promise : fetchSim.call(world.us, name, signal);
    const asking = world.ask("cargo");
    await settle();
    expect([...world.timers.values()]).not.toContain(othersMs);
    heard.resolve(null);
    await settle();
    world.runOut(othersMs);
    expect(await asking).toMatchObject({
      kind: "report",
      report: { account: "us" },
      unasked: [{ account: "emea", error: { code: "sim_api_timeout" } }],
    });
  });
});

describe("what is kept of an account", () => {
  const kept = async (...failures: Parameters<typeof failure>) => {
    const world = twoAccounts();
    await world.ask("us-cam");
    world.clock.advance(5 * minuteMs);
    // The last to fail, so that the order in which failures come would be seen.
    world.us.fetchSim = async () => {
      await settle();
      throw failure(...failures);
    };
    return world;
  };

  it("is not shown when that account refuses our credentials, however the others fail", async () => {
    const { ask, emea } = await kept("sim_api_unauthorized");
    emea.failWith(failure("sim_api_rate_limited"));
    await expect(ask("us-cam", { orEarlier: true })).rejects.toMatchObject({
      code: "sim_api_unauthorized",
    });
  });

  it("is shown when that account is down, also if another one refuses our credentials", async () => {
    const { ask, emea } = await kept("sim_api_failed");
    emea.failWith(failure("sim_api_unauthorized"));
    expect(await ask("us-cam", { orEarlier: true })).toMatchObject({
      report: { account: "us", stale: { because: "no_answer" } },
      unasked: [{ account: "emea", error: { code: "sim_api_unauthorized" } }],
    });
  });

  it("is marked with what happened to that account, not to another one", async () => {
    const { ask, emea } = await kept("sim_api_unreachable");
    emea.failWith(failure("sim_api_rate_limited"));
    expect(await ask("us-cam", { orEarlier: true })).toMatchObject({
      report: { stale: { because: "no_answer" } },
    });
  });
});

describe("the word in between", () => {
  it("tells nobody of an account that they do not look in", async () => {
    const { ask, emea, reports, scope } = twoAccounts();
    hang(emea);
    emea.waitOf = () => ({ kind: "limited", until: Number.MAX_SAFE_INTEGER });
    const asking = ask("cam");
    asking.catch(() => undefined);
    await settle();
    expect(reports.waitOf({ sim: "cam", scope })).toMatchObject({ account: "emea" });
    const usOnly = narrowedTo(scope, "us") ?? scope;
    expect(reports.waitOf({ sim: "cam", scope: usOnly })).toBeNull();
  });
});

describe("a SIM that only its list still has", () => {
  it("is not called missing from an account whose list is not there to look in", async () => {
    const { ask } = twoAccounts({ listed: [named(30, "Gate", "gate-us")] }, { state: loading });
    expect(await ask("gate")).toMatchObject({
      kind: "no_match",
      lists: [{ account: "us" }, { account: "emea", state: { kind: "loading" } }],
    });
  });

  it("leads to the other account's of that name, which is then not told as a further one", async () => {
    const world = twoAccounts(
      { listed: [named(30, "Twin", "twin")] },
      { listed: [named(31, "Twin", "twin")] },
      true,
    );
    world.emea.add(sim({ sid: sidOf(31), uniqueName: "twin" }), [session()]);
    expect(await world.ask("twin")).toMatchObject({ report: { account: "emea" }, alsoIn: [] });
  });

  it("leads to a choice where several others have that name", async () => {
    const { us, emea, ask, scope } = twoAccounts({ listed: [named(30, "Mover", "mover")] });
    const apac = accountOf({ name: "apac", source: emea, directory: heldDirectory([]) });
    us.add(sim({ sid: sidOf(32), uniqueName: "mover" }), [session()]);
    emea.add(sim({ sid: sidOf(31), uniqueName: "mover" }), [session()]);
    const outcome = await ask("mover", { scope: scopeOf([...scope.accounts, apac]) });
    expect(outcome).toMatchObject({ kind: "several_sims" });
  });
});

describe("one account hangs", () => {
  it("an ICCID that the other one does not know: not found there, and the first one is named", async () => {
    const { ask, emea, runOut } = twoAccounts();
    hang(emea);
    const asking = ask(iccidOf(9));
    await settle();
    runOut(12 * secondMs);
    expect(await asking).toMatchObject({
      kind: "no_match",
      unasked: [{ account: "emea", error: { code: "sim_api_timeout" } }],
    });
  });
});

describe("one SIM that two accounts can read", () => {
  it("is read in the other one when the first one is down", async () => {
    const record = named(20, "Shared", "shared");
    const { ask, us, emea } = twoAccounts({ listed: [record] }, { listed: [record] });
    emea.add(sim({ sid: sidOf(20), uniqueName: "shared" }), [session()]);
    us.failWith(down);
    expect(await ask("shared")).toMatchObject({ kind: "report", report: { account: "emea" } });
  });
});

describe("the default account has several of that name", () => {
  it("and the choice says that another one has one, too", async () => {
    const us = [named(1, "Cam", "a"), named(2, "Cam", "b")];
    const { ask } = twoAccounts({ listed: us }, { listed: [named(3, "Cam", "c")] }, true);
    expect(await ask("cam")).toMatchObject({ kind: "several_sims", total: 2, alsoIn: ["emea"] });
  });
});
