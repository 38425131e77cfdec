import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, hourMs } from "../../src/core/instant.ts";
import { called } from "../../src/core/operator-book.ts";
import { type PagePosition, pageOf } from "../../src/core/page.ts";
import { reportOf, type SimReport } from "../../src/core/report.ts";
import { type DataSession, lengthMs, reportedEnd } from "../../src/core/session.ts";
import { type WindowName, windowNames } from "../../src/core/window.ts";
import { exportSessions } from "../../src/questions/export.ts";
import { csvInstant, csvRecords, readCsv } from "../support/csv-reader.ts";
import {
  anySession,
  asOf,
  plausibleSession,
  readOf,
  sessionBetween,
  sessionSid,
  sim,
} from "../support/sessions.ts";

const reportFor = (sessions: readonly DataSession[], windowName: WindowName): SimReport =>
  reportOf({ sim: sim(), read: readOf(sessions), windowName, asOf });

async function textOf(report: SimReport, widenedFrom: WindowName | null = null): Promise<string> {
  const { bytes } = await exportSessions(report, widenedFrom);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** Everything that a person sees who presses Older until it is gone. */
function pagedRows(report: SimReport, widenedFrom: WindowName | null): DataSession[] {
  const rows: DataSession[] = [];
  let next: Omit<PagePosition, "windowName"> | null = { widenedFrom, page: 0 };
  while (next !== null) {
    const page = pageOf(report, next);
    rows.push(...page.rows);
    next = page.older?.windowName === report.window.name ? page.older : null;
  }
  return rows;
}

describe("the exported file", () => {
  it("holds exactly the sessions that the pages show, in their order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(anySession, plausibleSession), { maxLength: 40 }),
        fc.constantFrom(...windowNames),
        fc.boolean(),
        async (sessions, windowName, isWidened) => {
          const report = reportFor(sessions, isWidened ? "30d" : windowName);
          const widenedFrom = isWidened && windowName !== "30d" ? windowName : null;
          const rows = csvRecords(await textOf(report, widenedFrom));
          const shown = pagedRows(report, widenedFrom);
          expect(rows.map(({ sid, packets_uploaded }) => [sid, packets_uploaded])).toEqual(
            shown.map(({ sid, packetsUp }) => [
              sid ?? "",
              packetsUp === null ? "" : `${packetsUp}`,
            ]),
          );
          expect(rows.map(({ duration_seconds }) => duration_seconds)).toEqual(
            shown.map((one) => {
              const length = lengthMs(one);
              return length === null ? "" : `${length / 1_000}`;
            }),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is a table whatever stands in the records, and no cell of it is a formula", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anySession, { maxLength: 10 }), async (sessions) => {
        const [header, ...rows] = readCsv(await textOf(reportFor(sessions, "30d")));
        for (const row of rows) {
          expect(row).toHaveLength(header?.length ?? 0);
          for (const cell of row)
            expect(cell).not.toMatch(/^\s*(?:[=+@]|-(?!\d+(?:\.\d+)?(?:e-?\d+)?$))/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is read back to the same values by the rule that is documented", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anySession, { maxLength: 10 }), async (sessions) => {
        const report = reportFor(sessions, "30d");
        const known = (text: string | undefined) => (text === "" ? null : text);
        const number = (text: string | undefined) => (text === "" ? null : Number(text));
        const at = (text = "") => (text === "" ? null : csvInstant(text));
        const read = csvRecords(await textOf(report)).map((row) => ({
          ...{ sid: known(row["sid"]), imei: known(row["imei"]), cellId: known(row["cell_id"]) },
          radioLink: known(row["radio_link"]),
          operator: {
            ...{ mcc: known(row["operator_mcc"]), mnc: known(row["operator_mnc"]) },
            ...{ country: known(row["operator_country"]), name: known(row["operator_name"]) },
          },
          ...{ up: number(row["packets_uploaded"]), down: number(row["packets_downloaded"]) },
          latitude: number(row["cell_location_estimate_lat"]),
          ...{ start: at(row["start_utc"]), end: at(row["end_utc"]) },
          lastUpdated: at(row["last_updated_utc"]),
        }));
        // An operator has one name throughout an answer, the file included.
        const nameOf = (one: DataSession) => empty(called(report.operators, one.operator).name);
        const empty = (text: string | null) => (text === "" ? null : text);
        const moment = (ms: number | null) => (ms === null || Number.isNaN(ms) ? null : ms);
        expect(read).toEqual(
          pagedRows(report, null).map((one) => ({
            ...{ sid: one.sid, imei: one.imei, cellId: empty(one.cellId) },
            radioLink: empty(one.radioLink),
            operator: {
              ...{ mcc: one.operator.mcc, mnc: one.operator.mnc },
              ...{ country: empty(one.operator.country), name: nameOf(one) },
            },
            ...{
              up: one.packetsUp,
              down: one.packetsDown,
              latitude: one.tower === null ? null : one.tower.latitude + 0,
            },
            ...{ start: moment(one.start), end: moment(reportedEnd(one)) },
            lastUpdated: moment(one.lastUpdated),
          })),
        );
      }),
      { numRuns: 300, seed: 20_261_129 },
    );
  });

  it("begins with the mark that lets Excel read UTF-8, and ends lines as RFC 4180 says", async () => {
    const text = await textOf(reportFor([sessionBetween(2 * hourMs, hourMs)], "24h"));
    expect(text).toMatch(/^\uFEFFsid,sim_sid,.*,open\r\n.*\r\n$/);
  });

  it("is called without any name of the SIM", async () => {
    const report = reportOf({
      sim: sim({ friendlyName: "../../etc/passwd", uniqueName: "=cmd" }),
      read: readOf([]),
      windowName: "7d",
      asOf: asOf + 1_234,
    });
    expect(await exportSessions(report, null)).toMatchObject({
      name: "sessions-DEb8eff34b-7d-20261123T1005Z.csv",
      rows: 0,
    });
  });

  it("lets others work in between, however long it is", async () => {
    const sessions = Array.from({ length: 5_000 }, (_, index) =>
      sessionBetween((index + 2) * 60_000, (index + 1) * 60_000, { sid: sessionSid(index) }),
    );
    const report = reportFor(sessions, "30d");
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    const { rows } = await exportSessions(report, null);
    isDone = true;
    expect(rows).toBe(5_000);
    expect(turns).toBeGreaterThanOrEqual(9);
  });

  it("counts a session that reaches into the window as a whole", async () => {
    const long = sessionBetween(9 * dayMs, hourMs);
    const [row] = csvRecords(await textOf(reportFor([long], "24h")));
    expect(row?.["duration_seconds"]).toBe(String((9 * dayMs - hourMs) / 1_000));
  });
});
