import { called, emptyOperatorBook, type OperatorBook } from "./operator-book.ts";
import { maskingOf } from "./private-numbers.ts";
import { type DataSession, isOpen, lengthMs, reportedEnd } from "./session.ts";
import { maskedImei } from "./words.ts";

/** A cell of a sheet: numbers stay numbers, `null` is an empty cell and means "not reported". */
export type CsvCell = string | number | null;

interface Column {
  readonly name: string;
  readonly cell: (session: DataSession, operators: OperatorBook) => CsvCell;
}

/**
 * Every property of a session by the platform's own name, times with their zone behind it, the tower
 * as two numbers; then what is worked out from it. The operator has one name in all rows, so that rows
 * can be counted by it. `duration_seconds` of an open session reaches to its last update: at least.
 */
const columns: readonly Column[] = [
  { name: "sid", cell: ({ sid }) => textCell(sid) },
  { name: "sim_sid", cell: ({ simSid }) => textCell(simSid) },
  { name: "account_sid", cell: ({ accountSid }) => textCell(accountSid) },
  { name: "radio_link", cell: ({ radioLink }) => textCell(radioLink) },
  { name: "operator_mcc", cell: ({ operator }) => textCell(operator.mcc) },
  { name: "operator_mnc", cell: ({ operator }) => textCell(operator.mnc) },
  { name: "operator_country", cell: ({ operator }) => textCell(operator.country) },
  {
    name: "operator_name",
    cell: ({ operator }, operators) => textCell(called(operators, operator).name),
  },
  { name: "cell_id", cell: ({ cellId }) => textCell(cellId) },
  { name: "cell_location_estimate_lat", cell: ({ tower }) => tower?.latitude ?? null },
  { name: "cell_location_estimate_lon", cell: ({ tower }) => tower?.longitude ?? null },
  { name: "packets_uploaded", cell: ({ packetsUp }) => packetsUp },
  { name: "packets_downloaded", cell: ({ packetsDown }) => packetsDown },
  { name: "last_updated_utc", cell: ({ lastUpdated }) => timeCell(lastUpdated) },
  { name: "start_utc", cell: ({ start }) => timeCell(start) },
  { name: "end_utc", cell: (session) => timeCell(reportedEnd(session)) },
  { name: "imei", cell: ({ imei }) => textCell(imei) },
  { name: "duration_seconds", cell: (session) => secondsOf(lengthMs(session)) },
  { name: "open", cell: (session) => (isOpen(session) ? "true" : "false") },
];

export const csvHeader: readonly string[] = columns.map(({ name }) => name);

/** The cells of one session, in the order of the header; the operator by its name in the report. */
export function csvRow(
  session: DataSession,
  operators: OperatorBook = emptyOperatorBook,
): CsvCell[] {
  return columns.map(({ cell }) => cell(session, operators));
}

/**
 * The same session as others may read it: no number of a card or a device, and no position. The
 * columns stay, so that both files are read alike.
 *
 * @param numbers those known of the SIM, as `privateNumbers` has them
 */
export function maskedCsvRow(
  session: DataSession,
  operators: OperatorBook,
  numbers: readonly string[],
): CsvCell[] {
  const mask = maskingOf(numbers);
  const imei = session.imei === null ? null : maskedImei(session.imei);
  const cells = csvRow({ ...session, tower: null, imei: null }, operators);
  return cells.map((cell, index) => {
    if (csvHeader[index] === "imei") return textCell(imei);
    return typeof cell === "string" && !platformSid.test(cell) && !ownTime.test(cell)
      ? mask(cell)
      : cell;
  });
}

/** Made by the platform at random: what looks like a number in one is none. */
const platformSid = /^[A-Z]{2}[0-9a-f]{32}$/;
const ownTime = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/;

/**
 * What a spreadsheet would take for a formula (OWASP, "CSV injection"): one of `= + - @`, also
 * full-width, small, raised or lowered, which some programs fold to the plain ones, and also behind
 * what programs drop on the way: spaces, control and invisible characters, quotes. At the beginning,
 * and wherever some program begins a new cell: in many countries `;` separates, from the clipboard a
 * tab. What may stand before the mark holds no such end, so each character is looked at once or twice.
 * An apostrophe that stands at such a place already is told from an added one by a second one.
 */
const formulas =
  /(^|[,;\t\n\v\f\r\u0085\u2028\u2029])(?='|[[\s"\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]--[\t\n\v\f\r\u0085\u2028\u2029]]*[=+\-@\u207A\u207B\u207C\u208A\u208B\u208C\u2212\uFE62\uFE63\uFE66\uFE6B\uFF0B\uFF0D\uFF1D\uFF20])/gv;

/** OWASP names these as dangerous by themselves at the beginning of a cell. */
const dangerousFirst = /^[\t\r\n]/;

/**
 * What a spreadsheet may take for a number, a date, a time, a truth value or an error, in the ways of
 * some country: anything with a digit that does not begin with letters, or does with three or more
 * (a month, a currency) and goes on in digits only; but `4G` is none anywhere. It would lose zeros in front (IMEI), the last
 * digits (ICCID), or all of it (`1E5`, `12-11`, `3-4`). SIDs begin with two letters.
 */
const numberLike =
  /^(?!\dG$)(?:[^\p{L}]*\p{N}|\p{L}{3,}\.?[\s.\-/]?[\p{N}\s.,:\-/]+$|[\s\p{L}]*\p{Sc}|#|(?:true|false|wahr|falsch|vrai|faux)\s*$)/iu;

/** No program takes a longer text for a number; more of it need not be looked at. */
const longestNumber = 200;

/**
 * An apostrophe makes it text in Excel, LibreOffice and Google Sheets alike: before what they would
 * run, and before what they would read as something else. Inside the cell it stands behind whatever
 * might end one: quotes do not help there, as they count only where the reader's own cell begins.
 * Whoever reads the file drops one apostrophe wherever a program might begin a cell: what is left is
 * the value. Numbers of our own are numbers: they need none.
 */
export function textCell(text: string | null): string | null {
  if (text === null) return null;
  const neutral = text.replace(formulas, "$1'");
  const isText = neutral.startsWith("'");
  return !isText &&
    (dangerousFirst.test(neutral) || numberLike.test(neutral.slice(0, longestNumber)))
    ? `'${neutral}`
    : neutral;
}

/**
 * `2026-11-28 20:49:57`: the ISO form that spreadsheets know as a moment, which that with `T` and `Z`
 * is not. The column's name says that it is UTC. A time that is no time is not reported.
 */
export function timeCell(at: number | null): string | null {
  if (at === null || Number.isNaN(new Date(at).getTime())) return null;
  const words = new Date(at)
    .toISOString()
    .replace("T", " ")
    .replace(/(?:\.000)?Z$/, "");
  return /^\d/.test(words) ? words : textCell(words);
}

export function secondsOf(ms: number | null): number | null {
  return ms === null ? null : ms / 1_000;
}
