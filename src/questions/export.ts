import { setImmediate } from "node:timers/promises";
import { csvHeader, csvRow, maskedCsvRow } from "../core/csv.ts";
import type { Instant } from "../core/instant.ts";
import { rowsInPageOrder } from "../core/page.ts";
import { type Audience, privateNumbers } from "../core/private-numbers.ts";
import type { SimReport } from "../core/report.ts";
import type { DataSession } from "../core/session.ts";
import type { WindowName } from "../core/window.ts";
import { isoUtc } from "../core/words.ts";

/** A CSV file (UTF-8, RFC 4180) with one line for each session. */
export interface SessionsFile {
  /** Letters, digits, dots and dashes only: no name of a SIM is in it. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Sessions, without the header. */
  readonly rows: number;
}

/** Some milliseconds of work; between two batches other questions are answered. */
const batchRows = 500;

/**
 * The sessions that the pages of this answer show, all of them and in that order. For a channel without
 * numbers of cards and devices and without positions, under a name that says so.
 */
export async function exportSessions(
  report: SimReport,
  widenedFrom: WindowName | null,
  audience: Audience = "asker",
): Promise<SessionsFile> {
  // Few ask for a file, so its library is loaded with the first.
  const { stringify } = await import("csv-stringify/sync");
  const csvLines = (rows: readonly (readonly unknown[])[]): string =>
    // The library would leave a lone line break in a cell unquoted beside this delimiter.
    stringify([...rows], { record_delimiter: "windows", quote_record_delimiter: true });
  const sessions = rowsInPageOrder(report, widenedFrom);
  const numbers = privateNumbers(report);
  const cellsOf = (session: DataSession) =>
    audience === "asker"
      ? csvRow(session, report.operators)
      : maskedCsvRow(session, report.operators, numbers);
  // Without its mark Excel reads UTF-8 as the local code page.
  const parts = ["\uFEFF", csvLines([csvHeader])];
  for (let from = 0; from < sessions.length; from += batchRows) {
    const batch = sessions.slice(from, from + batchRows);
    parts.push(csvLines(batch.map(cellsOf)));
    await setImmediate();
  }
  const bytes = new TextEncoder().encode(parts.join(""));
  const mark = audience === "asker" ? "" : "-masked";
  const { sim, window, asOf } = report;
  const name = sessionsFileName({ simSid: sim.sid, windowName: window.name, asOf }, mark);
  return { name, bytes, rows: sessions.length };
}

/** What such a file is of. */
export interface SessionsFileOf {
  readonly simSid: string;
  readonly windowName: WindowName;
  readonly asOf: Instant;
}

/** `sessions-DEb8eff34b-7d-20261123T1005Z.csv`. */
export function sessionsFileName({ simSid, windowName, asOf }: SessionsFileOf, mark = ""): string {
  const moment = isoUtc(asOf)
    .replace(/[-:]/g, "")
    .replace(/\d\d(?:\.\d+)?Z$/, "Z");
  return `sessions-${simSid.slice(0, 10)}-${windowName}-${moment}${mark}.csv`;
}
