import { describe, expect, it } from "vitest";
import { timelineModel } from "../../../src/chart/model/build-model.ts";
import { timelineAltText, timelineTextTwin } from "../../../src/chart/words/alt-text.ts";
import {
  countWords,
  durationWords,
  exactShareWords,
  shareWords,
} from "../../../src/chart/words/quantities.ts";
import { rangeWords, stateWords } from "../../../src/chart/words/timeline-words.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import type { DataSession } from "../../../src/core/session.ts";
import { windowAt } from "../../../src/core/window.ts";
import { inputOf } from "../../support/chart/pictures.ts";
import { session } from "../../support/chart/sessions.ts";
import { daySessions, storyNow as now, storySessions } from "../../support/chart/story.ts";

describe("quantities", () => {
  it.each([
    [30_000, "<1 min"],
    [41 * minuteMs + 59_999, "41 min"],
    [3 * hourMs + 41 * minuteMs, "3 h 41 min"],
    [2 * hourMs, "2 h"],
    [31 * hourMs + 20 * minuteMs, "31 h"],
    [2 * dayMs + 5 * hourMs, "2 d 5 h"],
    [7 * dayMs, "7 d"],
  ])("%d ms is %s", (ms, words) => expect(durationWords(ms)).toBe(words));

  it.each([
    [0, "0"],
    [246, "246"],
    [999, "999"],
    [999.6, "1k"],
    [7_940, "7.9k"],
    [9_960, "10k"],
    [352_400, "352k"],
    [999_800, "1M"],
    [1_234_567, "1.2M"],
    [1e15, "1000T"],
  ])("%d is %s", (count, words) => expect(countWords(count)).toBe(words));

  it.each([
    [0, "0 %"],
    [0.002, "<1 %"],
    [0.086, "8.6 %"],
    [0.04, "4 %"],
    [0.48, "48 %"],
    [0.994, "99 %"],
    [0.995, "100 %"],
  ])("a share of %d is %s", (share, words) => expect(shareWords(share)).toBe(words));

  it("are exact about all and nothing", () => {
    expect([0, 0.0001, 0.914, 0.9999, 1].map(exactShareWords)).toEqual([
      "0 %",
      "0.1 %",
      "91.4 %",
      "99.9 %",
      "100 %",
    ]);
  });
});

describe("the state in words", () => {
  const open = (age: number) =>
    stateWords(
      timelineModel(
        inputOf({ sessions: [session({ start: now - dayMs, end: null, lastUpdated: now - age })] }),
      ),
    );

  it("never calls a session online", () => {
    expect(open(14 * minuteMs)).toEqual({ tone: "active", text: "IN SESSION" });
    expect(open(16 * minuteMs)).toEqual({
      tone: "uncertain",
      text: "OPEN, last update 16 min ago",
    });
    expect(open(7 * hourMs).text).toBe("OPEN, last update 7 h ago");
    expect(stateWords(timelineModel(inputOf({ sessions: daySessions() }))).text).toBe(
      "NO SESSION for 3 h 42 min",
    );
    expect(stateWords(timelineModel(inputOf())).text).toBe("NO SESSION");
  });

  it("speaks of then for an earlier read, in the picture, below it and for those who cannot see it", () => {
    const told = (sessions: DataSession[]) => {
      const model = timelineModel(inputOf({ sessions, tense: "past" }));
      return [
        stateWords(model).text,
        timelineTextTwin(model).split(" · ").at(-1),
        timelineAltText(model).split(". ")[2],
      ];
    };
    const updated = (age: number) =>
      told([session({ start: now - dayMs, end: null, lastUpdated: now - age })]);
    expect(updated(2 * minuteMs)).toEqual([
      "IN SESSION THEN",
      "in session then",
      "In session then",
    ]);
    expect(updated(7 * hourMs)).toEqual([
      "OPEN THEN, last update 7 h before the read",
      "a session was open, last updated 7 h before the read",
      "A session was open, last updated 7 h before the read",
    ]);
    expect(told(daySessions())).toEqual([
      "NO SESSION THEN for 3 h 42 min",
      "no session then, for 3 h 42 min",
      "No session then, for 3 h 42 min",
    ]);
    expect(told([])[0]).toBe("NO SESSION THEN");
  });
});

describe("words beside the picture", () => {
  const story = timelineModel(inputOf({ sessions: storySessions(), window: windowAt("30d", now) }));

  it("say what the picture says, in the reader's zone", () => {
    expect(timelineAltText(story)).toBe(
      "cargo-cam-07, 24 Oct 05:20 – 23 Nov 2026 05:20 UTC. 363 sessions, in session 92.0 % of the time. " +
        "No session now, for 3 h 41 min. 17 gaps of 10 min or more, longest 31 h. " +
        "98 operator changes, 87 of them in one burst on 13 Nov – 14 Nov. " +
        "Operators, of this time: T-Mobile (USA) 47 %, AT&T (USA) 34 %, Telcel (MEX) 8.4 %, Verizon (USA) 2.3 %. " +
        "Radio links, of all session time: LTE 79 %, LTE-M 4 %, 3G 13 %, 2G 4.2 %. " +
        "344k packets up, 267k down, drawn evenly over each session; 1 session that began earlier is counted whole. " +
        "1 session with 0 packets.",
    );
    expect(timelineTextTwin(story)).toBe(
      "In session 92.0 % of 30 days · 17 gaps ≥ 10 min, longest 31 h · 98 operator changes · " +
        "mostly T-Mobile (USA) 47 % · no session now, for 3 h 41 min",
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
      "cargo-cam-07, 22 Nov 05:20 – 23 Nov 2026 05:20 UTC. No session in these 24 hours. No session now.",
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
