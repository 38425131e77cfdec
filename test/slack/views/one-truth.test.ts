import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timelineModel } from "../../../src/chart/model/build-model.ts";
import { timelineInputOf } from "../../../src/chart/report-timeline.ts";
import { severities } from "../../../src/core/findings/rule.ts";
import { pageOf } from "../../../src/core/page.ts";
import { reportOf, type SimReport } from "../../../src/core/report.ts";
import { type DataSession, isOpen } from "../../../src/core/session.ts";
import { windowNames } from "../../../src/core/window.ts";
import { plainText } from "../../../src/core/words.ts";
import { exportSessions } from "../../../src/questions/export.ts";
import { carrierTicketText } from "../../../src/slack/views/carrier-ticket.ts";
import { comparisonMessage } from "../../../src/slack/views/compare.ts";
import { sharedReportMessage } from "../../../src/slack/views/shared-report.ts";
import { simReportMessage } from "../../../src/slack/views/sim-report.ts";
import { csvRecords } from "../../support/csv-reader.ts";
import { historiesOf, moments } from "../../support/histories/all.ts";
import { anySession, asOf, plausibleSession, readOf, sim } from "../../support/sessions.ts";

const marks: Readonly<Record<SimReport["triage"]["verdict"]["severity"], string>> = {
  critical: "🛑",
  warning: "⚠️",
  notice: "🔹",
  info: "ℹ️",
  normal: "✅",
  unknown: "❔",
};

function worstOf({ triage: { findings } }: SimReport): string | null {
  const told = findings.flatMap(({ severity }) => (severity === "info" ? [] : [severity]));
  return severities.find((severity) => told.some((one) => one === severity)) ?? null;
}

/** The first of the signs that a person reads in the message. */
function signOf(message: { readonly blocks: readonly unknown[] }): string | undefined {
  const text = JSON.stringify(message.blocks);
  const at = Object.values(marks)
    .map((mark) => ({ mark, index: text.indexOf(mark) }))
    .filter(({ index }) => index >= 0);
  return at.toSorted((a, b) => a.index - b.index)[0]?.mark;
}

/** What every answer owes to whoever reads more than one part of it. */
async function expectOneTruth(report: SimReport, other: SimReport): Promise<void> {
  const { verdict, findings, changed, silences } = report.triage;
  const worst = worstOf(report);

  // The severity shown is that of the worst finding; beside "normal" nothing is told as changed.
  if (verdict.severity === "normal" || verdict.severity === "unknown") expect(worst).toBeNull();
  else expect(verdict.severity).toBe(worst);
  if (verdict.severity === "normal") expect(changed).toBeNull();
  if (changed !== null) {
    expect(changed.good.to).toBeLessThanOrEqual(changed.now.from);
    for (const change of changed.changes)
      expect(change.since).toBeGreaterThanOrEqual(changed.now.from);
  }
  const lead = findings.find(({ kind }) => kind === verdict.kind);
  expect(lead?.since ?? null).toBe(verdict.since);
  if (verdict.kind !== null) expect(findings[0]?.kind).toBe(verdict.kind);

  // No silence is told of a SIM that is heard, and the picture's is the verdict's.
  for (const { from, to } of silences.unusual) expect(from).toBeLessThan(to);
  if (silences.now !== null) expect(silences.now.from).toBe(report.lastSeen);
  if (verdict.severity === "normal") expect(silences.now?.unusual ?? false).toBe(false);

  // Answer, share, comparison and ticket judge alike.
  const page = pageOf(report, { widenedFrom: null, page: 0 });
  const answer = simReportMessage({ report, page, audience: "asker", picture: null });
  if (report.tense === "present") expect(signOf(answer)).toBe(marks[verdict.severity]);
  expect(signOf(sharedReportMessage(report, null, "U0ADA00001"))).toBe(signOf(answer));
  const compared = comparisonMessage({
    reports: [report, other],
    audience: "asker",
    picture: null,
  });
  if (report.tense === "present") expect(signOf(compared)).toBe(signOf(answer));
  const ticket = carrierTicketText(report);
  for (const { severity, title } of findings) {
    const isAlarm = severity === "critical" || severity === "warning";
    if (isAlarm && title !== lead?.title) expect(ticket).toContain("Also: ");
  }
  expect(ticket.length).toBeLessThanOrEqual(3_000);

  // The totals are those of the file, and of the picture.
  const rows = csvRecords(new TextDecoder().decode((await exportSessions(report, null)).bytes));
  expect(report.totals.sessions).toBe(rows.length);
  const sum = (name: string) => rows.reduce((all, row) => all + Number(row[name] ?? 0), 0);
  expect(sum("packets_uploaded")).toBe(report.totals.packetsUp.packets);
  expect(sum("packets_downloaded")).toBe(report.totals.packetsDown.packets);
  const model = timelineModel(timelineInputOf(report, "UTC"));
  expect(model.sessions).toBe(report.totals.sessions);
  expect(model.connectedMs).toBe(report.totals.connectedMs);
}

function reportFor(
  sessions: readonly DataSession[],
  windowName: (typeof windowNames)[number],
  at = asOf,
): SimReport {
  const read = readOf(sessions, { startedAt: at, finishedAt: at });
  return reportOf({ sim: sim({}), read, windowName, asOf: at });
}

/** All of them take minutes: two are looked at each time, one on each day of the week. */
const someMoments =
  process.env["SIMSCOPE_LONG_RUNS"] === "1"
    ? moments
    : [moments[1], moments[5]].flatMap((at) => at ?? []);

describe("no part of an answer contradicts another", () => {
  it("of any records, in any window, at any hour", async () => {
    const other = reportFor([], "7d");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(anySession, plausibleSession), { maxLength: 15 }),
        fc.constantFrom(...windowNames),
        fc.integer({ min: 0, max: 48 }),
        (sessions, windowName, hours) =>
          expectOneTruth(reportFor(sessions, windowName, asOf + hours * 3_600_000), other),
      ),
      { numRuns: 10_000 },
    );
  }, 300_000);

  it.each(someMoments.map((at, index) => [at, index] as const))(
    "of the labelled histories, at moment %i",
    async (at, index) => {
      const other = reportFor([], "7d");
      for (const { input } of historiesOf(index + 40, at)) {
        const read = readOf(input.sessions, { startedAt: input.asOf, finishedAt: input.asOf });
        const windowName = windowNames[index % windowNames.length] ?? "7d";
        const asked = { sim: input.sim, read, windowName, asOf: input.asOf };
        await expectOneTruth(reportOf(asked), other);
      }
    },
  );

  it("a page that is turned a day later speaks of its moment, and says of which", () => {
    const [{ input }] = historiesOf(7).filter(({ strength }) => strength === "healthy") as [
      ReturnType<typeof historiesOf>[number],
    ];
    const readAt = input.asOf + 86_400_000;
    const read = readOf(input.sessions, { startedAt: readAt, finishedAt: readAt });
    const report = reportOf({ sim: input.sim, read, windowName: "7d", asOf: input.asOf });
    expect(report.tense).toBe("past");
    expect(plainText(report.triage.verdict.sentence)).not.toMatch(/ ago\b/);
    const page = pageOf(report, { widenedFrom: null, page: 1 });
    const answer = simReportMessage({ report, page, audience: "asker", picture: null });
    expect(JSON.stringify(answer.blocks)).not.toContain("✅");
    expect(JSON.stringify(answer.blocks)).toContain("As of ");
  });

  it("an open session that another overtook counts up to its last update", () => {
    const open = (ago: number): DataSession =>
      ({
        ...(reportFor([], "7d").latest ?? fc.sample(plausibleSession, { numRuns: 1, seed: 1 })[0]),
        start: asOf - ago,
        end: null,
        lastUpdated: asOf - ago + 60_000,
      }) as DataSession;
    const report = reportFor([open(5 * 3_600_000), open(3_600_000)], "7d");
    expect(report.sessions.filter(isOpen)).toHaveLength(2);
    expect(report.totals).toMatchObject({ sessions: 2, staleSessions: 1, connectedMs: 120_000 });
  });
});
