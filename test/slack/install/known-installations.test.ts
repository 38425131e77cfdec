import { expect, it } from "vitest";
import { secondMs } from "../../../src/core/instant.ts";
import type { UsableInstallation } from "../../../src/ports/installations.ts";
import {
  createKnownInstallations,
  type RequestSource,
} from "../../../src/slack/install/known-installations.ts";
import { asOf } from "../../support/sessions.ts";
import { virtualTime } from "../../support/virtual-time.ts";

const ofTeam = (teamId: string, enterpriseId: string | null = null): UsableInstallation => ({
  ...{ id: teamId, teamId, enterpriseId, botId: "B1", botUserId: "U1", scopes: [] },
  ...{ installedAt: asOf, botToken: `token of ${teamId}` },
});
const ofOrganisation = (id: string): UsableInstallation => ({
  ...ofTeam(id, id),
  teamId: null,
});

const from = (teamId?: string, enterpriseId?: string, isEnterpriseInstall = false) =>
  ({ teamId, enterpriseId, isEnterpriseInstall }) satisfies RequestSource;

/** A store that answers, hangs or fails, and time that passes when told. */
function setUp(
  kept: (UsableInstallation | (Omit<UsableInstallation, "botToken"> & { botToken: null }))[],
) {
  const time = virtualTime();
  const rows = new Map(kept.map((one) => [one.id, one]));
  const store = { state: "good" as "good" | "away" | "hangs", reads: 0 };
  const answer = async <Result>(result: () => Result): Promise<Result> => {
    if (store.state === "away") throw new Error("the database is away");
    if (store.state === "hangs") return new Promise(() => undefined);
    return result();
  };
  const usable: string[][] = [];
  const unreadable: string[] = [];
  const known = createKnownInstallations({
    kept: {
      all: () => {
        store.reads += 1;
        return answer(() => [...rows.values()]);
      },
      keep: (one) => answer(() => void rows.set(one.id, one)),
      forget: ({ id, installedAt }) =>
        answer(() => {
          if (rows.get(id)?.installedAt === installedAt) rows.delete(id);
        }),
    },
    allowed: new Set(["T1", "T2", "E1"]),
    ...{ clock: time, startTimer: time.startTimer, startPatience: time.startTimer },
    onChanged: (all) => usable.push(all.map(({ id }) => id)),
    onUnread: () => undefined,
    onUnreadable: ({ id }) => unreadable.push(id),
  });
  const find = async (source: RequestSource): Promise<string> => {
    const found = await time.run(known.find(source));
    return found.kind === "installed" ? found.installation.id : found.because;
  };
  return { time, rows, store, known, find, usable, unreadable };
}

it.each<[string, RequestSource, string]>([
  ["the workspace's own", from("T1"), "T1"],
  ["an org-wide one, which names a workspace", from("T7", "E1", true), "E1"],
  ["an org-wide one, which names none", from(undefined, "E1", true), "E1"],
  ["the workspace's own beside that of its organisation", from("T2", "E1"), "T2"],
  ["the organisation's, where the workspace has none of its own", from("T8", "E1"), "E1"],
  ["a workspace that nobody allowed", from("T3"), "workspace"],
  ["one that nobody installed", from("T9"), "not_installed"],
  ["nowhere", from(), "not_installed"],
])("a request is found its installation: %s", async (_, source, expected) => {
  const { find } = setUp([ofTeam("T1"), ofTeam("T2", "E1"), ofTeam("T3"), ofOrganisation("E1")]);
  expect(await find(source)).toBe(expected);
});

it("of an organisation's workspaces the only one answers for a colleague of another one", async () => {
  expect(await setUp([ofTeam("T2", "E1"), ofTeam("T1")]).find(from("T8", "E1"))).toBe("T2");
  const several = setUp([ofTeam("T2", "E1"), ofTeam("T4", "E1")]);
  expect(await several.find(from("T8", "E1"))).toBe("not_installed");
});

it("no request waits for a database that is slow or away, and what was known goes on", async () => {
  const { time, store, known, find } = setUp([ofTeam("T1")]);
  known.start();
  await time.pass(1);
  for (const state of ["away", "hangs"] as const) {
    store.state = state;
    await time.pass(10 * 60 * secondMs);
    const before = time.now();
    expect(await find(from("T1"))).toBe("T1");
    expect(time.now()).toBe(before);
  }
});

it("with the database away from the start nobody can tell, within a second", async () => {
  const { time, store, find } = setUp([ofTeam("T1")]);
  store.state = "hangs";
  const before = time.now();
  expect(await find(from("T1"))).toBe("installations_untold");
  expect(time.now() - before).toBe(secondMs);
});

it("what another process installed is found at its first question, and a crowd asks once", async () => {
  const { time, rows, store, known, find } = setUp([]);
  known.start();
  await time.pass(6 * secondMs);
  rows.set("T1", ofTeam("T1"));
  expect(await find(from("T1"))).toBe("T1");
  const reads = store.reads;
  for (let question = 0; question < 50; question += 1) await find(from("T9"));
  expect(store.reads - reads).toBeLessThanOrEqual(1);
});

it("what another process forgot is forgotten within 30 s", async () => {
  const { time, rows, known, find, usable } = setUp([ofTeam("T1")]);
  known.start();
  await time.pass(1);
  rows.clear();
  await time.pass(30 * secondMs);
  expect(await find(from("T1"))).toBe("not_installed");
  expect(usable.at(-1)).toEqual([]);
});

it("what was forgotten while the database was away stays so, and goes when it is back", async () => {
  const { time, rows, store, known, find } = setUp([ofTeam("T1")]);
  known.start();
  await time.pass(1);
  store.state = "away";
  await expect(known.forget(ofTeam("T1"))).rejects.toThrow("away");
  expect(await find(from("T1"))).not.toBe("T1");
  store.state = "good";
  await time.pass(30 * secondMs);
  expect(rows.size).toBe(0);
  expect(await find(from("T1"))).toBe("not_installed");
  // Installed anew it is another one.
  await known.keep({ ...ofTeam("T1"), installedAt: asOf + 1 });
  expect(await find(from("T1"))).toBe("T1");
});

it("whoever asks for all of them waits while nothing is known yet", async () => {
  const { time, store, known } = setUp([ofTeam("T1")]);
  store.state = "away";
  known.start();
  const all = known.all();
  await time.pass(60 * secondMs);
  store.state = "good";
  await time.pass(30 * secondMs);
  expect((await all).map(({ id }) => id)).toEqual(["T1"]);
});

it("one that is installed before anything was read does not stand for all of them", async () => {
  const { known, find } = setUp([ofTeam("T1")]);
  await known.keep(ofTeam("T2"));
  expect(known.whyNot("T1")).not.toBe("not_installed");
  expect([await find(from("T2")), await find(from("T1"))]).toEqual(["T2", "T1"]);
});

it("why one cannot be used: gone, not allowed, or only for now", async () => {
  const { time, known } = setUp([{ ...ofTeam("T1"), botToken: null }, ofTeam("T3")]);
  expect(known.whyNot("T1")).toBe("installations_untold");
  known.start();
  await time.pass(1);
  expect(["T1", "T3", "T9"].map(known.whyNot)).toEqual([
    "installations_untold",
    "workspace",
    "not_installed",
  ]);
});

it("a token that no key opens is told once, and the others go on", async () => {
  const { time, known, find, unreadable } = setUp([
    { ...ofTeam("T1"), botToken: null },
    ofTeam("T2"),
  ]);
  known.start();
  await time.pass(5 * 60 * secondMs);
  expect(unreadable).toEqual(["T1"]);
  expect(await find(from("T1"))).toBe("not_installed");
  expect(await find(from("T2"))).toBe("T2");
});
