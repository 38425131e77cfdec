import { describe, expect, it } from "vitest";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import type { DataSession } from "../../../src/core/session.ts";
import { plainText } from "../../../src/core/words.ts";
import {
  asked,
  asOf,
  findingOf,
  openSession,
  session,
  steady,
  verdictOn,
} from "../../support/core/findings/cases.ts";
import { simWith } from "../../support/histories/records.ts";

describe("the state of the SIM", () => {
  it.each([
    ["active", null, "clear"],
    ["Ready", null, "clear"],
    ["suspended", null, "critical"],
    ["deactivated", null, "critical"],
    ["canceled", null, "critical"],
    ["deleted", null, "critical"],
    ["scheduled", null, "notice"],
    ["updating", null, "notice"],
    ["active", "resetting", "notice"],
    ["suspended", "resetting", "critical"],
    ["hibernating", null, "notice"],
    ["constructor", null, "notice"],
    ["active", "reset_queued", "notice"],
    [null, null, "cannot_judge"],
    ["null", "N/A", "cannot_judge"],
  ])("%s, reset %s: %s", (status, resetStatus, expected) => {
    const result = asked(steady(hourMs, 20, minuteMs), { sim: simWith(status, resetStatus) });
    expect(verdictOn(result, "sim_not_active")).toBe(expected);
  });

  it("names words that it does not know, and never calls such a SIM normal", () => {
    const sentence = (status: string | null, resetStatus: string | null) =>
      plainText(
        asked(steady(hourMs, 50, minuteMs), { sim: simWith(status, resetStatus) }).verdict.sentence,
      );
    expect(sentence("hibernating", null)).toBe(
      "The SIM's status is “hibernating”, which simscope does not know; heard 1 min ago.",
    );
    expect(sentence("<!here>", "reset_queued")).toContain(
      "status is “<!here>” and its reset status is “reset_queued”, which simscope does not know",
    );
    for (const word of ["active ", "READY"]) expect(sentence(word, null)).toMatch(/^Looks normal/);
  });

  it("leaves what is worse in the lead", () => {
    const { verdict, findings } = asked([], { sim: simWith("hibernating") });
    expect(verdict).toMatchObject({ kind: "no_sessions", severity: "critical" });
    expect(findings.map(({ kind }) => kind)).toContain("sim_not_active");
  });

  it("says that a blocked SIM was still seen", () => {
    const result = asked([openSession(hourMs, 3 * minuteMs)], { sim: simWith("suspended") });
    expect(plainText(result.verdict.sentence)).toBe(
      "The SIM is suspended, so the network does not let it connect; yet it was heard 3 min ago.",
    );
  });

  it("explains absence and silence when it blocks", () => {
    const sessions = steady(hourMs, 50, 2 * dayMs);
    const result = asked(sessions, { sim: simWith("suspended"), windowName: "24h" });
    expect(result.suppressed).toContainEqual({ rule: "no_sessions", by: "sim_not_active" });
    expect(result.suppressed).toContainEqual({ rule: "overdue", by: "sim_not_active" });
    expect(result.findings.map(({ kind }) => kind)).toEqual(["sim_not_active"]);
  });
});

describe("no session in the window", () => {
  it("is certain and critical when there is none in 30 days", () => {
    const { verdict } = asked([]);
    expect(verdict).toMatchObject({
      kind: "no_sessions",
      severity: "critical",
      confidence: "certain",
    });
    expect(plainText(verdict.sentence)).toBe(
      "No sessions in the last 30 days (all that the platform keeps), although the SIM is active.",
    );
  });

  it("suppresses what needs sessions", () => {
    const imei = (agoMs: number) => ({
      imei: agoMs < 2 * dayMs ? "867234040201181" : "353982101045127",
    });
    const result = asked(steady(hourMs, 60, 26 * hourMs, imei), { windowName: "24h" });
    expect(result.findings.map(({ kind }) => kind)).toEqual(["no_sessions"]);
    expect(result.suppressed).toContainEqual({ rule: "overdue", by: "no_sessions" });
  });

  it("gives the last session and the rhythm", () => {
    const { verdict } = asked(steady(15 * minuteMs, 400, 31 * hourMs + 2 * minuteMs), {
      windowName: "24h",
    });
    expect(plainText(verdict.sentence)).toBe(
      "Nothing heard since 22 Nov 03:05 UTC (31 h); usually every 15 min, about 124 reports missed.",
    );
    expect(verdict.since).toBe(asOf - 31 * hourMs);
  });

  it.each([
    ["daily, a few minutes later than usual", steady(dayMs, 20, dayMs + 8 * minuteMs), "clear"],
    ["weekly, in between", steady(7 * dayMs, 4, 3 * dayMs), "clear"],
    ["a silent open session", [openSession(6 * dayMs, 5 * dayMs)], "clear"],
    [
      "two sessions close together, then nothing",
      [session(5 * dayMs), session(5.1 * dayMs)],
      "warning",
    ],
    [
      "silences as long as this one before",
      [2, 3.7, 4].map((days) => session(days * dayMs)),
      "notice",
    ],
  ])("%s", (_name, sessions, expected) => {
    expect(verdictOn(asked(sessions, { windowName: "24h" }), "no_sessions")).toBe(expected);
  });

  it("is not claimed from a list that was not read to its end", () => {
    const result = asked([], { left: { incomplete: "page_cap" } });
    expect(verdictOn(result, "no_sessions")).toBe("cannot_judge");
    expect(plainText(result.verdict.sentence)).toMatch(/^Can't tell/);
  });
});

describe("an open session", () => {
  it.each([
    [14 * minuteMs, "clear"],
    [59 * minuteMs, "clear"],
    [hourMs, "warning"],
    [4 * hourMs - 1, "warning"],
    [4 * hourMs, "critical"],
  ])("last updated %d ms ago: %s", (agoMs, expected) => {
    expect(verdictOn(asked([openSession(2 * dayMs, agoMs)]), "open_but_silent")).toBe(expected);
  });

  it("is not given a beginning that its record does not have", () => {
    const measuresOf = (sessions: readonly DataSession[]) =>
      findingOf(asked(sessions), "open_but_silent")?.evidence.map(({ measure }) => measure);
    const startless = { ...openSession(2 * dayMs, 2 * hourMs), start: null };
    expect(measuresOf([openSession(2 * dayMs, 2 * hourMs)])).toContain("open_since");
    expect(measuresOf([startless])).not.toContain("open_since");
    const alive = { ...openSession(2 * dayMs, minuteMs), start: null };
    expect(plainText(asked([alive]).verdict.sentence)).toBe(
      "Looks normal: a session is open, heard 1 min ago.",
    );
  });

  it("reads as probably gone when the SIM's rhythm says so too", () => {
    const sessions = [
      openSession(3 * hourMs + 39 * minuteMs, 3 * hourMs + 38 * minuteMs),
      ...steady(15 * minuteMs, 100, 4 * hourMs),
    ];
    const result = asked(sessions);
    expect(plainText(result.verdict.sentence)).toBe(
      "Session open but silent: nothing heard since 23 Nov 06:27 UTC (3 h 38 min); usually every 15 min, about 14 reports missed.",
    );
    expect(result.findings.map(({ kind }) => kind)).toEqual(["open_but_silent"]);
    expect(result.suppressed).toContainEqual({ rule: "overdue", by: "open_but_silent" });
  });

  it("is a notice when the SIM is often silent for as long", () => {
    const sessions = [openSession(5.1 * hourMs, 5 * hourMs), ...steady(dayMs, 12, 29 * hourMs)];
    expect(verdictOn(asked(sessions), "open_but_silent")).toBe("notice");
  });

  it("is a harmless leftover when newer sessions followed", () => {
    const sessions = [openSession(3 * dayMs, 3 * dayMs), ...steady(hourMs, 99, minuteMs)];
    const result = asked(sessions);
    expect(verdictOn(result, "open_but_silent")).toBe("info");
    expect(result.verdict.severity).toBe("normal");
  });

  it("of older ones it says how many", () => {
    const silent = [3, 2, 1].map((days) => openSession(days * dayMs, days * dayMs - minuteMs));
    const evidence = findingOf(asked(silent), "open_but_silent")?.evidence;
    expect(evidence?.find(({ measure }) => measure === "older_open")?.value).toMatchObject({
      value: 2,
    });
  });
});

describe("overdue", () => {
  it.each([
    // Sessions of 2 min: it is silent for 58 min each time.
    ["three silences", steady(hourMs, 40, 2 * minuteMs + 3 * 58 * minuteMs), "clear"],
    ["past three silences", steady(hourMs, 40, 3 * hourMs), "warning"],
    ["just six silences", steady(hourMs, 40, 2 * minuteMs + 6 * 58 * minuteMs), "warning"],
    ["past six silences", steady(hourMs, 40, 6 * hourMs), "critical"],
    ["never before 15 minutes", steady(minuteMs, 200, 15 * minuteMs), "clear"],
    ["five sessions", steady(hourMs, 5, 2 * dayMs), "cannot_judge"],
    ["six sessions", steady(hourMs, 6, 2 * dayMs), "critical"],
    [
      "irregular",
      [1, 2, 3, 30, 31, 60, 61, 90].map((hours) => session((48 + hours) * hourMs)),
      "cannot_judge",
    ],
    [
      "an open session that was just updated",
      [openSession(4 * dayMs, 50 * minuteMs), ...steady(5 * minuteMs, 99, 5 * dayMs)],
      "clear",
    ],
  ])("%s", (_name, sessions, expected) => {
    expect(verdictOn(asked(sessions), "overdue")).toBe(expected);
  });

  it("counts a silent open session at its last update", () => {
    const sessions = [
      openSession(5 * hourMs, 3 * hourMs),
      ...steady(15 * minuteMs, 99, 6 * hourMs),
    ];
    const finding = findingOf(asked(sessions), "open_but_silent");
    expect(finding?.since).toBe(asOf - 3 * hourMs);
  });

  it("takes a nightly silence for what it is, until the morning", () => {
    const every = 15 * minuteMs;
    const awake = Array.from({ length: 14 * 96 }, (_, index) => asOf - index * every).filter(
      (at) => {
        const hour = new Date(at).getUTCHours();
        return hour >= 6 && hour < 20 && at < asOf - 12 * hourMs;
      },
    );
    const sessions = awake.map((at) => session(asOf - at));
    const at = (hour: number) => Date.UTC(2026, 10, 23, hour, 0);
    expect(verdictOn(asked(sessions, { at: at(4) }), "overdue")).toBe("clear");
    expect(verdictOn(asked(sessions, { at: at(7) }), "overdue")).toBe("clear");
    expect(verdictOn(asked(sessions, { at: at(9) }), "overdue")).toBe("critical");
    expect(plainText(asked(sessions, { at: at(4) }).verdict.sentence)).toBe(
      "Looks normal: silent for 8 h 8 min, as it usually is at this time; expected again about 23 Nov 06:05 UTC.",
    );
  });

  it("follows a rhythm that has become slower", () => {
    const sessions = [
      ...steady(hourMs, 14, 50 * minuteMs),
      ...steady(5 * minuteMs, 2_000, 14 * hourMs),
    ];
    expect(verdictOn(asked(sessions), "overdue")).toBe("clear");
  });

  it("can be adjusted", () => {
    const sessions = steady(hourMs, 40, 3.1 * hourMs);
    expect(verdictOn(asked(sessions, { thresholds: { overdueFactor: 5 } }), "overdue")).toBe(
      "clear",
    );
  });
});

describe("nothing found", () => {
  it.each([
    [
      steady(15 * minuteMs, 300, 6 * minuteMs),
      "Looks normal: connects about every 15 min, heard 4 min ago.",
    ],
    [
      steady(59.7 * minuteMs, 300, 6 * minuteMs),
      "Looks normal: connects about every 1 h, heard 4 min ago.",
    ],
    [
      [openSession(3 * dayMs, 9 * minuteMs)],
      "Looks normal: a session has been open since 20 Nov 10:05 UTC, heard 9 min ago.",
    ],
    [
      [session(2 * hourMs + 2 * minuteMs)],
      "Nothing unusual, but too few sessions to tell its rhythm: 1 session in the last 30 days, heard 2 h ago.",
    ],
    [
      [0.1, 1, 2, 3, 4, 30, 60, 90].map((hours) => session(hours * hourMs)),
      "Looks normal: connects at no regular rhythm, heard 4 min ago.",
    ],
  ])("reads as a verdict as well (%#)", (sessions, words) => {
    const { verdict } = asked(sessions);
    expect(plainText(verdict.sentence)).toBe(words);
    expect(verdict).toMatchObject({ severity: "normal", kind: null });
  });
});

describe("the edge of what is kept", () => {
  it.each([
    ["30d", 29.5, "info"],
    ["30d", 28.5, "clear"],
    ["7d", 29.5, "clear"],
  ] as const)("%s asked, oldest session %d days ago: %s", (windowName, days, expected) => {
    const sessions = steady(dayMs / 2, Math.floor(days * 2) - 1, (days % 0.5) * dayMs + hourMs);
    const oldest = session(days * dayMs);
    expect(verdictOn(asked([...sessions, oldest], { windowName }), "retention_limit")).toBe(
      expected,
    );
  });
});
