import { csvHeader, csvRow, maskedCsvRow } from "../core/csv.ts";
import type { Instant } from "../core/instant.ts";
import { rowsInPageOrder } from "../core/page.ts";
import { type Audience, privateNumbers } from "../core/private-numbers.ts";
import type { SimReport } from "../core/report.ts";
import type { DataSession } from "../core/session.ts";
import type { WindowName } from "../core/window.ts";
import { isoUtc } from "../core/words.ts";
import { csvFile } from "./csv-file.ts";

/** A CSV file (UTF-8, RFC 4180) with one line for each session. */
export interface SessionsFile {
  /** Letters, digits, dots and dashes only: no name of a SIM is in it. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Sessions, without the header. */
  readonly rows: number;
}

/**
 * The sessions that the pages of this answer show, all of them and in that order. For a channel without
 * numbers of cards and devices and without positions, under a name that says so.
 */
export async function exportSessions(
  report: SimReport,
  widenedFrom: WindowName | null,
  audience: Audience = "asker",
): Promise<SessionsFile> {
  const sessions = rowsInPageOrder(report, widenedFrom);
  const numbers = privateNumbers(report);
  const cellsOf = (session: DataSession) =>
    audience === "asker"
      ? csvRow(session, report.operators)
      : maskedCsvRow(session, report.operators, numbers);
  const bytes = await csvFile(csvHeader, sessions, cellsOf);
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
