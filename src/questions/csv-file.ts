import type { CsvCell } from "../core/csv.ts";
import { inTurns } from "../core/loop-turns.ts";

/** Some milliseconds of work; between two batches other questions are answered. */
const batchRows = 250;

/** A header, and a line for each row, as UTF-8 with its mark (RFC 4180). */
export async function csvFile<Row>(
  header: readonly string[],
  rows: readonly Row[],
  cellsOf: (row: Row) => readonly CsvCell[],
): Promise<Uint8Array<ArrayBuffer>> {
  // Few ask for a file, so its library is loaded with the first.
  const { stringify } = await import("csv-stringify/sync");
  const csvLines = (lines: readonly (readonly CsvCell[])[]): string =>
    // The library would leave a lone line break in a cell unquoted beside this delimiter.
    stringify([...lines], { record_delimiter: "windows", quote_record_delimiter: true });
  // Without its mark Excel reads UTF-8 as the local code page.
  const parts = ["\uFEFF", csvLines([header])];
  for await (const batch of inTurns(rows, batchRows)) parts.push(csvLines(batch.map(cellsOf)));
  return new TextEncoder().encode(parts.join(""));
}
