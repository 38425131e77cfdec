import { describe, expect, it } from "vitest";
import type { FindingInput } from "../../../src/core/findings/facts.ts";
import type { FindingKind } from "../../../src/core/findings/finding.ts";
import { type Triage, triage } from "../../../src/core/findings/triage.ts";
import { unknownsOf } from "../../../src/core/findings/unknowns.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import type { RecordTimes } from "../../../src/core/session-read.ts";
import { plainText } from "../../../src/core/words.ts";
import {
  asked,
  asOf,
  openSession,
  session,
  steady,
  verdictOn,
} from "../../support/core/findings/cases.ts";
import type { Left } from "../../support/core/findings/hiding.ts";
import { historiesOf } from "../../support/histories/all.ts";
import { simWith } from "../../support/histories/records.ts";
import { timeless } from "../../support/sessions.ts";

const labelled = historiesOf(31).filter(({ input }) => input.unknowns === undefined);

/** Of a record of 28 days ago: nothing that it may hide is as new as what the rules look at. */
const longAgo = (at: number): RecordTimes => ({
  start: "unreadable",
  end: at - 28 * dayMs,
  lastUpdated: at - 28 * dayMs,
});

function withLeft(input: FindingInput, left: Left): Triage {
  const { sessions, asOf: at } = input;
  return triage({ ...input, unknowns: unknownsOf({ sessions, asOf: at, ...left }) });
}

/** A history that shows the pattern, strongly where there is one. */
function shown(kind: FindingKind): FindingInput {
  const fitting = labelled.filter(
    ({ expected, input }) => expected.includes(kind) && input.sessions.length > 0,
  );
  const one = fitting.find(({ strength }) => strength === "strong") ?? fitting[0];
  if (one === undefined) throw new Error(`No labelled history shows ${kind}.`);
  return one.input;
}

function answerOn(result: Triage, kind: FindingKind): string {
  const answer = verdictOn(result, kind);
  return ["clear", "cannot_judge", "suppressed"].includes(answer) ? answer : "found";
}

/** What a rule says where one record may lie anywhere, lies long ago, or pages were not read. */
const table: readonly [FindingKind, anywhere: string, longAgo: string, unread: string][] = [
  ["sim_not_active", "found", "found", "found"],
  ["no_sessions", "cannot_judge", "found", "cannot_judge"],
  ["open_but_silent", "cannot_judge", "found", "cannot_judge"],
  ["overdue", "cannot_judge", "found", "cannot_judge"],
  ["reconnect_loop", "found", "found", "found"],
  ["operator_ping_pong", "found", "found", "found"],
  // One record more or less leaves the share of empty ones as it is.
  ["no_traffic", "found", "found", "cannot_judge"],
  ["one_way_traffic", "cannot_judge", "found", "cannot_judge"],
  ["device_changed", "found", "found", "found"],
  ["country_changed", "found", "found", "found"],
  ["operator_changed", "cannot_judge", "found", "cannot_judge"],
  ["radio_fallback", "cannot_judge", "found", "cannot_judge"],
  ["cell_moved", "cannot_judge", "found", "cannot_judge"],
  ["past_gaps", "cannot_judge", "found", "cannot_judge"],
  ["fixed_length", "cannot_judge", "found", "cannot_judge"],
  ["retention_limit", "found", "found", "found"],
];

describe("what a rule says of the pattern it looks for", () => {
  it.each(table)("%s", (kind, anywhere, elsewhere, unread) => {
    const input = shown(kind);
    const said = (left: Left) => answerOn(withLeft(input, left), kind);
    expect(said({})).toBe("found");
    expect(said({ setAside: [timeless] })).toBe(anywhere);
    expect(said({ undated: 1 })).toBe(anywhere);
    expect(said({ ofOtherSims: [timeless] })).toBe(anywhere);
    expect(said({ setAside: [longAgo(input.asOf)] })).toBe(elsewhere);
    expect(said({ incomplete: "page_cap" })).toBe(unread);
  });
});

describe("what is said of a healthy SIM", () => {
  const healthy = steady(15 * minuteMs, 28 * 96, 5 * minuteMs);

  it.each<[string, Left]>([
    ["a record that may lie anywhere", { setAside: [timeless] }],
    ["pages that were not read", { incomplete: "repeated_page" }],
  ])("%s: in order is only what no record can turn around", (_, left) => {
    const { checked, findings, verdict } = asked(healthy, { left });
    expect(checked.map(({ rule }) => rule)).toEqual(["sim_not_active", "no_sessions"]);
    expect(findings).toEqual([]);
    expect(verdict.severity).toBe("unknown");
  });

  it("a record of long ago leaves its tick, and takes away only what may concern it", () => {
    const { cannotJudge, verdict } = asked(healthy, { left: { setAside: [longAgo(asOf)] } });
    expect(verdict.severity).toBe("normal");
    const reasons = new Set(cannotJudge.map(({ reason }) => plainText(reason)));
    expect(reasons).toContain("1 of 2.7k records could not be read");
    expect(cannotJudge.map(({ rule }) => rule)).not.toContain("overdue");
  });

  it("every reason is told with its number", () => {
    const left: Left = {
      setAside: [timeless, timeless],
      ofOtherSims: [timeless],
      undated: 1,
      incomplete: "page_cap",
    };
    expect(plainText(asked(healthy, { left }).verdict.sentence)).toBe(
      "Can't tell: not every page of the list could be read, 2 of 2.7k records could not be read, " +
        "1 record named another SIM and 1 record had no time; last known sign of life 3 min ago.",
    );
  });
});

describe("a silence", () => {
  const silentFor = (ms: number) => steady(15 * minuteMs, 200, ms);
  const twoDays = silentFor(49 * hourMs);

  it("is none where the newest record has an unreadable start and ended a minute ago", () => {
    const end = asOf - minuteMs;
    const left: Left = { setAside: [{ start: "unreadable", end, lastUpdated: end }] };
    const { verdict, findings } = asked(twoDays, { left });
    expect(findings).toEqual([]);
    expect(plainText(verdict.sentence)).toBe(
      "Can't tell: 1 of 201 records could not be read; last known sign of life 1 min ago.",
    );
  });

  it("counts from the last time that such a record still carries", () => {
    const end = asOf - 40 * hourMs;
    const left: Left = { setAside: [{ start: "unreadable", end, lastUpdated: end }] };
    const { verdict } = asked(twoDays, { left });
    expect(plainText(verdict.sentence)).toMatch(/^Nothing heard since .* \(40 h\); /);
  });

  it.each<[string, RecordTimes]>([
    [
      "whose end cannot be read",
      { start: asOf - 60 * hourMs, end: "unreadable", lastUpdated: null },
    ],
    ["that is open since", { start: "unreadable", end: null, lastUpdated: "unreadable" }],
  ])("is not known beside a record %s", (_, times) => {
    expect(verdictOn(asked(twoDays, { left: { setAside: [times] } }), "overdue")).toBe(
      "cannot_judge",
    );
  });

  it("of an open session that does not say when it was last updated is not known", () => {
    const open = { ...openSession(50 * hourMs, 0), lastUpdated: null };
    const { verdict, findings } = asked([open, ...steady(15 * minuteMs, 200, 51 * hourMs)]);
    expect(findings).toEqual([]);
    expect(verdict.severity).toBe("unknown");
    expect(plainText(verdict.sentence)).toContain(
      "1 open session did not say when it was last updated",
    );
  });

  it("of a SIM without one record that is known is not known", () => {
    const end = asOf - 10 * dayMs;
    const old: RecordTimes = { start: "unreadable", end, lastUpdated: end };
    for (const setAside of [
      [timeless, timeless],
      [old, old],
    ]) {
      const result = asked([], { left: { setAside } });
      expect(result.findings).toEqual([]);
      expect(plainText(result.verdict.sentence)).toMatch(
        /^Can't tell: 2 of 2 records could not be read/,
      );
    }
  });

  it("of a SIM that may not connect is explained all the same", () => {
    const result = asked([], { sim: simWith("suspended"), left: { incomplete: "page_cap" } });
    expect(result.verdict).toMatchObject({ severity: "critical", kind: "sim_not_active" });
  });

  it("between sessions is none where a record may lie in it, and one where none may", () => {
    const sessions = [
      ...steady(15 * minuteMs, 100, 5 * minuteMs),
      ...steady(15 * minuteMs, 300, 40 * hourMs),
    ];
    const within = { start: asOf - 30 * hourMs, end: asOf - 29 * hourMs, lastUpdated: null };
    const later = { start: asOf - 4 * hourMs, end: asOf - 3 * hourMs, lastUpdated: null };
    expect(verdictOn(asked(sessions), "past_gaps")).toBe("notice");
    const beside = (times: RecordTimes) =>
      verdictOn(asked(sessions, { left: { ofOtherSims: [times] } }), "past_gaps");
    expect(beside(within)).toBe("cannot_judge");
    expect(beside(later)).toBe("notice");
  });
});

describe("a change", () => {
  it("between two known records is told, and compared with a good time only where nothing is hidden", () => {
    const imei = (agoMs: number) => ({
      imei: agoMs < 2 * dayMs ? "867234040201181" : "353982101045127",
    });
    const sessions = steady(hourMs, 240, hourMs, imei);
    const [all, hidden] = [asked(sessions), asked(sessions, { left: { setAside: [timeless] } })];
    expect(all.verdict.kind).toBe("device_changed");
    expect(hidden.verdict.kind).toBe("device_changed");
    expect(all.changed).not.toBeNull();
    expect(hidden.changed).toBeNull();
  });
});

describe("a reconnect loop", () => {
  const redials = steady(2 * minuteMs, 60, 10 * minuteMs);

  it("that was seen is told whatever was not, but not that it stopped", () => {
    const stopped = steady(2 * minuteMs, 60, 5 * hourMs);
    expect(verdictOn(asked(redials, { left: { incomplete: "page_cap" } }), "reconnect_loop")).toBe(
      "warning",
    );
    const [known, hidden] = [asked(stopped), asked(stopped, { left: { undated: 1 } })].map(
      ({ findings }) =>
        plainText(findings.find(({ kind }) => kind === "reconnect_loop")?.summary ?? []),
    );
    expect(known).toContain("; it stopped 5 h ago.");
    expect(hidden).toContain("; the last of them that is known began 5 h ago.");
  });
});

describe("packets", () => {
  it("missing in most sessions are not 0 in all", () => {
    const sessions = steady(hourMs, 24, hourMs, (agoMs) =>
      agoMs % (6 * hourMs) === 0 ? { packetsUp: 0, packetsDown: 0 } : { packetsUp: null },
    );
    expect(verdictOn(asked(sessions), "no_traffic")).toBe("cannot_judge");
    expect(session(hourMs).packetsUp).not.toBeNull();
  });
});
