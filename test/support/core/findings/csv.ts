import type { Instant, Interval } from "../../../../src/core/instant.ts";
import type { DataSession } from "../../../../src/core/session.ts";

/** One line of an export, as somebody with a spreadsheet has it. */
export interface Row {
  readonly sid: string;
  readonly start: Instant | null;
  readonly end: Instant | null;
  readonly lastUpdated: Instant | null;
  readonly begin: Instant;
  readonly seen: Instant;
  readonly up: number | null;
  readonly down: number | null;
  readonly mcc: string;
  readonly mnc: string;
  readonly country: string;
  readonly operator: string;
  readonly radio: string;
  readonly cell: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly imei: string;
}

const iso = (at: Instant | null) => (at === null ? "" : new Date(at).toISOString());
const cellOf = (value: string | number | null) => (value === null ? "" : String(value));

/** The sessions that touch the stretch as CSV: UTC ISO instants, empty cells for unknown values. */
export function csvOf(sessions: readonly DataSession[], { from, to }: Interval): string {
  return sessions
    .filter((session) => {
      const times = [session.start, session.end, session.lastUpdated].filter((at) => at !== null);
      return times.length > 0 && Math.max(...times) >= from && Math.min(...times) <= to;
    })
    .map((session) =>
      [
        ...[cellOf(session.sid), iso(session.start), iso(session.end), iso(session.lastUpdated)],
        ...[cellOf(session.packetsUp), cellOf(session.packetsDown)],
        ...[cellOf(session.operator.mcc), cellOf(session.operator.mnc)],
        ...[cellOf(session.operator.country), cellOf(session.operator.name)],
        ...[cellOf(session.radioLink), cellOf(session.cellId)],
        ...[cellOf(session.tower?.latitude ?? null), cellOf(session.tower?.longitude ?? null)],
        cellOf(session.imei),
      ].join(","),
    )
    .join("\n");
}

/** The rows of such a CSV, oldest first. */
export function rowsOf(csv: string): Row[] {
  const at = (cell: string | undefined) => (cell ? Date.parse(cell) : null);
  const number = (cell: string | undefined) => (cell ? Number(cell) : null);
  return csv
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Row => {
      const cells = line.split(",");
      const text = (index: number) => cells[index] ?? "";
      const [start, end, lastUpdated] = [at(cells[1]), at(cells[2]), at(cells[3])];
      const times = [start, end, lastUpdated].filter((time) => time !== null);
      return {
        ...{ sid: text(0), start, end, lastUpdated },
        begin: start ?? Math.min(...times),
        seen: Math.max(...times),
        ...{ up: number(cells[4]), down: number(cells[5]), mcc: text(6), mnc: text(7) },
        ...{ country: text(8), operator: text(9), radio: text(10), cell: text(11) },
        ...{ latitude: number(cells[12]), longitude: number(cells[13]), imei: text(14) },
      };
    })
    .sort((a, b) => a.begin - b.begin || a.seen - b.seen || (a.sid < b.sid ? -1 : 1));
}
