import { describe, expect, it } from "vitest";
import type { Account } from "../../src/accounts/accounts.ts";
import type { Said } from "../../src/core/hearing.ts";
import type { ListState } from "../../src/core/list-state.ts";
import { readGiven } from "../../src/core/reading/given.ts";
import type { Matches, Row } from "../../src/look-up/listed.ts";

import type { Known } from "../../src/look-up/meaning.ts";
import { lookFor, next } from "../../src/look-up/next.ts";
import type { DirectorySim } from "../../src/ports/directory.ts";
import { named, sidOf } from "../support/directory/fleets.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { down, failure, loading } from "../support/look-up/two-accounts.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";
import { sim } from "../support/sessions.ts";

/** The rules of docs/decisions/accounts.md, one step at a time, without any call. */

const source = fakeSimSource(testClock());

function accountWith(name: string, sims: readonly DirectorySim[] = [], state?: ListState) {
  return accountOf({ name, source, directory: heldDirectory(sims, state) });
}

function lookIn(accounts: readonly Account[], text: string, isFirstPreferred = false): Known {
  const name = readGiven(text);
  if (name.kind === "super_sim") throw new Error(name.kind);
  return lookFor(name, scopeOf(accounts, { isFirstPreferred }));
}

/** The platforms' answers to the name, in the order of the accounts. */
function asked(known: Known, ...said: readonly Said<Matches>[]): Known {
  const rows = known.scope.accounts.map((account, at): Row => {
    return { account, said: said[at] ?? { kind: "none" } };
  });
  return { ...known, asked: rows };
}

function has(number: number, uniqueName: string): Said<Matches> {
  const fetched = sim({ sid: sidOf(number), uniqueName });
  return { kind: "has", what: { by: "unique_name", total: 1, sims: [fetched], fetched } };
}

const none: Said<never> = { kind: "none" };
const silent: Said<never> = { kind: "silent", why: down };
const camera = named(1, "Camera", "cam");
const [us, emea] = [accountWith("us", [camera]), accountWith("emea")];

describe("whom to ask", () => {
  it.each<[string, Known, object]>([
    ["a SID that a list has: nobody", lookIn([us, emea], sidOf(1)), { kind: "read" }],
    ["a name that the default has: nobody", lookIn([us, emea], "cam", true), { kind: "read" }],
    ["a name that a list has, and whole lists lack", lookIn([emea, us], "cam"), { kind: "read" }],
    [
      "a SID in the only account: it is taken at its word",
      lookIn([us], sidOf(9)),
      { kind: "read" },
    ],
    [
      "a name that a list has: whose list is not there, for a short time",
      lookIn([us, accountWith("apac", [], loading)], "cam"),
      { kind: "ask", accounts: [{ name: "apac" }], decisive: [], patience: "at_once" },
    ],
    [
      "a friendly name: all, for a short time",
      lookIn([us, emea], "camera", true),
      { kind: "ask", accounts: [us, emea], decisive: [us], patience: "at_once" },
    ],
    [
      "a word: all, until one was heard",
      lookIn([accountWith("us", [named(1, "Gate camera")]), emea], "gate"),
      { kind: "ask", accounts: [{ name: "us" }, emea], patience: "heard" },
    ],
    [
      "a SID that no list has: all, and whoever has it ends it",
      lookIn([us, emea], sidOf(9)),
      { kind: "ask", accounts: [us, emea], decisive: [us, emea], patience: "has_it" },
    ],
  ])("%s", (_, known, step) => {
    expect(next(known, false)).toMatchObject(step);
  });
});

describe("who was heard", () => {
  const unlisted = accountWith("emea", [], loading);

  it.each<[string, Known, object]>([
    [
      "who has another SIM of that name is told as that, and not as silent",
      asked(lookIn([us, emea], "twin", true), has(11, "twin"), has(12, "twin")),
      { found: { account: us, alsoIn: ["emea"], unasked: [] } },
    ],
    [
      "who was silent is told beside the answer",
      asked(lookIn([us, emea], "twin"), has(11, "twin"), silent),
      { found: { account: us, unasked: [{ account: "emea", error: down }] } },
    ],
    [
      "who was not waited for is not told, whatever its list",
      asked(lookIn([us, unlisted], "twin", true), has(11, "twin"), { kind: "spared" }),
      { found: { account: us, unasked: [] } },
    ],
    [
      "names in a list that is not there cannot be missed by its platform",
      asked(lookIn([us, unlisted], "camera"), none, none),
      { found: { account: us, unasked: [{ account: "emea", error: null }] } },
    ],
    [
      "nobody: a failure, and no 'not found'",
      asked(lookIn([us, emea], "nobody"), silent, silent),
      { kind: "failed", failures: [{ account: "us" }, { account: "emea" }] },
    ],
    [
      "some: not found there",
      asked(lookIn([us, emea], "nobody"), none, silent),
      { kind: "none", isCertain: false, unasked: [{ account: "emea" }] },
    ],
  ])("%s", (_, known, step) => {
    expect(next(known, false)).toMatchObject(step);
  });
});

describe("a list's mistake", () => {
  const mistaken = (known: Known): Known => {
    const step = next(known, false);
    if (step.kind !== "read") throw new Error(step.kind);
    const rows = [{ account: step.found.account, said: none }];
    const after = next({ ...known, read: { found: step.found, rows } }, false);
    if (after.kind !== "again") throw new Error(after.kind);
    return lookFor(known.name, known.scope, [...known.gone, after.gone]);
  };

  it("the unique name goes first, then the SID, elsewhere", () => {
    const again = mistaken(lookIn([us, emea], "cam"));
    expect(next(again, false)).toMatchObject({ kind: "ask", what: "name", accounts: [us, emea] });
    const inVain = asked(again, none, none);
    const bySid = { kind: "ask", what: "sid", accounts: [emea], patience: "at_once" };
    expect(next(inVain, false)).toMatchObject(bySid);
    const nowhere = { ...inVain, askedForSid: [{ account: emea, said: silent }] };
    expect(next(nowhere, false)).toEqual({
      kind: "gone",
      unasked: [{ account: "emea", error: down }],
    });
  });

  it("is gone for good once the time is over, and who was not reached is told", () => {
    const again = asked(mistaken(lookIn([us, emea], "cam")), none, has(12, "cam"));
    expect(next(again, false)).toMatchObject({ kind: "read", found: { account: emea } });
    expect(next(again, true)).toMatchObject({
      kind: "gone",
      unasked: [{ account: "emea", error: { code: "sim_api_timeout" } }],
    });
  });

  it("is looked up three times at most", () => {
    const twins = [1, 2, 3].map((number) => named(number, "Gate", `g${number}`));
    const accounts = twins.map((one, at) => accountWith(["us", "emea", "apac"][at] ?? "", [one]));
    const gone = accounts.slice(0, 2).map(({ name }, at) => ({
      ...({
        account: name,
        sid: sidOf(at + 1),
        by: "search",
        unasked: [],
        isNowhere: false,
      } as const),
    }));
    const known = asked(lookFor(lookIn(accounts, "gate").name, scopeOf(accounts), gone));
    const step = next(known, false);
    if (step.kind !== "read") throw new Error(step.kind);
    const [, , last] = accounts;
    expect(step.found.account).toBe(last);
    const rows = [{ account: step.found.account, said: none }];
    const end = next({ ...known, read: { found: step.found, rows } }, false);
    expect(end).toEqual({ kind: "gone", unasked: [] });
  });

  it("is none where its account could not be read: that is a failure", () => {
    const known = lookIn([us, emea], sidOf(1));
    const step = next(known, false);
    if (step.kind !== "read") throw new Error(step.kind);
    const refused: Said<never> = { kind: "silent", why: failure("sim_api_unauthorized") };
    const rows = [{ account: us, said: refused }];
    const end = next({ ...known, read: { found: step.found, rows } }, false);
    expect(end).toMatchObject({ kind: "failed", failures: [{ account: "us", name: sidOf(1) }] });
  });
});
