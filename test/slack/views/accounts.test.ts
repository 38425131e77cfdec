import { describe, expect, it } from "vitest";
import { elementsIn } from "../../../playground/slack/state/block-ids.ts";
import { validateMessage } from "../../../playground/slack/validate/validate-message.ts";
import { BotError, besideOthers } from "../../../src/core/errors.ts";
import { hourMs, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { ListState } from "../../../src/core/list-state.ts";
import { pageOf } from "../../../src/core/page.ts";
import { reportOf } from "../../../src/core/report.ts";
import type { Message } from "../../../src/slack/kit/blocks.ts";
import { decodeButton, decodeMore } from "../../../src/slack/values/button-state.ts";
import { decodeFind, decodePick } from "../../../src/slack/values/pick-state.ts";
import { accountNotHereMessage, accountsMessage } from "../../../src/slack/views/accounts.ts";
import { comparisonMessage } from "../../../src/slack/views/compare.ts";
import { foundSimsMessage, nothingFoundMessage } from "../../../src/slack/views/found-sims.ts";
import { healthMessage } from "../../../src/slack/views/health.ts";
import { listStateLine } from "../../../src/slack/views/list-state.ts";
import { meantSimsMessage } from "../../../src/slack/views/meant-sims.ts";
import { notAllowedMessage, simNotFoundMessage } from "../../../src/slack/views/outcomes.ts";
import { chosenSim, simOption } from "../../../src/slack/views/picker.ts";
import { presentError } from "../../../src/slack/views/present-error.ts";
import { simReportMessage } from "../../../src/slack/views/sim-report.ts";
import { noMatchMessage, whichSimMessage } from "../../../src/slack/views/which-sim.ts";
import { named, sidOf } from "../../support/directory/fleets.ts";
import { ago, asOf, readOf, session, sim } from "../../support/sessions.ts";

const down = new BotError("sim_api_unreachable", "refused", { retryable: true, account: "emea" });

const refused = new BotError("sim_api_unauthorized", "HTTP 401", {
  retryable: false,
  account: "us",
});

const listOf = (simCount: number): ListState => ({
  kind: "ready",
  simCount,
  readAt: ago(20 * secondMs),
  ageMs: 20 * secondMs,
  incomplete: null,
});
const both = [
  { account: "us", state: listOf(1_234) },
  { account: "emea", state: listOf(87) },
];
const emeaLoading = [
  { account: "us", state: listOf(1_234) },
  { account: "emea", state: { kind: "loading", listed: 17_000 } },
] as const;
const unasked = [{ account: "emea", error: down }];

const us = {
  name: "us",
  description: "Trackers in North America",
  provider: "twilio",
  isPreferred: true,
  list: listOf(1_234),
  reach: { kind: "reachable" },
} as const;
const emea = {
  name: "emea",
  description: null,
  provider: "kore",
  isPreferred: false,
  list: { kind: "failed", error: down },
  reach: { kind: "unreachable", reason: "sim_api_unreachable" },
} as const;
const failing = {
  kind: "failing",
  reachedAgoMs: 8 * secondMs,
  failedAgoMs: 2 * secondMs,
  reason: "sim_api_failed",
} as const;
const only = { ...us, name: null, description: null, isPreferred: false };

const twins = [
  { ...named(7, "Cargo camera 7", "cargo-cam-07"), account: "us" },
  { ...named(8, "Cargo camera 7", "cargo-cam-07"), account: "emea" },
];
const replace = { windowName: "7d", place: "replace" } as const;

const reportIn = (account: string, over = {}) =>
  reportOf({ sim: sim(over), account, read: readOf([session()]), windowName: "7d", asOf });
const answerIn = (account: string, over = {}): Message => {
  const report = reportIn(account);
  const page = pageOf(report, { widenedFrom: null, page: 0 });
  return simReportMessage({ report, page, audience: "asker", picture: null, ...over });
};

const health = {
  asOf,
  slack: { kind: "reachable" },
  answers: 40,
  p50Ms: 412,
  p95Ms: 1_900,
} as const;

const messages: Record<string, Message> = {
  "accounts-two": accountsMessage([us, emea]),
  "accounts-two-none-preferred": accountsMessage([{ ...us, isPreferred: false }, emea]),
  "accounts-one-here": accountsMessage([
    { ...emea, isPreferred: true, list: listOf(87), reach: us.reach },
  ]),
  "accounts-only-one": accountsMessage([only]),
  "account-not-here": accountNotHereMessage({
    ...{ account: "yard", usable: ["us", "emea"] },
    typed: { quoted: '/sim sessions "cargo-cam-07 in yard"', meant: null },
  }),
  "account-not-here-clicked": accountNotHereMessage({
    ...{ account: "yard", usable: ["us"], typed: null },
  }),
  "no-account-here": notAllowedMessage("accounts"),
  "which-sim": whichSimMessage(
    {
      wanted: "cargo-cam-07",
      candidates: twins,
      total: 2,
      isByDigits: false,
      alsoIn: [],
      unasked: [],
    },
    replace,
  ),
  "which-sim-one-unasked": whichSimMessage(
    { wanted: "12345", candidates: twins, total: 2, isByDigits: true, alsoIn: [], unasked },
    replace,
  ),
  "which-sim-compared": whichSimMessage(
    {
      ...{ wanted: "cargo-cam-07", candidates: twins, total: 2, isByDigits: false },
      ...{ alsoIn: [], unasked: [] },
    },
    {
      ...{ windowName: "7d", place: "replace" },
      compared: { sim: "buoy-3", account: null, isFirst: false },
    },
  ),
  "meant-elsewhere": meantSimsMessage(
    {
      ...{ kind: "elsewhere", name: "cargo-cam-07", sims: twins.slice(1) },
      commands: ["/sim sessions cargo-cam-07 in emea"],
    },
    { accounts: ["us"], lists: both.slice(0, 1) },
    replace,
  ),
  "meant-elsewhere-several": meantSimsMessage(
    {
      ...{ kind: "elsewhere", name: "<!channel> *7*", sims: twins },
      commands: ['/sim sessions "<!channel> *7*" in us', '/sim sessions "<!channel> *7*" in emea'],
    },
    { accounts: ["apac"], lists: [] },
    replace,
  ),
  "meant-behind-name": meantSimsMessage(
    {
      ...{ kind: "behind_name", wanted: "cargo-cam-07 from emea", sims: twins.slice(1) },
      commands: ["/sim sessions cargo-cam-07 in emea"],
    },
    { accounts: ["us", "emea"], lists: both },
    replace,
  ),
  "account-mistyped": accountNotHereMessage({
    ...{ account: "emaea", usable: ["us", "emea"] },
    typed: { quoted: '/sim find "camera in emaea"', meant: "/sim find camera in emea" },
  }),
  "no-match": noMatchMessage(
    { wanted: "cargo-cam-70", nearest: twins, lists: both, unasked: [] },
    replace,
  ),
  "no-match-loading": noMatchMessage(
    { wanted: "cargo-cam-70", nearest: [], lists: emeaLoading, unasked: [] },
    replace,
  ),
  "no-match-one-unasked": noMatchMessage(
    { wanted: "cargo-cam-70", nearest: [], lists: both, unasked },
    replace,
  ),
  "no-match-one-unasked-nearest": noMatchMessage(
    { wanted: "cargo-cam-70", nearest: twins, lists: both, unasked },
    replace,
  ),
  "sim-not-found": simNotFoundMessage({ wanted: sidOf(9), accounts: ["us", "emea"], unasked: [] }),
  "sim-not-found-one-unasked": simNotFoundMessage({
    ...{ wanted: sidOf(9), accounts: ["us", "emea"], unasked },
  }),
  "found-sims": foundSimsMessage({
    ...{ wanted: "cargo", total: 2, similar: 0, page: 1, pageCount: 1, account: null, lists: both },
    sims: twins.map((one) => ({ sim: one, isSimilarOnly: false })),
  }),
  "found-all": foundSimsMessage({
    ...{
      wanted: "",
      total: 87,
      similar: 0,
      page: 2,
      pageCount: 9,
      account: "emea",
      lists: both.slice(1),
    },
    sims: twins.slice(1).map((one) => ({ sim: one, isSimilarOnly: false })),
  }),
  "nothing-found": nothingFoundMessage({
    wanted: "zebra",
    nearest: [],
    account: null,
    lists: both,
  }),
  "nothing-found-loading": nothingFoundMessage({
    wanted: "zebra",
    nearest: [],
    account: null,
    lists: emeaLoading,
  }),
  answer: answerIn("emea"),
  "answer-also-elsewhere": answerIn("us", {
    elsewhere: { asked: "Cargo camera 7", alsoIn: ["emea"], unasked: [] },
  }),
  "answer-one-unasked": answerIn("us", {
    elsewhere: { asked: "cargo-cam-07", alsoIn: [], unasked },
  }),
  "answer-searched": answerIn("us", { searchedFor: "camera" }),
  "answer-renamed": answerIn("us", { formerly: "Gate" }),
  compare: comparisonMessage({
    reports: [reportIn("us"), reportIn("emea", { sid: sidOf(8) })],
    audience: "asker",
    picture: null,
    elsewhere: [
      { asked: "cargo-cam-07", alsoIn: [], unasked },
      { asked: "camera", alsoIn: [], unasked: [] },
    ],
  }),
  failure: presentError(down, "abcd1234"),
  "failure-of-all": presentError(besideOthers(refused, [down]), "abcd1234"),
  "health-one-down": healthMessage({
    ...{ ...health, lastSuccessAt: ago(hourMs) },
    simPlatforms: [
      { account: "us", reach: { kind: "reachable" } },
      { account: "emea", reach: { kind: "unreachable", reason: "sim_api_timeout" } },
    ],
  }),
  "health-one-failing": healthMessage({
    ...{ ...health, lastSuccessAt: ago(hourMs) },
    simPlatforms: [
      { account: "us", reach: { kind: "reachable" } },
      { account: "emea", reach: failing },
    ],
  }),
  "accounts-one-failing": accountsMessage([us, { ...emea, list: listOf(6), reach: failing }]),
};

describe("several accounts, in words", () => {
  it.each(Object.entries(messages))("%s", async (name, message) => {
    expect(validateMessage(message)).toEqual([]);
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/golden/accounts/${name}.json`,
    );
  });

  it("every answer says in which account it looked, also to those who hear it only", () => {
    expect(JSON.stringify(messages["answer"]?.blocks)).toContain("· account\u00A0emea");
    expect(messages["answer"]?.text).toContain(" in account *emea*: ");
    expect(messages["failure"]?.text).toContain("Account emea: ");
    expect(messages["failure-of-all"]?.text).toContain(
      "Account us: the SIM platform did not accept",
    );
    expect(messages["failure-of-all"]?.text).toContain("Account emea: simscope cannot reach");
    expect(messages["answer-searched"]?.text).toContain(
      "This SIM is not called *camera*, but it fits",
    );
    expect(messages["answer-renamed"]?.text).toContain(
      "not called *Gate* any more, but *Cargo camera 7*",
    );
    expect(messages["nothing-found-loading"]?.text).toBe(
      "There is no SIM like *zebra* in account *us*. *Account emea could not be asked.* Its list of SIMs is still loading. The SIM may be there: try again in a minute.",
    );
    // Waiting mends the one, and not the other.
    expect(messages["failure-of-all"]?.text).toContain("Ask the person who runs simscope");
    expect(messages["answer-one-unasked"]?.text).not.toContain("undefined");
  });
});

describe("how far a search went", () => {
  it("is not said to end before the list that look-alikes come from", () => {
    const texts = JSON.stringify(messages["no-match-one-unasked-nearest"]);
    expect(texts).toContain("No SIM *cargo-cam-70* in account *us*.");
    expect(texts).toContain("In *emea* only the list of 87 SIMs was searched");
    expect(texts).not.toContain("were looked for");
  });
});

describe("the lists of several accounts", () => {
  const agedMs = (ageMs: number, over: object = {}): ListState => ({
    ...{ ...listOf(42), readAt: ago(ageMs), ageMs, ...over },
  });

  it.each<[string, Record<string, ListState>, string]>([
    [
      "share a line when nothing is to be remarked",
      { us: agedMs(0), emea: agedMs(0, { simCount: 1_006 }) },
      "Lists of SIMs: *us* 42, *emea* 1,006, as of now.",
    ],
    [
      "as old as the oldest",
      { us: agedMs(0), emea: agedMs(4 * minuteMs) },
      "Lists of SIMs: *us* 42, *emea* 42, as of 4 min ago (<!date^1795428060^{date_short_pretty} {time}|23 Nov 10:01 UTC>, 23 Nov 10:01 UTC).",
    ],
    [
      "each that differs for itself",
      { us: agedMs(0), emea: { kind: "loading", listed: 7 }, apac: agedMs(0) },
      "Lists of SIMs: *us* 42, *apac* 42, as of now.\n*emea*: The list of SIMs is still loading: 7 SIMs so far.",
    ],
    [
      "one beside others that differ",
      { us: agedMs(0), emea: agedMs(0, { incomplete: "page_cap" }) },
      "*us*: From the list of 42 SIMs, as of now.\n*emea*: From the list of 42 SIMs, as of now. The platform did not list all of them: SIMs are missing.",
    ],
    ["one alone", { us: agedMs(0) }, "*us*: From the list of 42 SIMs, as of now."],
  ])("%s", (_name, lists, words) => {
    const states = Object.entries(lists).map(([account, state]) => ({ account, state }));
    expect(listStateLine(states).mrkdwn).toBe(words);
  });
});

describe("what a button carries", () => {
  const valuesOf = (message: Message | undefined): string[] =>
    elementsIn(message?.blocks ?? []).flatMap(({ element }) => {
      const options: unknown = element["options"];
      const own = typeof element["value"] === "string" ? [element["value"]] : [];
      const chosen = Array.isArray(options) ? options.map((option) => String(option.value)) : [];
      return [...own, ...chosen];
    });

  it("the account of the answer, in each of its buttons and options", () => {
    const values = valuesOf(messages["answer"]);
    expect(values.length).toBeGreaterThan(8);
    for (const value of values) {
      const own = decodeMore(value)?.value ?? value;
      expect(decodeButton(own)).toMatchObject({ kind: "state", state: { account: "emea" } });
    }
  });

  it("the account of each SIM that can be picked, and that of a search in one alone", () => {
    const accounts = valuesOf(messages["which-sim"]).map((value) => decodePick(value));
    expect(accounts).toMatchObject([{ state: { account: "us" } }, { state: { account: "emea" } }]);
    const pages = valuesOf(messages["found-all"])
      .map(decodeFind)
      .filter(({ kind }) => kind === "state");
    expect(pages).toMatchObject([
      { state: { account: "emea", page: 1 } },
      { state: { account: "emea", page: 3 } },
    ]);
    for (const one of twins) {
      expect(chosenSim(simOption(one).value)).toEqual({ sim: one.sid, account: one.account });
    }
  });
});
