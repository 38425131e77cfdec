import { darkCsvHeader, darkCsvRow } from "../core/fleet/dark-csv.ts";
import type { DarkList } from "../core/fleet/dark-list.ts";
import { isoUtc } from "../core/words.ts";
import { csvFile } from "./csv-file.ts";
import type { SessionsFile } from "./export.ts";

/** All silent SIMs as a CSV file, in the order of the pages. */
export async function darkFile({ groups, at }: DarkList): Promise<SessionsFile> {
  const rows = groups.flatMap((group) => group.rows.map((row) => ({ row, group })));
  const bytes = await csvFile(darkCsvHeader, rows, ({ row, group }) =>
    darkCsvRow({ ...row, group, quietUntil: row.quiet?.until ?? null, at }),
  );
  const moment = isoUtc(at)
    .replace(/[-:]/g, "")
    .replace(/\d\d(?:\.\d+)?Z$/, "Z");
  return { name: `silent-sims-${moment}.csv`, bytes, rows: rows.length };
}
