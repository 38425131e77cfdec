import { setImmediate } from "node:timers/promises";
import { csvHeader, csvRow } from "../core/csv.ts";
import { rowsInPageOrder } from "../core/page.ts";
import type { SimReport } from "../core/report.ts";
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
 * The sessions that the pages of this answer show, all of them and in that order.
 */
export async function exportSessions(
  report: SimReport,
  widenedFrom: WindowName | null,
): Promise<SessionsFile> {
  // Few ask for a file, so its library is loaded with the first.
  const { stringify } = await import("csv-stringify/sync");
  const csvLines = (rows: readonly (readonly unknown[])[]): string =>
    // The library would leave a lone line break in a cell unquoted beside this delimiter.
    stringify([...rows], { record_delimiter: "windows", quote_record_delimiter: true });
  const sessions = rowsInPageOrder(report, widenedFrom);
  // Without its mark Excel reads UTF-8 as the local code page.
  const parts = ["\uFEFF", csvLines([csvHeader])];
  for (let from = 0; from < sessions.length; from += batchRows) {
    const batch = sessions.slice(from, from + batchRows);
    parts.push(csvLines(batch.map((session) => csvRow(session, report.operators))));
    await setImmediate();
  }
  const bytes = new TextEncoder().encode(parts.join(""));
  return { name: fileName(report), bytes, rows: sessions.length };
}

/** `sessions-DEb8eff34b-7d-20261123T1005Z.csv`. */
function fileName({ sim, window, asOf }: SimReport): string {
  const moment = isoUtc(asOf)
    .replace(/[-:]/g, "")
    .replace(/\d\d(?:\.\d+)?Z$/, "Z");
  return `sessions-${sim.sid.slice(0, 10)}-${window.name}-${moment}.csv`;
}
