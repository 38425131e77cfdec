import { darkCsvHeader, darkCsvRow } from "../core/fleet/dark-csv.ts";
import type { DarkList } from "../core/fleet/dark-list.ts";
import { isoUtc } from "../core/words.ts";
import type { SessionsFile } from "./export.ts";

/** All silent SIMs as a CSV file, in the order of the pages. */
export async function darkFile({ groups, at }: DarkList): Promise<SessionsFile> {
  const { stringify } = await import("csv-stringify/sync");
  const rows = groups.flatMap((group) =>
    group.rows.map(({ sim, facts, missed, quiet }) =>
      darkCsvRow({ sim, facts, missed, quietUntil: quiet?.until ?? null, group, at }),
    ),
  );
  const lines = stringify([[...darkCsvHeader], ...rows], {
    record_delimiter: "windows",
    quote_record_delimiter: true,
  });
  const moment = isoUtc(at)
    .replace(/[-:]/g, "")
    .replace(/\d\d(?:\.\d+)?Z$/, "Z");
  // Without its mark Excel reads UTF-8 as the local code page.
  const bytes = new TextEncoder().encode(`\uFEFF${lines}`);
  return { name: `silent-sims-${moment}.csv`, bytes, rows: rows.length };
}
