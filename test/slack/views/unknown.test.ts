import { describe, expect, it } from "vitest";
import { timelineModel } from "../../../src/chart/model/build-model.ts";
import { timelineInputOf, wordsOf } from "../../../src/chart/report-timeline.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import { pageOf } from "../../../src/core/page.ts";
import { reportOf, type SimReport } from "../../../src/core/report.ts";
import type { SessionRead } from "../../../src/core/session-read.ts";
import { plainText } from "../../../src/core/words.ts";
import { readList } from "../../../src/sim-api/reading.ts";
import { timesOfDamaged } from "../../../src/sim-api/session-record.ts";
import { dataSessionList } from "../../../src/sim-api/wire.ts";
import { allFindingsModal } from "../../../src/slack/views/all-findings.ts";
import { carrierTicketText } from "../../../src/slack/views/carrier-ticket.ts";
import { comparisonMessage } from "../../../src/slack/views/compare.ts";
import { fileComment } from "../../../src/slack/views/exported.ts";
import { simReportMessage } from "../../../src/slack/views/sim-report.ts";
import { ago, asOf, readOf, session, sessionBetween, sim } from "../../support/sessions.ts";

function report(read: SessionRead): SimReport {
  return reportOf({ sim: sim(), read, windowName: "7d", asOf });
}

/** As the client reads it. */
function readFrom(data_sessions: readonly unknown[]): SessionRead {
  const list = readList({ data_sessions, meta: {} }, dataSessionList());
  if (list.kind !== "read") throw new Error("the envelope is right");
  const { records, setAside } = list.value;
  return readOf(records, { setAside: setAside.map(timesOfDamaged) });
}

const iso = (at: number) => new Date(at).toISOString().replace(".000Z", "Z");
/** An offset without a colon, as some gateways write it: no time by RFC 3339. */
const odd = (at: number) => iso(at).replace("Z", "+0000");

/** Records of a device that reports every hour, each field as the platform writes it, oldest last. */
const wire = (from: number, records: number, written: (at: number) => Record<string, string>) =>
  Array.from({ length: records }, (_, index) => {
    const start = asOf - from - index * hourMs;
    const end = start + 5 * minuteMs;
    const whole = { start: iso(start), end: iso(end), last_updated: iso(end) };
    return { sid: `WN${index}`, ...whole, ...written(start) };
  });

const unreadable = readFrom(wire(10 * minuteMs, 12, (at) => ({ start: odd(at) })));
const allOdd = readFrom(
  wire(10 * minuteMs, 12, (at) => ({ start: odd(at), end: odd(at), last_updated: odd(at) })),
);
const cutOff = readOf([session()], { incomplete: "page_cap" });

function answerTo(one: SimReport): string {
  const page = pageOf(one, { widenedFrom: null, page: 0 });
  return JSON.stringify(
    simReportMessage({ report: one, page, audience: "asker", picture: null }),
    null,
    2,
  );
}

describe("the answer, where what counts is not known", () => {
  it.each([
    ["records-unreadable", allOdd],
    ["starts-unreadable", unreadable],
    ["list-cut-off", cutOff],
  ])("%s", async (name, read) => {
    await expect(`${answerTo(report(read))}\n`).toMatchFileSnapshot(
      `../../fixtures/golden/sim-report/${name}.json`,
    );
  });

  it.each([
    [
      "every start has an offset without a colon",
      unreadable,
      "Can't tell: 12 of 12 records could not be read; last known sign of life 5 min ago.",
    ],
    ["every time has", allOdd, "Can't tell: 12 of 12 records could not be read."],
    [
      "the list was cut off",
      cutOff,
      "Can't tell: not every page of the list could be read; last known sign of life 1 h ago.",
    ],
  ])("%s: neither good nor bad, and no advice to check the power", (_, read, sentence) => {
    const one = report(read);
    expect(one.triage.verdict.severity).toBe("unknown");
    expect(plainText(one.triage.verdict.sentence)).toBe(sentence);
    const text = answerTo(one);
    expect(text).toContain("❔ *Can't tell");
    expect(text).not.toMatch(/✅|🛑|⚠️|power|[Nn]o session|no sessions|not in the last 30 days/);
    expect(text).toContain("Press Refresh");
    expect(text).toContain("console");
  });

  it("is no silence of 2 days because the newest record has an unreadable start", () => {
    const old = wire(49 * hourMs, 300, () => ({}));
    const newest = wire(3 * minuteMs, 1, (at) => ({ start: odd(at), end: "", last_updated: "" }));
    const one = report(readFrom([...old, ...newest]));
    expect(one.triage.findings).toEqual([]);
    expect(plainText(one.triage.verdict.sentence)).toBe(
      "Can't tell: 1 of 301 records could not be read; last known sign of life 2 d ago.".replace(
        "48 h 55 min",
        "2 d",
      ),
    );
    expect(plainText(one.state)).toMatch(
      /^Whether there is a session now is not known\. The last known sign of life was/,
    );
    expect(answerTo(one)).not.toMatch(/Silent for|silent for|missed/);
  });
});

describe("what stands beside it", () => {
  const healthy = report(readOf([sessionBetween(2 * hourMs, hourMs)]));
  const unknown = report(cutOff);

  it("a comparison finds no problem and none absent", () => {
    const text = (a: SimReport, b: SimReport) =>
      JSON.stringify(comparisonMessage({ reports: [a, b], audience: "asker", picture: null }));
    expect(text(unknown, healthy)).toContain(
      "whether A has a problem can't be told; B needs no action now.",
    );
    expect(text(healthy, unknown)).toContain(
      "whether B has a problem can't be told; A needs no action now.",
    );
    expect(text(unknown, unknown)).toContain("whether they have a problem can't be told.");
    const dark = report(readOf([sessionBetween(20 * dayMs, 19 * dayMs)]));
    expect(text(dark, unknown)).toContain("A shows a problem; whether B has one can't be told.");
    expect(text(unknown, unknown)).not.toContain("neither");
  });

  it("a ticket claims no absence", () => {
    const text = carrierTicketText(report(allOdd));
    expect(text).toMatch(/^Data connection of one SIM: not all of its sessions could be read/);
    expect(text).toContain("Last seen: not known");
    expect(text).toContain("No data session is known.");
    expect(carrierTicketText(report(unreadable))).toContain(`Last seen: ${iso(ago(5 * minuteMs))}`);
  });

  it("what was checked says why it could not be", () => {
    const text = JSON.stringify(allFindingsModal(report(allOdd)));
    expect(text).toContain("12 of 12 records could not be read");
    expect(text).not.toContain("there is no session to look at");
  });

  it("the words of a picture and of a file know that something is missing", () => {
    const words = (one: SimReport) =>
      wordsOf({
        kind: "timeline",
        model: timelineModel(timelineInputOf(one, "UTC")),
        coarser: () => timelineModel(timelineInputOf(one, "UTC")),
      });
    expect(words(unknown).altText).toContain("The list of sessions is incomplete");
    expect(words(unknown).textTwin).toMatch(/In session at least .*list incomplete/);
    expect(words(report(allOdd)).textTwin).toBe("No known session in these 7 days.");
    expect(fileComment(unknown, 1).mrkdwn).toContain("Not all of its records could be read");
    expect(fileComment(healthy, 1).mrkdwn).not.toContain("could be read");
  });
});
