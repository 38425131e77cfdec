import { describe, expect, it } from "vitest";
import { dayMs, hourMs, minuteMs } from "../../src/core/instant.ts";
import { reportOf, type SimReport, type Stale } from "../../src/core/report.ts";
import type { DataSession } from "../../src/core/session.ts";
import type { Sim } from "../../src/core/sim.ts";
import { plainText, type Sentence } from "../../src/core/words.ts";
import { historiesOf } from "../support/histories/all.ts";
import { seededRandom } from "../support/histories/random.ts";
import { operators, placeAt, sessionOf } from "../support/histories/records.ts";
import { ago, asOf, readOf, session, sessionBetween, sim } from "../support/sessions.ts";

const stale: Stale = { askedAt: asOf + 10 * hourMs, because: "no_answer" };

function earlier(sessions: readonly DataSession[], over: Partial<Sim> = {}): SimReport {
  return reportOf({ sim: sim(over), read: readOf(sessions), windowName: "7d", asOf, stale });
}

/** A session of 2 min every so often, the newest so long before that. */
function steady(everyMs: number, sessions: number, newestAgoMs: number): DataSession[] {
  const place = placeAt(operators.tMobile, 0);
  return Array.from({ length: sessions }, (_, index) =>
    sessionOf(seededRandom(index), {
      ...{ place, start: asOf - newestAgoMs - index * everyMs, lengthMs: 2 * minuteMs },
      ...{ packetsUp: 100, packetsDown: 90 },
    }),
  );
}

const open = (updatedAgoMs: number) =>
  sessionBetween(9 * hourMs, null, { lastUpdated: ago(updatedAgoMs) });

describe("the state of an earlier read is told as of then", () => {
  it.each<[string, readonly DataSession[], string]>([
    [
      "open and active",
      [open(2 * minuteMs)],
      "Session open then, since 23 Nov 01:05 UTC, heard 2 min before that.",
    ],
    [
      "open",
      [open(20 * minuteMs)],
      "Session open then, since 23 Nov 01:05 UTC, heard 20 min before that.",
    ],
    [
      "open but silent",
      [open(7 * hourMs)],
      "A session had been open since 23 Nov 01:05 UTC, but nothing heard since 23 Nov 03:05 UTC (7 h).",
    ],
    ["no session", [session()], "No session then. Last heard 23 Nov 09:05 UTC, 1 h before that."],
    [
      "none in the window",
      [sessionBetween(9 * dayMs, 8 * dayMs)],
      "No data session in the 7 days up to the read. Last heard 15 Nov 10:05 UTC, 8 d before that.",
    ],
    [
      "none at all",
      [],
      "No data session in the 30 days up to the read, which is all that the platform keeps.",
    ],
  ])("%s", (_state, sessions, words) => {
    expect(plainText(earlier(sessions).state)).toBe(words);
  });
});

describe("the verdict on an earlier read is told as of then", () => {
  it.each<[string, SimReport, string]>([
    [
      "a regular rhythm",
      earlier(steady(4 * hourMs, 40, 4 * minuteMs)),
      "Looked normal: connected about every 4 h, heard 2 min before that.",
    ],
    [
      "an open session",
      earlier([open(2 * minuteMs)]),
      "Looked normal: a session had been open since 23 Nov 01:05 UTC, heard 2 min before that.",
    ],
    [
      "too few sessions",
      earlier([session()]),
      "Nothing unusual, but too few sessions to tell its rhythm: 1 session in the 30 days up to the read, heard 1 h before that.",
    ],
    [
      "overdue",
      earlier(steady(30 * minuteMs, 200, 110 * minuteMs)),
      "Nothing heard since 23 Nov 08:17 UTC (1 h 48 min); usually every 30 min, about 3 reports missed.",
    ],
    [
      "long overdue",
      earlier(steady(15 * minuteMs, 200, 2 * hourMs)),
      "Nothing heard since 23 Nov 08:07 UTC (1 h 58 min); usually every 15 min, about 7 reports missed.",
    ],
    [
      "open but silent",
      earlier([open(7 * hourMs)]),
      "Session open but silent: nothing heard since 23 Nov 03:05 UTC (7 h); the device was probably gone, unnoticed by the network.",
    ],
    [
      "no session",
      earlier([sessionBetween(9 * dayMs, 8 * dayMs)]),
      "Nothing heard since 15 Nov 10:05 UTC (8 d); too few sessions to tell whether that is usual for it.",
    ],
    [
      "never a session",
      earlier([]),
      "No sessions in the 30 days up to the read (all that the platform keeps), although the SIM was active.",
    ],
    [
      "a suspended SIM",
      earlier([session({ end: ago(5 * minuteMs), lastUpdated: ago(5 * minuteMs) })], {
        status: "suspended",
      }),
      "The SIM was suspended, so the network did not let it connect; yet it was heard 5 min before that.",
    ],
    [
      "a reconnect loop",
      earlier(
        steady(3 * minuteMs, 18, 4 * minuteMs).map((one) => ({
          ...one,
          ...{ packetsUp: 0, packetsDown: 0 },
        })),
      ),
      "Probably a reconnect loop since 23 Nov 09:10 UTC (55 min), going on then: up to 18 sessions an hour.",
    ],
  ])("%s", (_verdict, report, words) => {
    expect(plainText(report.triage.verdict.sentence)).toBe(words);
  });
});

/** Everything that core says of each labelled history, told ten hours later. */
const told = historiesOf(11).flatMap(({ name, input }) => {
  const { sim, sessions, window, asOf } = input;
  const read = readOf(sessions, { startedAt: asOf, finishedAt: asOf + 300 });
  const later = { askedAt: asOf + 10 * hourMs, because: "no_answer" } as const;
  const report = reportOf({ sim, read, windowName: window.name, asOf, stale: later });
  const { verdict, findings, checked, cannotJudge } = report.triage;
  const sentences: Sentence[] = [
    ...[report.state, verdict.sentence],
    ...findings.flatMap(({ title, summary }) => [[title], summary]),
  ];
  const fragments: Sentence[] = [
    ...findings.flatMap(({ evidence }) => evidence.map(({ label }) => [label])),
    ...checked.map(({ seen }) => seen),
    ...cannotJudge.map(({ reason }) => reason),
  ];
  return [
    ...sentences.map((sentence) => ({ name, text: plainText(sentence), isSentence: true })),
    ...fragments.map((sentence) => ({ name, text: plainText(sentence), isSentence: false })),
  ];
});
const linesWith = (forbidden: RegExp, lines: typeof told) =>
  lines.filter(({ text }) => forbidden.test(text)).map(({ name, text }) => `${name}: ${text}`);

describe("whatever is said of an earlier read", () => {
  it.each([
    [
      "counts from the moment it is read aloud",
      /\bago\b|before this answer|\blast \d+ (days|hours)/,
    ],
    ["claims to be of now", /\bnow\b|\blooks\b|\bgoes on\b|\bthis time\b/i],
  ])("nothing %s", (_what, forbidden) => {
    expect(told.length).toBeGreaterThan(500);
    expect(linesWith(forbidden, told)).toEqual([]);
  });

  it("no sentence says how the SIM is", () => {
    const present =
      /\b(is|has|it (usually )?connects|are recorded|go up)\b(?! (usual for it|all that))/;
    const sentences = told.filter(({ isSentence }) => isSentence);
    expect(linesWith(present, sentences)).toEqual([]);
  });
});

describe("moments, which Slack shows as `Today 4:58 PM`", () => {
  it("follow no word that only a time of day could follow", () => {
    const beforeMoments = historiesOf(11).flatMap(({ input }) => {
      const { sim, sessions, window, asOf } = input;
      const { state, triage } = reportOf({
        ...{ sim, windowName: window.name, asOf },
        read: readOf(sessions, { startedAt: asOf, finishedAt: asOf + 300 }),
      });
      return [state, triage.verdict.sentence, ...triage.findings.map(({ summary }) => summary)]
        .flatMap((sentence) => sentence.slice(1).map((word, index) => [sentence[index], word]))
        .filter(([, word]) => typeof word === "object" && word.kind === "instant")
        .map(([before]) => String(before));
    });
    expect(beforeMoments.length).toBeGreaterThan(50);
    expect(beforeMoments.filter((words) => /\bat (about )?$/.test(words))).toEqual([]);
  });
});
