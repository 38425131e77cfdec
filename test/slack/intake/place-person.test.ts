import { WebClient } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import type { Installation } from "../../../src/accounts/installation.ts";
import { minuteMs, secondMs } from "../../../src/core/instant.ts";
import { createPlacePerson } from "../../../src/slack/intake/place-person.ts";
import { virtualTime } from "../../support/virtual-time.ts";

const inGrid = { teamId: "T1", enterpriseId: "E1" };
const orgWide = { teamId: null, enterpriseId: "E1" };

type Answer = Readonly<Record<string, unknown>> | "hangs" | "fails";

/** Slack, with an answer for each method; without one the method is refused. */
function setUp(installation: Installation, answers: Record<string, Answer | Answer[]>) {
  const time = virtualTime(undefined, { withNetwork: true });
  const calls: string[] = [];
  const given = new Map(Object.entries(answers).map(([name, one]) => [name, [one].flat()]));
  const client = new WebClient("xoxb-x", {
    retryConfig: { retries: 0 },
    fetch: async (input) => {
      const name = String(input).split("/").at(-1) ?? "";
      calls.push(name);
      const rest = given.get(name) ?? [];
      const answer = (rest.length > 1 ? rest.shift() : rest[0]) ?? { error: "missing_scope" };
      if (answer === "fails") throw new TypeError("fetch failed");
      if (answer === "hangs") return new Promise<Response>(() => undefined);
      return Response.json({ ok: answer["error"] === undefined, ...answer });
    },
  });
  const placePerson = createPlacePerson({
    ...{ client, installation, clock: time, startTimer: time.startTimer },
  });
  const place = (userId = "U1", teamId = "T2") => time.run(placePerson({ userId, teamId }));
  return { place, placePerson, calls, time };
}

const profile = (user: object) => ({ user: { id: "U1", ...user } });
const ofOrganisation = (enterprise_id: string) => ({ enterprise_user: { enterprise_id } });

describe("whom Slack places", () => {
  it.each<[string, Installation, Record<string, Answer | Answer[]>, string]>([
    ["the organisation", inGrid, { "users.info": profile(ofOrganisation("E1")) }, "inside"],
    ["another organisation", inGrid, { "users.info": profile(ofOrganisation("E9")) }, "outside"],
    [
      "the workspace itself, whose organisation the installation does not know",
      { teamId: "T1", enterpriseId: null },
      { "users.info": profile({ team_id: "T1", ...ofOrganisation("E1") }) },
      "inside",
    ],
    ["the workspace itself", inGrid, { "users.info": profile({ team_id: "T1" }) }, "inside"],
    ["another workspace", inGrid, { "users.info": profile({ team_id: "T9" }) }, "outside"],
    [
      "a stranger, whatever else is said",
      inGrid,
      { "users.info": profile({ is_stranger: true, team_id: "T1", ...ofOrganisation("E1") }) },
      "outside",
    ],
    [
      "null for all",
      inGrid,
      { "users.info": profile({ team_id: null, enterprise_user: null }) },
      "unplaced",
    ],
    [
      "org-wide: null for all",
      orgWide,
      {
        "users.info": profile({ team_id: null, enterprise_user: null }),
        "auth.teams.list": { teams: null },
      },
      "unplaced",
    ],
    ["null for a person", inGrid, { "users.info": { user: null } }, "unplaced"],
    ["nothing", inGrid, { "users.info": profile({}) }, "unplaced"],
    ["nobody", inGrid, { "users.info": {} }, "unplaced"],
    ["a missing scope", inGrid, {}, "unplaced"],
    ["a failure", inGrid, { "users.info": "fails" }, "unplaced"],
    ["no answer in time", inGrid, { "users.info": "hangs" }, "unplaced"],
    [
      "org-wide: the organisation",
      orgWide,
      { "users.info": profile(ofOrganisation("E1")) },
      "inside",
    ],
    [
      "org-wide: a stranger, although the list has the workspace",
      orgWide,
      {
        "users.info": profile({ is_stranger: true }),
        "auth.teams.list": { teams: [{ id: "T2" }] },
      },
      "outside",
    ],
    [
      "org-wide: a missing scope, but the list has the workspace, on its second page",
      orgWide,
      {
        "auth.teams.list": [
          { teams: [{ id: "T1" }], response_metadata: { next_cursor: "more" } },
          { teams: [{ id: "T2" }] },
        ],
      },
      "inside",
    ],
    [
      "org-wide: a missing scope, and the list does not have the workspace",
      orgWide,
      { "auth.teams.list": { teams: [{ id: "T1" }] } },
      "outside",
    ],
    ["org-wide: neither", orgWide, { "auth.teams.list": "fails" }, "unplaced"],
    [
      "org-wide: a list without an end",
      orgWide,
      { "auth.teams.list": { teams: [{ id: "T1" }], response_metadata: { next_cursor: "x" } } },
      "unplaced",
    ],
  ])("%s", async (_says, installation, answers, expected) => {
    const { place, calls } = setUp(installation, answers);
    expect(await place()).toBe(expected);
    expect(calls.length).toBeLessThanOrEqual(11);
    if (installation === inGrid) expect(calls).toEqual(["users.info"]);
  });

  it("nobody, without asking", async () => {
    const { place, calls } = setUp(inGrid, {});
    expect(await place("")).toBe("unplaced");
    expect(calls).toEqual([]);
  });

  it("in two seconds at most", async () => {
    const { place, time } = setUp(orgWide, { "users.info": "hangs", "auth.teams.list": "hangs" });
    const before = time.now();
    expect(await place()).toBe("unplaced");
    expect(time.now() - before).toBe(2 * secondMs);
    expect(time.waiting).toBe(0);
  });
});

describe("what was asked lately", () => {
  it("is remembered for five minutes, for each person", async () => {
    const { place, calls, time } = setUp(inGrid, { "users.info": profile(ofOrganisation("E1")) });
    await place();
    await time.pass(5 * minuteMs - 1);
    expect(await place()).toBe("inside");
    expect(calls).toHaveLength(1);
    await place("U2");
    expect(calls).toHaveLength(2);
    await time.pass(1);
    await place();
    expect(calls).toHaveLength(3);
  });

  it("and could not be told is asked again soon", async () => {
    const answers = { "users.info": ["fails" as const, profile(ofOrganisation("E1"))] };
    const { place, calls, time } = setUp(inGrid, answers);
    expect(await place()).toBe("unplaced");
    expect(await place()).toBe("unplaced");
    expect(calls).toHaveLength(1);
    await time.pass(20 * secondMs);
    expect(await place()).toBe("inside");
  });

  it("is asked once by many who type at the same time", async () => {
    const { placePerson, calls, time } = setUp(inGrid, {
      "users.info": profile(ofOrganisation("E1")),
    });
    const person = { userId: "U1", teamId: "T2" };
    const all = Promise.all(Array.from({ length: 20 }, () => placePerson(person)));
    expect(new Set(await time.run(all))).toEqual(new Set(["inside"]));
    expect(calls).toHaveLength(1);
  });
});
