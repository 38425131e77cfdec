import { describe, expect, it } from "vitest";
import type { FindingKind } from "../../../src/core/findings/finding.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "../../../src/core/instant.ts";
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
import { operators, placeAt } from "../../support/histories/records.ts";

const lasting = (agoMs: number, lengthMs: number) => ({
  end: asOf - agoMs + lengthMs,
  lastUpdated: asOf - agoMs + lengthMs,
});
const packets = (packetsUp: number | null, packetsDown: number | null) => ({
  packetsUp,
  packetsDown,
});
const on = (name: keyof typeof operators, kilometres = 0, cell = 1) => {
  const { operator, cellId, tower } = placeAt(operators[name], kilometres, cell);
  return { operator, cellId, tower };
};

describe("reconnect loop", () => {
  const brief = (agoMs: number) => ({ ...lasting(agoMs, 20 * secondMs), ...packets(0, 0) });

  it.each([
    ["four starts an hour", steady(15 * minuteMs, 4, minuteMs, brief), "clear"],
    ["five starts within an hour", steady(11 * minuteMs, 5, minuteMs, brief), "notice"],
    ["twelve starts within an hour", steady(5 * minuteMs, 12, minuteMs, brief), "warning"],
    [
      "twelve starts within an hour, two days ago",
      steady(5 * minuteMs, 12, 2 * dayMs, brief),
      "notice",
    ],
    ["every 5 minutes with packets", steady(5 * minuteMs, 300, minuteMs), "clear"],
    ["every 2 minutes with packets", steady(2 * minuteMs, 300, minuteMs), "warning"],
    [
      "every 5 minutes, packets unknown",
      steady(5 * minuteMs, 300, minuteMs, () => packets(null, null)),
      "notice",
    ],
  ])("%s", (_name, sessions, expected) => {
    expect(verdictOn(asked(sessions), "reconnect_loop")).toBe(expected);
  });

  it("explains odd lengths and empty sessions of its own, and of its own only", () => {
    const calm = steady(hourMs, 30, dayMs);
    const loop = steady(3 * minuteMs, 60, minuteMs, brief);
    expect(verdictOn(asked(loop), "no_traffic")).toBe("cannot_judge");
    expect(verdictOn(asked([...loop, ...calm]), "no_traffic")).toBe("clear");
    const emptyBefore = steady(hourMs, 30, dayMs, () => packets(0, 0));
    expect(verdictOn(asked([...loop, ...emptyBefore]), "no_traffic")).toBe("warning");
  });

  it("began where its newest stretch of busy hours did", () => {
    const sessions = [
      ...steady(3 * minuteMs, 60, 5 * minuteMs, brief),
      ...steady(3 * minuteMs, 60, 2 * dayMs, brief),
    ];
    const finding = findingOf(asked(sessions), "reconnect_loop");
    expect(finding?.since).toBe(asOf - 5 * minuteMs - 59 * 3 * minuteMs);
  });

  it("says whether it goes on", () => {
    const words = (agoMs: number) =>
      plainText(
        findingOf(asked(steady(3 * minuteMs, 30, agoMs, brief)), "reconnect_loop")?.summary ?? [],
      );
    expect(words(2 * minuteMs)).toMatch(/ since .*, still going on: up to 20 sessions an hour\.$/);
    expect(words(3 * hourMs)).toMatch(/it stopped 3 h ago\.$/);
  });
});

describe("sessions without packets", () => {
  it.each([
    ["two sessions", steady(hourMs, 2, minuteMs, () => packets(0, 0)), "cannot_judge"],
    ["three empty sessions", steady(hourMs, 3, hourMs, () => packets(0, 0)), "warning"],
    ["unknown is not zero", steady(hourMs, 9, hourMs, () => packets(null, 0)), "cannot_judge"],
    [
      "the newest three of many",
      steady(hourMs, 60, hourMs, (ago) => (ago <= 3 * hourMs ? packets(0, 0) : {})),
      "warning",
    ],
    [
      "two of many",
      steady(hourMs, 60, hourMs, (ago) => (ago <= 2 * hourMs ? packets(0, 0) : {})),
      "clear",
    ],
    [
      "half of them, but the newest are fine",
      steady(hourMs, 20, hourMs, (ago) => (ago > 10 * hourMs ? packets(0, 0) : {})),
      "notice",
    ],
    [
      "an open one too young to be counted",
      [
        { ...openSession(14 * minuteMs, minuteMs), ...packets(0, 0) },
        ...steady(hourMs, 2, hourMs, () => packets(0, 0)),
      ],
      "cannot_judge",
    ],
  ])("%s", (_name, sessions, expected) => {
    expect(verdictOn(asked(sessions), "no_traffic")).toBe(expected);
  });
});

describe("upload without download", () => {
  const unanswered = (until: number) => (agoMs: number) => (agoMs <= until ? packets(100, 4) : {});

  it.each([
    [
      "three in a row, answered before",
      steady(hourMs, 40, hourMs, unanswered(3 * hourMs)),
      "warning",
    ],
    ["two in a row", steady(hourMs, 40, hourMs, unanswered(2 * hourMs)), "clear"],
    ["always", steady(hourMs, 40, hourMs, unanswered(99 * dayMs)), "info"],
    ["nothing known before", steady(hourMs, 4, hourMs, unanswered(99 * dayMs)), "notice"],
    [
      "one part in twenty comes back",
      steady(hourMs, 40, hourMs, (ago) => (ago < dayMs ? packets(100, 5) : {})),
      "clear",
    ],
    [
      "too little sent to expect an answer",
      steady(hourMs, 40, hourMs, (ago) => (ago < dayMs ? packets(19, 0) : {})),
      "clear",
    ],
    ["packets unknown", steady(hourMs, 40, hourMs, () => packets(100, null)), "cannot_judge"],
  ])("%s", (_name, sessions, expected) => {
    expect(verdictOn(asked(sessions), "one_way_traffic")).toBe(expected);
  });
});

describe("sessions of one length", () => {
  const ofLength = (lengthMs: number) => (agoMs: number) => lasting(agoMs, lengthMs);

  it.each([
    ["an hour each", steady(3 * hourMs, 20, 3 * hourMs, ofLength(hourMs)), "info"],
    [
      "open ones, whose length is not known yet",
      steady(3 * hourMs, 20, 3 * hourMs, (ago) => ({ ...lasting(ago, hourMs), end: null })),
      "cannot_judge",
    ],
    ["nine minutes each", steady(3 * hourMs, 20, 3 * hourMs, ofLength(9 * minuteMs)), "clear"],
    ["four closed sessions", steady(3 * hourMs, 4, 3 * hourMs, ofLength(hourMs)), "cannot_judge"],
    [
      "different lengths",
      steady(3 * hourMs, 20, 3 * hourMs, (ago) => lasting(ago, 10 * minuteMs + ago / 99)),
      "clear",
    ],
  ])("%s", (_name, sessions, expected) => {
    expect(verdictOn(asked(sessions), "fixed_length")).toBe(expected);
  });

  it("names the usual timeouts", () => {
    const sessions = steady(9 * hourMs, 12, 9 * hourMs, ofLength(4 * hourMs + 3 * minuteMs));
    expect(plainText(findingOf(asked(sessions), "fixed_length")?.summary ?? [])).toMatch(
      /after about 4 h:/,
    );
  });
});

describe("another device", () => {
  const imei = (now: string | null, before: string) => (agoMs: number) => ({
    imei: agoMs < dayMs ? now : before,
  });

  it.each([
    ["the check digit only", imei("353982101045120", "353982101045127"), "clear"],
    ["another unit of the model", imei("353982107712034", "353982101045127"), "notice"],
    ["another type", imei("867234040201181", "353982101045127"), "warning"],
    ["written with dashes", imei("35-398210-104512-7", "353982101045127"), "clear"],
    ["unknown now", imei(null, "353982101045127"), "cannot_judge"],
    ["too short to tell", imei("35398210", "353982101045127"), "cannot_judge"],
  ])("%s", (_name, changed, expected) => {
    expect(verdictOn(asked(steady(hourMs, 60, hourMs, changed)), "device_changed")).toBe(expected);
  });

  it.each([
    [2, "warning"],
    [9, "clear"],
  ])("%i days ago, in an answer for 24 hours: %s", (daysAgo, expected) => {
    const sessions = steady(hourMs, 290, hourMs, (ago) => ({
      imei: ago < daysAgo * dayMs ? "867234040201181" : "353982101045127",
    }));
    expect(verdictOn(asked(sessions, { windowName: "24h" }), "device_changed")).toBe(expected);
  });
});

describe("operators and countries", () => {
  const nameless = (session: DataSession): DataSession => ({
    ...session,
    operator: { ...session.operator, name: null },
  });
  const codeless = (session: DataSession): DataSession => ({
    ...session,
    operator: { ...session.operator, mcc: null },
  });

  it("does not take a missing code or name for another operator", () => {
    const sessions = steady(hourMs, 30, hourMs).map((one, index) =>
      index % 3 === 0 ? nameless(one) : index % 3 === 1 ? codeless(one) : one,
    );
    const result = asked(sessions);
    expect(verdictOn(result, "operator_ping_pong")).toBe("clear");
    expect(verdictOn(result, "operator_changed")).toBe("clear");
  });

  it("does not guess between two operators of one name", () => {
    const german = { mcc: "262", mnc: "01", country: "DEU", name: "T-Mobile" };
    const sessions = steady(hourMs, 30, hourMs, (ago) => ({
      operator: ago < 15 * hourMs ? german : operators.tMobile,
    })).map((one, index) =>
      index % 2 === 0 ? { ...one, operator: { ...codeless(one).operator, country: null } } : one,
    );
    expect(verdictOn(asked(sessions), "operator_ping_pong")).toBe("clear");
    // Found, and told with the country that changed at the same session.
    const told = { rule: "operator_changed", by: "country_changed" };
    expect(asked(sessions).suppressed).toContainEqual(told);
  });

  it("takes two networks of one name in one country for one operator", () => {
    const other = { ...operators.tMobile, mnc: "240" };
    const sessions = steady(hourMs, 30, hourMs, (ago) => ({
      operator: ago < 15 * hourMs ? other : operators.tMobile,
    })).map((one, index) => (index % 2 === 0 ? codeless(one) : one));
    expect(verdictOn(asked(sessions), "operator_ping_pong")).toBe("clear");
    expect(verdictOn(asked(sessions), "operator_changed")).toBe("clear");
  });

  it.each([
    ["three in a row after three on another", 3 * hourMs, "notice"],
    ["two in a row", 2 * hourMs, "clear"],
    ["before the window", 9 * dayMs, "clear"],
  ])("%s: %s", (_name, untilMs, expected) => {
    const sessions = steady(hourMs, 300, hourMs, (ago) => (ago <= untilMs ? on("att") : {}));
    expect(verdictOn(asked(sessions), "operator_changed")).toBe(expected);
  });

  it.each([
    [3, 2, "clear"],
    [4, 2, "warning"],
    [4, 3, "warning"],
    [4, 4, "clear"],
  ])("%d changes within a day among %d operators: %s", (changes, among, expected) => {
    const names = (["tMobile", "att", "verizon", "rogers"] as const).slice(0, among);
    const sessions = steady(hourMs, 60, hourMs, (ago) => {
      const index = Math.max(0, changes - Math.floor(ago / hourMs - 1));
      return on(names[index % among] ?? "tMobile");
    });
    expect(verdictOn(asked(sessions), "operator_ping_pong")).toBe(expected);
  });

  it("does not call a month of ping-pong history because its first day was as bad as its last", () => {
    const sessions = steady(5 * hourMs, 134, 5 * hourMs, (ago) =>
      Math.floor(ago / (5 * hourMs)) % 3 === 1 ? on("att") : {},
    );
    const result = asked(sessions, { windowName: "30d" });
    expect(verdictOn(result, "operator_ping_pong")).toBe("warning");
    expect(plainText(result.verdict.sentence)).toContain("It changes back and forth");
  });

  it.each([
    [
      "the worst day goes on in a milder one",
      5,
      "It changes back and forth between AT&T and T-Mobile: 8 changes within 7 h; it goes on, latest change 1 h ago.",
    ],
    [
      "fewer changes followed",
      3,
      "It changed back and forth between AT&T and T-Mobile: 8 changes within 7 h; latest change 1 h ago.",
    ],
  ])("names the newest change: %s", (_name, latelyHours, ending) => {
    const sessions = steady(hourMs, 60, hourMs, (ago) => {
      const hours = ago / hourMs;
      const isWorst = hours > 25 && hours < 35;
      return (isWorst || hours <= latelyHours) && hours % 2 === 1 ? on("att") : {};
    });
    const summary = plainText(findingOf(asked(sessions), "operator_ping_pong")?.summary ?? []);
    expect(summary).toContain(ending);
  });

  /** On these operators in turn, the newest first, each for a session of an hour. */
  const inTurn = (...names: readonly (keyof typeof operators)[]) =>
    steady(hourMs, 60, hourMs, (ago) => on(names[(ago / hourMs - 1) % names.length] ?? "tim"));

  it.each([
    ["in all records", inTurn("tim", "tim", "movistar", "movistar")],
    [
      "missing in some",
      inTurn("tim", "movistar").map((one, index) =>
        index % 5 < 3 ? { ...one, operator: { ...one.operator, country: null } } : one,
      ),
    ],
  ])("across a border, the country %s: no advice about antennas and locking", (_name, sessions) => {
    const result = asked(sessions);
    const finding = findingOf(result, "operator_ping_pong");
    expect(finding?.severity).toBe("warning");
    expect(plainText(finding?.meaning ?? [])).toContain("goes from one country to another");
    expect(plainText(finding?.nextStep ?? [])).toMatch(/^Nothing to do if it travels/);
    expect(plainText(finding?.nextStep ?? [])).not.toMatch(/antenna|lock/);
    // One event: the changes of country are those of the operator.
    expect(result.suppressed).toContainEqual({ rule: "country_changed", by: "operator_ping_pong" });
  });

  it("takes two codes of one country for one country", () => {
    const finding = findingOf(asked(inTurn("tMobile", "verizon")), "operator_ping_pong");
    expect(finding?.severity).toBe("warning");
    expect(plainText(finding?.nextStep ?? [])).toContain("locking the device to one operator");
  });

  it.each([
    ["a week before", inTurn("tim", "windTre"), 50, "Probably none of these networks"],
    ["in between", inTurn("tim", "windTre"), 4, "Some of these changes go from one country"],
  ])("back and forth inside a country stays one, abroad once %s", (_name, here, at, meaning) => {
    const abroad = here.map((one, index) => (index === at ? { ...one, ...on("movistar") } : one));
    const finding = findingOf(asked(abroad), "operator_ping_pong");
    expect(finding?.severity).toBe("warning");
    expect(plainText(finding?.meaning ?? [])).toContain(meaning);
    expect(plainText(finding?.nextStep ?? [])).not.toMatch(/lock/);
  });

  it("tells a journey abroad", () => {
    const sessions = steady(hourMs, 60, hourMs, (ago) => (ago < dayMs ? on("telcel", 300) : {}));
    const result = asked(sessions);
    expect(plainText(result.verdict.sentence)).toBe(
      "Country changed: MEX since 22 Nov 11:05 UTC, before that USA; heard 58 min ago.",
    );
  });
});

describe("radio link", () => {
  const link =
    (now: string | null, sinceMs: number, before = "LTE") =>
    (agoMs: number) => ({
      radioLink: agoMs <= sinceMs ? now : before,
    });

  it.each([
    ["three in a row on 3G", link("3G", 3 * hourMs), "warning"],
    ["two in a row on 3G", link("3G", 2 * hourMs), "clear"],
    ["from 3G to 2G", link("2g", 5 * hourMs, "3G"), "warning"],
    ["from 3G to LTE", link("LTE", 5 * hourMs, "3G"), "clear"],
    ["a value without a rank", link("LTE-M", 5 * hourMs), "clear"],
    ["unknown", link(null, 5 * hourMs), "cannot_judge"],
    ["words that nobody knows", link("6G-SAT", 5 * hourMs), "cannot_judge"],
    ["unknown for two sessions only", link(null, 2 * hourMs), "clear"],
  ])("%s", (_name, changed, expected) => {
    expect(verdictOn(asked(steady(hourMs, 40, hourMs, changed)), "radio_fallback")).toBe(expected);
  });
});

describe("a value that the newest sessions do not carry", () => {
  const nothing = { mcc: null, mnc: null, country: null, name: null };
  it.each<[FindingKind, Partial<DataSession>]>([
    ["operator_changed", { operator: nothing }],
    ["country_changed", { operator: nothing }],
    ["device_changed", { imei: null }],
    ["radio_fallback", { radioLink: null }],
  ])("%s: may have changed since", (kind, without) => {
    const sessions = (newest: number) =>
      steady(hourMs, 40, hourMs, (agoMs) => (agoMs <= newest * hourMs ? without : {}));
    expect(verdictOn(asked(sessions(2)), kind)).toBe("clear");
    const result = asked(sessions(3));
    expect(verdictOn(result, kind)).toBe("cannot_judge");
    const { reason = [] } = result.cannotJudge.find(({ rule }) => rule === kind) ?? {};
    expect(plainText(reason)).toMatch(/^the .* is not known for the newest 3 sessions$/);
  });
});

describe("cell", () => {
  const moved =
    (kilometres: number, tower = true, name: keyof typeof operators = "tMobile") =>
    (agoMs: number) => {
      const { tower: place, ...rest } =
        agoMs < dayMs ? on(name, kilometres, 77) : on("tMobile", 0, 1);
      return { ...rest, tower: tower ? place : null };
    };

  it.each([
    ["6 km away", moved(6), 240, "notice"],
    ["4 km away", moved(4), 240, "clear"],
    ["distance unknown", moved(6, false), 240, "notice"],
    ["distance unknown, on another operator", moved(6, false, "att"), 240, "clear"],
    ["known for too short a time", moved(6), 100, "clear"],
  ])("%s", (_name, changed, sessions, expected) => {
    expect(verdictOn(asked(steady(hourMs, sessions, hourMs, changed)), "cell_moved")).toBe(
      expected,
    );
  });
});

describe("silences that are over", () => {
  it("are told with their length, when they touch the window", () => {
    const before = steady(15 * minuteMs, 400, 40 * hourMs);
    const sessions = [...steady(15 * minuteMs, 33, 2 * minuteMs), ...before];
    const result = asked(sessions);
    expect(plainText(result.verdict.sentence)).toBe(
      "Nothing heard for 31 h 56 min from 21 Nov 18:07 UTC; usually every 15 min, about 127 reports missed; heard just now.",
    );
    expect(verdictOn(asked(sessions, { left: { incomplete: "page_cap" } }), "past_gaps")).toBe(
      "cannot_judge",
    );
  });

  it("do not count a session that is placed by mistake after its end", () => {
    const impossible = session(3 * dayMs, { end: asOf - 9 * dayMs, lastUpdated: null });
    expect(verdictOn(asked([...steady(hourMs, 100, minuteMs), impossible]), "past_gaps")).toBe(
      "clear",
    );
  });
});
