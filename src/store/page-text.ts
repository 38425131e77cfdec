import type { DirectorySim } from "../ports/directory.ts";

type PageRow = readonly [
  sid: string,
  uniqueName: string | null,
  friendlyName: string | null,
  iccid: string | null,
  status: string | null,
];

/** SIMs as one JSON text of rows, without the names of their fields. */
export function pageText(sims: readonly DirectorySim[]): string {
  const rows = sims.map(
    ({ sid, uniqueName, friendlyName, iccid, status }): PageRow => [
      sid,
      uniqueName,
      friendlyName,
      iccid,
      status,
    ],
  );
  return JSON.stringify(rows);
}

/** The SIMs of a page. Throws when the text is none: somebody else has written to the table. */
export function simsOfPage(text: string): readonly DirectorySim[] {
  const rows: unknown = JSON.parse(text);
  if (!Array.isArray(rows)) throw new Error("a kept page of the fleet is not a list");
  return rows.map((row: unknown) => {
    if (!isPageRow(row)) throw new Error("a kept page of the fleet holds no SIM");
    const [sid, uniqueName, friendlyName, iccid, status] = row;
    return { sid, uniqueName, friendlyName, iccid, status };
  });
}

function isPageRow(row: unknown): row is PageRow {
  if (!Array.isArray(row) || row.length !== 5) return false;
  const [sid, ...texts]: unknown[] = row;
  return (
    typeof sid === "string" && texts.every((text) => text === null || typeof text === "string")
  );
}
