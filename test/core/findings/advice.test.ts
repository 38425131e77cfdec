import { describe, expect, it } from "vitest";
import { triage } from "../../../src/core/findings/triage.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import type { DataSession } from "../../../src/core/session.ts";
import { windowNames } from "../../../src/core/window.ts";
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
import { historiesOf } from "../../support/histories/all.ts";
import { operators, placeAt, simWith } from "../../support/histories/records.ts";

const answers = historiesOf(17).map(({ name, input }) => ({ name, input, answer: triage(input) }));

const abroad = (() => {
  const { operator, cellId, tower } = placeAt(operators.telcel, 300, 9);
  return { operator, cellId, tower };
})();

describe("advice fits", () => {
  it.each(["new", "ready"])("a SIM that is %s needs nothing", (status) => {
    const { verdict, findings } = asked([], { sim: simWith(status) });
    expect(verdict.severity).toBe("notice");
    expect(plainText(findings[0]?.nextStep ?? [])).toMatch(/^Nothing to do until it is put to use/);
  });

  it("roams there for days: roaming works", () => {
    const sessions = steady(hourMs, 200, hourMs, (ago) => (ago < 5 * dayMs ? abroad : {}));
    const result = asked(sessions);
    expect(plainText(findingOf(result, "country_changed")?.nextStep ?? [])).toBe(
      "Nothing to do if the device is meant to be there: roaming works.",
    );
    const empty = { ...abroad, packetsUp: 0, packetsDown: 0 };
    const unable = asked(steady(hourMs, 200, hourMs, (ago) => (ago < dayMs ? empty : {})));
    expect(plainText(findingOf(unable, "country_changed")?.nextStep ?? [])).toMatch(/roaming/);
  });

  it("never says to check roaming or APN of a SIM that connected there for weeks", () => {
    const { findings } = asked(
      steady(hourMs, 400, 2 * dayMs, () => abroad),
      { windowName: "24h" },
    );
    expect(findings[0]?.kind).toBe("no_sessions");
    expect(plainText(findings[0]?.nextStep ?? [])).not.toMatch(/roaming|APN/);
  });

  it.each([
    [
      5 * minuteMs,
      "notice",
      "The SIM's connection is being reset, which began 5 min ago; last heard 2 min ago.",
    ],
    [
      31 * minuteMs,
      "warning",
      "The reset seems stuck: it began 31 min ago and normally takes minutes; last heard 2 min ago.",
    ],
  ])("a reset that has run for %d ms: %s", (lastsMs, severity, words) => {
    const sim = { ...simWith("active", "resetting"), dateUpdated: asOf - lastsMs };
    const { verdict } = asked(steady(hourMs, 50, 4 * minuteMs), { sim });
    expect([verdict.severity, plainText(verdict.sentence)]).toEqual([severity, words]);
  });

  it("waits for a reset before anybody drives out", () => {
    const sim = { ...simWith("active", "resetting"), dateUpdated: asOf - 5 * minuteMs };
    const result = asked(steady(hourMs, 50, 9 * hourMs), { sim });
    expect(plainText(findingOf(result, "overdue")?.nextStep ?? [])).toMatch(/^Wait until/);
  });
});

describe("one event is one finding", () => {
  it.each<[string, DataSession[], string[]]>([
    [
      "an open session of a SIM that is overdue",
      [openSession(9 * hourMs, 8 * hourMs), ...steady(15 * minuteMs, 99, 9.5 * hourMs)],
      ["open_but_silent"],
    ],
    [
      "a journey abroad",
      steady(hourMs, 300, hourMs, (ago) => (ago < 2 * dayMs ? abroad : {})),
      ["country_changed"],
    ],
    [
      "moved into another device elsewhere",
      steady(hourMs, 300, hourMs, (ago) =>
        ago < 2 * dayMs ? { ...abroad, imei: "867234040201181" } : {},
      ),
      ["device_changed"],
    ],
  ])("%s", (_name, sessions, kinds) => {
    expect(asked(sessions).findings.map(({ kind }) => kind)).toEqual(kinds);
  });

  it("but two events are two, and what is worse is told", () => {
    const sessions = steady(hourMs, 300, hourMs, (ago) => ({
      ...(ago < 4 * dayMs ? { imei: "353982107712034" } : {}),
      ...(ago < 2 * dayMs ? abroad : {}),
    }));
    expect(asked(sessions).findings.map(({ kind }) => kind)).toEqual([
      "device_changed",
      "country_changed",
    ]);
    const swapped = { imei: "353982107712034", radioLink: "3G" };
    const lesser = steady(hourMs, 300, hourMs, (ago) => (ago < dayMs ? swapped : {}));
    expect(asked(lesser).findings.map(({ kind }) => kind)).toEqual([
      "radio_fallback",
      "device_changed",
    ]);
  });
});

describe("a storm of changes", () => {
  it("of the radio link is no link that never fell", () => {
    const sessions = steady(hourMs / 2, 600, hourMs / 2, (ago) => ({
      radioLink: ago < dayMs && Math.round(ago / (hourMs / 2)) % 2 === 0 ? "3G" : "LTE",
    }));
    expect(verdictOn(asked(sessions), "radio_fallback")).toBe("warning");
  });

  it("among many operators is no journey", () => {
    const names = ["tMobile", "att", "verizon", "rogers", "telcel"] as const;
    const sessions = steady(hourMs, 300, hourMs, (ago) => {
      const name = names[Math.round(ago / hourMs) % names.length] ?? "att";
      return ago < 2 * dayMs ? { operator: operators[name] } : {};
    });
    expect(verdictOn(asked(sessions), "operator_ping_pong")).toBe("warning");
  });
});

describe("the window asked for", () => {
  const empty = { packetsUp: 0, packetsDown: 0 };
  const oneWay = { packetsUp: 100, packetsDown: 0 };

  it.each<[string, DataSession[], string, string]>([
    ["empty once a day", steady(dayMs, 20, hourMs, () => empty), "no_traffic", "warning"],
    [
      "unanswered once a day",
      steady(dayMs, 20, hourMs, (ago) => (ago < 6 * dayMs ? oneWay : {})),
      "one_way_traffic",
      "warning",
    ],
    [
      "an hour once a day",
      steady(dayMs, 20, 2 * hourMs, (ago) => ({ end: asOf - ago + hourMs, lastUpdated: null })),
      "fixed_length",
      "info",
    ],
  ])("never decides what can be told: %s", (_name, sessions, kind, expected) => {
    const told = windowNames.map((windowName) =>
      verdictOn(asked(sessions, { windowName }), kind as "no_traffic"),
    );
    expect(told).toEqual([expected, expected, expected]);
  });

  it("cuts no beginning off", () => {
    const sessions = steady(hourMs, 300, hourMs, (ago) => (ago < 3 * dayMs ? empty : {}));
    const since = windowNames.map(
      (windowName) => findingOf(asked(sessions, { windowName }), "no_traffic")?.since,
    );
    expect(new Set(since)).toEqual(new Set([asOf - 3 * dayMs + hourMs]));
  });
});

describe("what is said in few words", () => {
  const wordsOf = (text: string) => text.split(/\s+/).length;

  it("has a verdict of about 25 words, and a first step of 20 that stands alone", () => {
    for (const { name, answer } of answers) {
      expect(wordsOf(plainText(answer.verdict.sentence)), name).toBeLessThanOrEqual(27);
      for (const { kind, nextStep } of answer.findings) {
        const [first = ""] = plainText(nextStep).split(/(?<=[.?]) /);
        expect(wordsOf(first), `${name}, ${kind}: ${first}`).toBeLessThanOrEqual(20);
      }
    }
  });
});

describe("dates", () => {
  it("part the good time from the bad one, and a change begins with its first session", () => {
    for (const { name, input, answer } of answers) {
      const { changed } = answer;
      if (changed === null) continue;
      expect(changed.good.to, name).toBeLessThanOrEqual(changed.now.from);
      const begins = new Set(input.sessions.flatMap(({ start }) => start ?? []));
      for (const { aspect, since } of changed.changes) {
        const isSilence =
          since ===
          Math.max(
            ...input.sessions.map(({ end, lastUpdated, start }) =>
              Math.max(end ?? 0, lastUpdated ?? 0, start ?? 0),
            ),
          );
        expect(begins.has(since) || isSilence, `${name}: ${aspect}`).toBe(true);
      }
    }
  });

  it("say when a change began, wherever somebody cut the time", () => {
    const sessions = steady(hourMs, 300, hourMs, (ago) =>
      ago < 3 * dayMs ? { cellId: "1-2-3", tower: null } : {},
    );
    const changed = asked(sessions).changed;
    expect(changed?.changes.map(({ since }) => since)).toEqual([asOf - 3 * dayMs + hourMs]);
    expect(changed?.good.to).toBe(asOf - 3 * dayMs + 2 * minuteMs);
  });

  it("begin a silence with the last sign of life", () => {
    const last = session(9 * hourMs);
    const changed = asked([last, ...steady(15 * minuteMs, 300, 9.25 * hourMs)]).changed;
    expect(changed?.changes).toMatchObject([{ aspect: "rhythm", since: last.end }]);
    expect(changed?.now.from).toBe(last.end);
    expect(changed?.good.to).toBe(last.end);
  });
});
