import { type DataSession, isOpen, lengthMs } from "./session.ts";
import { isoUtc } from "./words.ts";

/** A cell of a sheet: numbers stay numbers, `null` is an empty cell and means "not reported". */
export type CsvCell = string | number | null;

interface Column {
  readonly name: string;
  readonly cell: (session: DataSession) => CsvCell;
}

/**
 * Every property of a session by the platform's own name, the tower as two numbers; then what is
 * worked out from it. `duration_seconds` of an open session reaches to its last update: at least.
 */
const columns: readonly Column[] = [
  { name: "sid", cell: ({ sid }) => textCell(sid) },
  { name: "sim_sid", cell: ({ simSid }) => textCell(simSid) },
  { name: "account_sid", cell: ({ accountSid }) => textCell(accountSid) },
  { name: "radio_link", cell: ({ radioLink }) => textCell(radioLink) },
  { name: "operator_mcc", cell: ({ operator }) => textCell(operator.mcc) },
  { name: "operator_mnc", cell: ({ operator }) => textCell(operator.mnc) },
  { name: "operator_country", cell: ({ operator }) => textCell(operator.country) },
  { name: "operator_name", cell: ({ operator }) => textCell(operator.name) },
  { name: "cell_id", cell: ({ cellId }) => textCell(cellId) },
  { name: "cell_location_estimate_lat", cell: ({ tower }) => tower?.latitude ?? null },
  { name: "cell_location_estimate_lon", cell: ({ tower }) => tower?.longitude ?? null },
  { name: "packets_uploaded", cell: ({ packetsUp }) => packetsUp },
  { name: "packets_downloaded", cell: ({ packetsDown }) => packetsDown },
  { name: "last_updated", cell: ({ lastUpdated }) => timeCell(lastUpdated) },
  { name: "start", cell: ({ start }) => timeCell(start) },
  { name: "end", cell: ({ end }) => timeCell(end) },
  { name: "imei", cell: ({ imei }) => textCell(imei) },
  { name: "duration_seconds", cell: (session) => secondsOf(lengthMs(session)) },
  { name: "open", cell: (session) => (isOpen(session) ? "true" : "false") },
];

export const csvHeader: readonly string[] = columns.map(({ name }) => name);

/** The cells of one session, in the order of the header. */
export function csvRow(session: DataSession): CsvCell[] {
  return columns.map(({ cell }) => cell(session));
}

/** What a spreadsheet would take for a formula, also behind white space (OWASP, "CSV injection"). */
const formula = /^[\s\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/** An apostrophe before it makes it text. Numbers of our own are numbers: they need none. */
function textCell(text: string | null): string | null {
  return text !== null && formula.test(text) ? `'${text}` : text;
}

/** UTC, ISO 8601. A time that is no time is not reported. */
function timeCell(at: number | null): string | null {
  return at === null || Number.isNaN(new Date(at).getTime()) ? null : isoUtc(at);
}

function secondsOf(ms: number | null): number | null {
  return ms === null ? null : ms / 1_000;
}
