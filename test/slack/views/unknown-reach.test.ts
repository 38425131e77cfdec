import { describe, expect, it } from "vitest";
import { timelineModel } from "../../../src/chart/model/build-model.ts";
import { timelineInputOf, wordsOf } from "../../../src/chart/report-timeline.ts";
import { csvRow } from "../../../src/core/csv.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import { pageOf } from "../../../src/core/page.ts";
import { reportOf, type SimReport } from "../../../src/core/report.ts";
import type { DataSession } from "../../../src/core/session.ts";
import type { SessionRead } from "../../../src/core/session-read.ts";
import { allFindingsModal } from "../../../src/slack/views/all-findings.ts";
import { carrierTicketText } from "../../../src/slack/views/carrier-ticket.ts";
import { comparisonMessage } from "../../../src/slack/views/compare.ts";
import { simReportMessage } from "../../../src/slack/views/sim-report.ts";
import { totalsLines } from "../../../src/slack/views/totals-words.ts";
import { ago, asOf, readOf, sessionBetween, sessionSid, sim } from "../../support/sessions.ts";

/** How the answer speaks of records that do not tell how far they reach. */

/** Every hour for ten days, each 45 min long; `over` says what is odd about each. */
const hourly = (over: (index: number) => Partial<DataSession> = () => ({})): DataSession[] =>
  Array.from({ length: 240 }, (_, index) => {
    const [from, to] = [(index + 1) * hourMs - 5 * minuteMs, index * hourMs + 10 * minuteMs];
    return sessionBetween(from, to, { sid: sessionSid(index), ...over(index) });
  });

function reportOn(sessions: readonly DataSession[], over: Partial<SessionRead> = {}): SimReport {
  return reportOf({ sim: sim(), read: readOf(sessions, over), windowName: "7d", asOf });
}

/** Everything that the answer says, as one text. */
function told(report: SimReport): string {
  const page = pageOf(report, { widenedFrom: null, page: 0 });
  const message = simReportMessage({ report, page, audience: "asker", picture: null });
  const model = timelineModel(timelineInputOf(report, "UTC"));
  const words = wordsOf({ kind: "timeline", model, coarser: () => model });
  return [JSON.stringify(message), totalsLines(report).mrkdwn, words.altText, words.textTwin].join(
    "\n",
  );
}

describe("the time in session", () => {
  it.each([
    ["no start", hourly(() => ({ start: null }))],
    ["no end and no update", hourly(() => ({ end: null, lastUpdated: null }))],
    ["neither start nor end", hourly(() => ({ start: null, end: null }))],
    [
      "one open session that was never updated",
      [sessionBetween(hourMs, null, { lastUpdated: null })],
    ],
  ])("is not known, and not nothing, where the records have %s", (_, sessions) => {
    const text = told(reportOn(sessions));
    expect(text).not.toMatch(/in session (at least )?0 %/i);
    expect(text).toContain("in session for an unknown part of the time");
    expect(text).toContain("for an unknown time");
    expect(text).toContain("In session for an unknown part of 7 days");
  });

  it("is told as at least what the other records show", () => {
    const silent = sessionBetween(hourMs, null, { lastUpdated: null, sid: sessionSid(900) });
    const report = reportOn([silent, ...hourly().slice(2)]);
    expect(told(report)).toContain("in session at least 74 % of the time");
    expect(told(report)).toContain("In session at least 74 % of 7 days");
  });

  it("is never at least less than something", () => {
    const silent = sessionBetween(hourMs, null, { lastUpdated: null, sid: sessionSid(900) });
    const few = reportOn([silent, ...hourly().slice(200, 201), ...hourly().slice(2, 3)]);
    expect(told(few)).toContain("in session at least 0.4 % of the time");
    expect(told(few)).toContain("at least 45 min (0.4 %)");
    const short = sessionBetween(3 * hourMs, 3 * hourMs - 9_000, { sid: sessionSid(901) });
    expect(told(reportOn([silent, short]))).toContain("in session for an unknown part of the time");
  });

  it("is not at least all of it", () => {
    const endless = sessionBetween(8 * dayMs, null);
    const silent = sessionBetween(hourMs, null, { lastUpdated: null, sid: sessionSid(900) });
    expect(told(reportOn([endless, silent]))).toContain("in session 100 % of the time");
  });

  it("is told as it is where nothing is hidden", () => {
    expect(told(reportOn(hourly()))).toContain("in session 75 % of the time");
  });
});

describe("a long list without starts", () => {
  it("is not called too few sessions", () => {
    const text = told(reportOn(hourly(() => ({ start: null }))));
    expect(text).toContain("too few known starts of sessions to tell its rhythm");
    expect(text).not.toContain("too few sessions");
  });
});

describe("an end in the future", () => {
  const report = reportOn([
    sessionBetween(20 * minuteMs, null, { end: asOf + 2 * hourMs, lastUpdated: asOf + 2 * hourMs }),
    ...hourly().slice(1),
  ]);

  it("is an unknown end, and no session of 0 s", () => {
    expect(told(report)).toContain("end unknown · duration unknown");
    expect(told(report)).not.toContain("· 0 s");
    expect(carrierTicketText(report)).toContain("to unknown end");
  });

  it("leaves end and duration of the file empty", () => {
    const [row] = report.sessions;
    if (row === undefined) throw new Error("there is one");
    expect(csvRow(row).slice(-4)).toEqual([null, `'${row.imei}`, null, "false"]);
  });
});

describe("a record with times in the future alone", () => {
  const future = sessionBetween(0, null, {
    start: asOf + 2 * hourMs,
    end: asOf + 3 * hourMs,
    lastUpdated: asOf + 3 * hourMs,
  });

  it("is told as that, not as one without times", () => {
    const text = told(reportOn([future, ...hourly()]));
    expect(text).toContain("1 record had times in the future");
    expect(text).toContain("1 record with times in the future");
    expect(text).not.toMatch(/no time|without any time/);
  });
});

describe("records that were left out", () => {
  it.each([["setAside", "could not be read"] as const, ["ofOtherSims", "another SIM"] as const])(
    "are counted once for the whole answer: %s",
    (field, words) => {
      const times = Array.from({ length: 40 }, (_, index) => {
        const at = ago((index + 1) * hourMs);
        return { start: at, end: at, lastUpdated: at };
      });
      const text = told(reportOn([], { [field]: times }));
      const counts = text.match(new RegExp(`\\d+ (?:of \\d+ )?records?[^.;]{0,20}${words}`, "g"));
      expect(counts?.length).toBeGreaterThan(1);
      for (const count of counts ?? []) expect(count).toMatch(/^40 /);
    },
  );
});

describe("an open session that newer ones followed", () => {
  it("is not told to have been updated when it only began", () => {
    const stale = sessionBetween(90 * minuteMs, null, { lastUpdated: null, sid: sessionSid(900) });
    const text = told(reportOn([sessionBetween(30 * minuteMs, 20 * minuteMs), stale]));
    expect(text).toContain("last update unknown, never reported closed");
  });
});

describe("long evidence", () => {
  it("names three operators of many", () => {
    const many = hourly((index) => ({
      operator: {
        ...{ mcc: String(200 + (index % 40)), mnc: String(100 + (index % 40)), country: "USA" },
        name: null,
      },
    }));
    expect(told(reportOn(many))).toMatch(/back and forth between [^:]{1,60} and \d+ more: /);
  });

  it("counts sessions without packets as the list below counts them", () => {
    const empty = hourly(() => ({ packetsUp: 0, packetsDown: 0 }));
    const report = reportOn(empty);
    const { length } = report.sessions;
    expect(told(report)).toContain(
      `recorded in any of ${length} sessions, nor in the ${240 - length} before`,
    );
    expect(report.window.to - report.window.from).toBe(7 * dayMs);
  });
});

describe("sessions without an operator", () => {
  it("are said to have an unknown one, not one of no name", () => {
    const none = { mcc: null, mnc: null, country: null, name: null };
    const text = told(reportOn(hourly((index) => (index % 2 ? { operator: none } : {}))));
    expect(text).toContain("operator unknown 38 %");
    expect(text).not.toContain("Unnamed");
  });
});

describe("what else a record may lack", () => {
  it.each([
    ["start (168 of 168)", hourly(() => ({ start: null }))],
    ["radio link (168 of 168)", hourly(() => ({ radioLink: null }))],
    ["last update of open sessions (168 of 168)", hourly(() => ({ end: null, lastUpdated: null }))],
    ["end (1 of 168)", hourly((index) => (index === 5 ? { end: asOf + dayMs } : {}))],
  ])("is counted among the notes on the records: %s", (words, sessions) => {
    expect(JSON.stringify(allFindingsModal(reportOn(sessions)))).toContain(words);
  });

  it("keeps crowded starts from being ruled out", () => {
    const { checked, cannotJudge } = reportOn(hourly(() => ({ start: null }))).triage;
    expect(checked.map(({ rule }) => rule)).not.toContain("reconnect_loop");
    expect(cannotJudge.map(({ rule }) => rule)).toContain("reconnect_loop");
  });

  it("is said in the number of what lacks it", () => {
    const text = JSON.stringify(
      allFindingsModal(reportOn(hourly(() => ({ end: null, lastUpdated: null })))),
    );
    expect(text).toContain("240 open sessions did not say when they were last updated");
  });
});

describe("a comparison", () => {
  const texts = (one: SimReport) => {
    const message = comparisonMessage({
      reports: [one, reportOn(hourly())],
      audience: "asker",
      picture: null,
    });
    return message.blocks.map((block) => JSON.stringify(block)).join("\n");
  };

  it("tells no number of sessions where none is known", () => {
    const text = texts(reportOn([], { incomplete: "page_cap" }));
    expect(text).toContain("A: none known");
    expect(text).not.toMatch(/at least ?0|↑ 0/);
  });

  it("parts the words that say at least", () => {
    const text = texts(reportOn(hourly().slice(0, 5), { incomplete: "page_cap" }));
    expect(text).toContain("A: at least 5");
    expect(text).toMatch(/A: at least 3 h 45 min/);
  });

  it("says of an open session for how long it was not heard", () => {
    const silent = sessionBetween(20 * hourMs, null, { lastUpdated: ago(9 * hourMs) });
    expect(texts(reportOn([silent]))).toContain("A: open, not heard for 9 h");
  });
});
