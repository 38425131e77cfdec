import { describe, expect, it } from "vitest";
import { type TimelineInput, timelineModel } from "../../../src/chart/model/build-model.ts";
import { timelineAltText, timelineTextTwin } from "../../../src/chart/words/alt-text.ts";
import { axisZoneWords, endWords, rangeWords } from "../../../src/chart/words/timeline-words.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import type { DataSession } from "../../../src/core/session.ts";
import type { Tense } from "../../../src/core/tense.ts";
import { windowAt } from "../../../src/core/window.ts";
import { inputOf } from "../../support/chart/pictures.ts";
import { session } from "../../support/chart/sessions.ts";
import { daySessions, storyNow as now, storySessions } from "../../support/chart/story.ts";

describe("the last sign of life", () => {
  const told = (sessions: DataSession[], fields: Partial<TimelineInput> = {}) => {
    const model = timelineModel(inputOf({ sessions, ...fields }));
    return { twin: timelineTextTwin(model), alt: timelineAltText(model) };
  };
  const open = (age: number) => [
    session({ start: now - dayMs, end: null, lastUpdated: now - age }),
  ];

  it.each([
    ["last heard 9 min ago", open(9 * minuteMs)],
    ["nothing heard for 7 h", open(7 * hourMs)],
    ["nothing heard for 3 h 42 min", daySessions()],
  ])("is told once, as what was heard: %s", (words, sessions) => {
    const { twin, alt } = told(sessions);
    expect(twin.split(" · ").at(-1)).toBe(words);
    expect(alt.toLowerCase()).toContain(`${words}.`);
    for (const text of [twin, alt]) {
      expect(text.toLowerCase().split("heard")).toHaveLength(2);
      expect(text).not.toMatch(/o(n|ff)line|\bopen\b|no session now|in session now/i);
    }
  });

  it.each([
    ["last heard 9 min before that", open(9 * minuteMs)],
    ["nothing heard for 3 h 42 min then", daySessions()],
  ])("speaks of then for an earlier read: %s", (words, sessions) => {
    expect(told(sessions, { tense: "past" }).twin).toContain(words);
  });

  it("is no silence where the report calls it usual, and an older open session is none", () => {
    const stale = session({ start: now - 9 * hourMs, end: null, lastUpdated: now - 8 * hourMs });
    const sessions = [session({ start: now - hourMs, end: now - 30 * minuteMs }), stale];
    const silences = { unusual: [], now: null, lastSeen: null };
    const { twin } = told(sessions, { silences });
    expect(twin).toContain("last heard 30 min ago");
    expect(twin).not.toContain("silence");
  });
});

describe("the axis in words", () => {
  const ofDay = (zone: string, to: number, tense: Tense = "present") => {
    const model = timelineModel(inputOf({ window: windowAt("24h", to), zone, tense }));
    return `${axisZoneWords(model)} | ${endWords(model)}`;
  };

  it("say UTC beside every time that is one, and else whose clock it is", () => {
    expect(ofDay("UTC", now)).toBe("UTC | now, 23 Nov 05:20 UTC");
    expect(ofDay("Etc/UTC", now, "past")).toBe("UTC | read 23 Nov 05:20 UTC");
    expect(ofDay("Europe/Berlin", now)).toBe("Berlin time, UTC+1 | now, 23 Nov 06:20");
    expect(ofDay("America/St_Johns", now)).toBe("St Johns time, UTC−3:30 | now, 23 Nov 01:50");
  });

  it("tell of a change of clocks within the window", () => {
    expect(ofDay("Europe/Berlin", Date.UTC(2026, 9, 25, 12))).toBe(
      "Berlin time, UTC+2, then +1 | now, 25 Oct 13:00",
    );
  });
});

describe("words beside the picture", () => {
  const story = timelineModel(inputOf({ sessions: storySessions(), window: windowAt("30d", now) }));

  it("say what the picture says, in the reader's zone", () => {
    expect(timelineAltText(story)).toBe(
      "cargo-cam-07, 24 Oct 05:20 – 23 Nov 2026 05:20 UTC. 363 sessions, in session 92 % of the time. " +
        "Nothing heard for 3 h 41 min. 16 unusual silences, the longest 31 h. " +
        "98 operator changes, 87 of them in one burst on 13 Nov – 14 Nov. " +
        "Operators, of this time: T-Mobile (USA) 47 %, AT&T (USA) 34 %, Telcel (MEX) 8 %, Verizon (USA) 2 %. " +
        "Radio links, of all session time: LTE 79 %, LTE-M 4 %, 3G 13 %, 2G 4 %. " +
        "344k packets up, 267k down, drawn evenly over each session; 1 session that began earlier is counted whole. " +
        "1 session with 0 packets.",
    );
    expect(timelineTextTwin(story)).toBe(
      "In session 92 % of 30 days · 16 unusual silences, the longest 31 h · 98 operator changes · " +
        "mostly T-Mobile (USA) 47 % · nothing heard for 3 h 41 min",
    );
  });

  it("name the zone, and both years where there are two", () => {
    const model = timelineModel(
      inputOf({ window: windowAt("30d", Date.UTC(2027, 0, 10)), zone: "Europe/Berlin" }),
    );
    expect(rangeWords(model)).toBe("11 Dec 2026 01:00 – 10 Jan 2027 01:00 Berlin time");
  });

  it("of an empty window claim nothing but that it is empty", () => {
    const model = timelineModel(inputOf());
    expect(timelineAltText(model)).toBe(
      "cargo-cam-07, 22 Nov 05:20 – 23 Nov 2026 05:20 UTC. No session in these 24 hours.",
    );
    expect(timelineTextTwin(model)).toBe("No session in these 24 hours.");
  });

  it("stay within 2,000 characters however long the names are", () => {
    const sessions = Array.from({ length: 5 }, (_, index) =>
      session({
        start: now - (index + 2) * hourMs,
        operator: {
          name: `${index}${"N".repeat(5_000)}`,
          country: "C".repeat(900),
          mcc: null,
          mnc: null,
        },
        radioLink: "R".repeat(900),
      }),
    );
    const model = timelineModel(inputOf({ sessions, label: "L".repeat(9_000) }));
    expect(timelineAltText(model).length).toBeLessThan(1_000);
    expect(timelineTextTwin(model).length).toBeLessThanOrEqual(300);
  });

  const at = (name: string) => ({ name, country: "USA", mcc: null, mnc: null });
  /** Sessions that follow each other, so many hours on each operator. */
  const onOperators = (...parts: readonly (readonly [string, number])[]) => {
    let ago = 0;
    const sessions = parts.map(([name, hours]) => {
      const end = now - ago;
      ago += hours * hourMs;
      return session({ start: now - ago, end, lastUpdated: end, operator: at(name) });
    });
    return timelineTextTwin(timelineModel(inputOf({ sessions, window: windowAt("24h", now) })));
  };

  it.each([
    [
      "mostly A (USA) 58 %",
      [
        ["A", 14],
        ["B", 8],
      ],
    ],
    [
      "A (USA) 50 %, B (USA) 50 %",
      [
        ["A", 12],
        ["B", 12],
      ],
    ],
    [
      "A (USA) 54 %, B (USA) 46 %",
      [
        ["B", 11],
        ["A", 13],
      ],
    ],
    [
      "A (USA) 42 %, B (USA) 21 % and 2 more",
      [
        ["A", 10],
        ["B", 5],
        ["C", 4],
        ["D", 4],
      ],
    ],
    [
      "A (USA) 25 %, B (USA) 25 %, C (USA) 25 % and 1 more",
      [
        ["A", 6],
        ["B", 6],
        ["C", 6],
        ["D", 6],
      ],
    ],
    ["A (USA) only", [["A", 3]]],
  ] as const)("say %s", (words, parts) => {
    const twin = onOperators(...parts);
    expect(twin.split(" · ")).toContain(words);
    if (!words.startsWith("mostly")) expect(twin).not.toContain("mostly");
  });

  const packetWords = (...sessions: readonly DataSession[]) => {
    const text = timelineAltText(
      timelineModel(inputOf({ sessions, window: windowAt("24h", now) })),
    );
    return text.split(". ").find((sentence) => /packets? /i.test(sentence));
  };
  const hourAgo = { start: now - hourMs, end: now, lastUpdated: now };

  it("give packets as totals of whole sessions, and the even spread as drawn only", () => {
    const known = { packetsUp: 1_000, packetsDown: 400 };
    expect(packetWords(session({ ...hourAgo, ...known }))).toBe(
      "1k packets up, 400 down, drawn evenly over each session.",
    );
    const reaching = session({ ...known, start: now - 48 * hourMs, end: now, lastUpdated: now });
    expect(packetWords(reaching)).toBe(
      "1k packets up, 400 down, drawn evenly over each session; 1 session that began earlier is counted whole.",
    );
  });

  it("never take a count that is not reported for 0 packets", () => {
    const unknown = session({ ...hourAgo, packetsUp: null, packetsDown: null });
    const half = session({ ...hourAgo, packetsUp: 7, packetsDown: null });
    expect(packetWords(unknown)).toBe("Packets are not reported.");
    expect(packetWords(unknown, half)).toBe(
      "At least 7 packets up, an unknown number down, drawn evenly over each session.",
    );
  });
});
