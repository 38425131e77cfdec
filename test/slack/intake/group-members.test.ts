import { WebClient } from "@slack/web-api";
import { expect, it } from "vitest";
import { minuteMs, secondMs } from "../../../src/core/instant.ts";
import { createGroupMembers } from "../../../src/slack/intake/group-members.ts";
import { testClock } from "../../support/fake-sim-source.ts";

/** Slack as a function: the members of a group, or `null` for "it cannot tell". */
function setUp(groups: readonly string[], isOrgWide = false) {
  const clock = testClock();
  const members: Record<string, readonly string[] | null | "hangs"> = {};
  const calls: string[] = [];
  const unread: string[] = [];
  const timers = new Set<{ readonly run: () => void; readonly delayMs: number }>();
  const patience = new Set<() => void>();
  const client = new WebClient("xoxb-1");
  client.auth.teams.list = async () => ({ ok: true, teams: [{ id: "T1" }, { id: "T2" }] });
  client.usergroups.users.list = async ({ usergroup, team_id: team }) => {
    calls.push(team === undefined ? usergroup : `${usergroup} of ${team}`);
    if (isOrgWide && team !== "T2") throw new Error("no_such_subteam");
    const users = members[usergroup] ?? null;
    if (users === "hangs") return new Promise(() => undefined);
    if (users === null) throw new Error("no_such_subteam");
    return { ok: true, users: [...users] };
  };
  const { groupsOf, start, stop } = createGroupMembers({
    ...{ client, groups, clock, isOrgWide },
    startTimer: (run, delayMs) => {
      const timer = { run, delayMs };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    startPatience: (run) => {
      patience.add(run);
      return () => patience.delete(run);
    },
    onUnread: (group) => unread.push(group),
  });
  const of = async (user: string) => {
    const { member, untold } = await groupsOf(user);
    return [[...member].join(), [...untold].join()];
  };
  /** Runs the timer that is set, and waits until the reading is over. */
  const tick = async () => {
    const [timer] = timers;
    timers.clear();
    clock.advance(timer?.delayMs ?? 0);
    timer?.run();
    await new Promise((resolve) => setImmediate(resolve));
    return timer?.delayMs;
  };
  return { clock, members, calls, unread, of, start, stop, tick, timers, patience };
}

it("are read once for everybody, and anew before they are too old", async () => {
  const slack = setUp(["S1", "S2"]);
  Object.assign(slack.members, { S1: ["U1"], S2: ["U1", "U2"] });
  slack.start();
  expect(await Promise.all(["U1", "U2", "U3"].map(slack.of))).toEqual([
    ["S1,S2", ""],
    ["S2", ""],
    ["", ""],
  ]);
  expect(slack.calls).toEqual(["S1", "S2"]);
  slack.members["S2"] = ["U2"];
  expect(await slack.tick()).toBe(4 * minuteMs);
  expect(await slack.of("U1")).toEqual(["S1", ""]);
  expect(slack.calls).toHaveLength(4);
});

it("that Slack does not tell are untold, soon asked for again, and said in the log", async () => {
  const slack = setUp(["S1", "S2"]);
  slack.members["S1"] = ["U1"];
  expect(await slack.of("U1")).toEqual(["S1", "S2"]);
  expect(slack.unread).toEqual(["S2"]);
  // A crowd makes no crowd of calls.
  await Promise.all(["U1", "U2", "U3"].map(slack.of));
  expect(slack.calls).toHaveLength(2);
  slack.clock.advance(6 * secondMs);
  slack.members["S2"] = ["U1"];
  expect(await slack.of("U1")).toEqual(["S1,S2", ""]);
});

it("count for ten minutes while Slack cannot tell anew, and no longer", async () => {
  const slack = setUp(["S1"]);
  slack.members["S1"] = ["U1"];
  expect(await slack.of("U1")).toEqual(["S1", ""]);
  slack.members["S1"] = null;
  expect(await slack.tick()).toBe(4 * minuteMs);
  expect(await slack.tick()).toBe(30 * secondMs);
  expect(await slack.of("U1")).toEqual(["S1", ""]);
  slack.clock.advance(6 * minuteMs);
  expect(await slack.of("U1")).toEqual(["", "S1"]);
});

it("of an org-wide token are asked for in the workspace that knows them", async () => {
  const slack = setUp(["S1"], true);
  slack.members["S1"] = ["U1"];
  expect(await slack.of("U1")).toEqual(["S1", ""]);
  await slack.tick();
  expect(slack.calls).toEqual(["S1 of T1", "S1 of T2", "S1 of T2"]);
});

it("are waited for a moment only", async () => {
  const slack = setUp(["S1"]);
  slack.members["S1"] = "hangs";
  const asking = slack.of("U1");
  for (const give of slack.patience) give();
  expect(await asking).toEqual(["", "S1"]);
});

it("are not read where there are none, nor after the end", async () => {
  const none = setUp([]);
  none.start();
  expect(await none.of("U1")).toEqual(["", ""]);
  expect(none.calls).toEqual([]);
  const slack = setUp(["S1"]);
  slack.start();
  slack.stop();
  await new Promise((resolve) => setImmediate(resolve));
  expect(slack.timers.size).toBe(0);
});

it("a group of another installed workspace has nobody here; one of none allows nothing", async () => {
  const clock = testClock();
  const unread: string[] = [];
  const open = (known: Record<string, readonly string[]>, isOfAnother: (id: string) => boolean) =>
    createGroupMembers({
      client: new WebClient("xoxb-1", {
        retryConfig: { retries: 0 },
        fetch: async (_, init) => {
          const users = known[String(new URLSearchParams(String(init?.body)).get("usergroup"))];
          return Response.json(
            users === undefined ? { ok: false, error: "no_such_subteam" } : { ok: true, users },
          );
        },
      }),
      ...{ groups: ["S1", "S2", "S3"], clock, isOrgWide: false, isOfAnother },
      startTimer: () => () => undefined,
      onUnread: (group) => unread.push(group),
    });
  const other = open({ S2: ["U2"] }, () => false);
  await other.groupsOf("U2");
  unread.length = 0;
  const own = open({ S1: ["U1"] }, other.knows);
  const { member, untold } = await own.groupsOf("U1");
  expect([[...member], [...untold]]).toEqual([["S1"], ["S3"]]);
  expect(unread).toEqual(["S3"]);
  // As soon as nobody knows it any more, it may have been deleted.
  clock.advance(11 * minuteMs);
  expect([...(await own.groupsOf("U1")).untold]).toEqual(["S2", "S3"]);
});
