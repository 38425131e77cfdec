import { firstCharacters } from "../../core/cut-text.ts";
import type { Rhythm } from "../../core/findings/rhythm.ts";
import type { SimFacts } from "../../core/fleet/sim-facts.ts";
import type { Instant } from "../../core/instant.ts";
import type { Operator } from "../../core/session.ts";
import { createSidRows, grown } from "./sid-rows.ts";
import { createTextPool } from "./text-pool.ts";

/** What its account's list says of a SIM. */
export type Listed = "not_yet" | "inactive" | "active" | "gone";

/**
 * Facts of many SIMs in flat arrays, invisible to the garbage collector: some 100 bytes a SIM, and the
 * texts that they share. A row is its SIM's for good.
 */
export interface FactsTable {
  /** Rows, those of SIMs that are gone among them. */
  readonly count: number;
  find(account: string | null, sid: string): number | null;
  /** A new row: of a SIM that was not read yet. */
  add(account: string | null, sid: string): number;
  write(row: number, facts: SimFacts): void;
  /** `null`: not read yet, or gone. */
  read(row: number): SimFacts | null;
  sid(row: number): string;
  isOf(row: number, account: string | null): boolean;
  listed(row: number): Listed;
  list(row: number, listed: Listed, listing: number): void;
  /** The listing that named it last. */
  listing(row: number): number;
  /** NaN: never. */
  readAt(row: number): Instant;
  /** NaN: since the last read, none was tried in vain. */
  triedAt(row: number): Instant;
  tried(row: number, at: Instant): void;
  /** NaN: unknown. */
  lastSign(row: number): Instant;
  overdueAfter(row: number): Instant;
  /** Equal for equal operators, and for equal cells; below `textCount`. 0: unknown. */
  operatorNumber(row: number): number;
  cellNumber(row: number): number;
  readonly textCount: number;
  /** Rows of an account whose operator and cell are such. */
  where(
    account: string | null,
    isOperator: (operator: Operator) => boolean,
    cell: string | null,
  ): Uint32Array;
  /** Nothing of it stays but its place. */
  remove(row: number): void;
}

const kinds: readonly (Rhythm["kind"] | null)[] = [null, "timed", "in_session", "irregular"];
const listings: readonly Listed[] = ["not_yet", "inactive", "active", "gone"];
const startRows = 1_024;

const instants = ["readAt", "triedAt", "lastSign", "overdueAfter", "expectedAt"] as const;
const lengths = ["usualGap", "mostGaps"] as const;
const numbers = ["quietHours", "state", "operator", "cell", "radioLink", "listing"] as const;
type Column = (typeof instants)[number] | (typeof lengths)[number];
type NumberColumn = (typeof numbers)[number];

const pooled = ["state", "operator", "cell", "radioLink"] as const;

/** @param accounts all that there are */
export function createFactsTable(accounts: readonly (string | null)[]): FactsTable {
  const rows = createSidRows();
  const pool = createTextPool();
  const columns = {} as Record<Column, Float64Array>;
  const counts = {} as Record<NumberColumn, Uint32Array>;
  for (const name of [...instants, ...lengths]) columns[name] = new Float64Array(startRows);
  for (const name of numbers) counts[name] = new Uint32Array(startRows);
  let kind = new Uint8Array(startRows);
  let listed = new Uint8Array(startRows);

  const growTo = (length: number): void => {
    for (const name of [...instants, ...lengths]) columns[name] = grown(columns[name], length);
    for (const name of numbers) counts[name] = grown(counts[name], length);
    kind = grown(kind, length);
    listed = grown(listed, length);
  };
  const numberOf = (account: string | null): number => accounts.indexOf(account);
  const get = (name: Column, row: number): number => columns[name][row] ?? Number.NaN;
  const known = (name: Column, row: number): number | null => {
    const value = get(name, row);
    return Number.isNaN(value) ? null : value;
  };
  const textOf = (name: (typeof pooled)[number], row: number) => pool.text(counts[name][row] ?? 0);
  const setText = (name: (typeof pooled)[number], row: number, text: string | null): void => {
    // Taken before the old one is let go of: most stay the same.
    const number = pool.take(text);
    pool.release(counts[name][row] ?? 0);
    counts[name][row] = number;
  };
  const clear = (row: number): void => {
    for (const name of [...instants, ...lengths]) columns[name][row] = Number.NaN;
    for (const name of pooled) setText(name, row, null);
    counts.quietHours[row] = 0;
    kind[row] = 0;
  };

  return {
    get count() {
      return rows.count;
    },
    find: (account, sid) => rows.find(numberOf(account), sid),
    add: (account, sid) => {
      const row = rows.add(numberOf(account), sid);
      if (row >= kind.length) growTo(2 * kind.length);
      clear(row);
      return row;
    },
    write: (row, facts) => {
      const { rhythm, operator } = facts;
      columns.readAt[row] = facts.readAt;
      columns.triedAt[row] = Number.NaN;
      columns.lastSign[row] = facts.lastSign ?? Number.NaN;
      columns.overdueAfter[row] = facts.overdueAfter ?? Number.NaN;
      columns.expectedAt[row] = facts.expectedAt ?? Number.NaN;
      columns.usualGap[row] = rhythm?.usualGapMs ?? Number.NaN;
      columns.mostGaps[row] = rhythm?.mostGapsBelowMs ?? Number.NaN;
      counts.quietHours[row] = rhythm?.quietHours ?? 0;
      kind[row] = Math.max(0, kinds.indexOf(rhythm?.kind ?? null));
      setText("state", row, facts.simState);
      setText("operator", row, operator === null ? null : operatorText(operator));
      setText("cell", row, facts.cell);
      setText("radioLink", row, facts.radioLink);
    },
    read: (row) => {
      const readAt = known("readAt", row);
      if (readAt === null) return null;
      const kindOf = kinds[kind[row] ?? 0] ?? null;
      const operator = operatorOf(textOf("operator", row));
      return {
        account: accounts[rows.account(row)] ?? null,
        sid: rows.sid(row),
        simState: textOf("state", row),
        readAt,
        lastSign: known("lastSign", row),
        rhythm:
          kindOf === null
            ? null
            : {
                kind: kindOf,
                usualGapMs: get("usualGap", row),
                mostGapsBelowMs: get("mostGaps", row),
                quietHours: counts.quietHours[row] ?? 0,
              },
        overdueAfter: known("overdueAfter", row),
        expectedAt: known("expectedAt", row),
        operator,
        country: operator?.country ?? null,
        cell: textOf("cell", row),
        radioLink: textOf("radioLink", row),
      };
    },
    sid: rows.sid,
    isOf: (row, account) => rows.account(row) === numberOf(account),
    listed: (row) => listings[listed[row] ?? 0] ?? "not_yet",
    list: (row, what, listing) => {
      listed[row] = listings.indexOf(what);
      counts.listing[row] = listing;
    },
    listing: (row) => counts.listing[row] ?? 0,
    readAt: (row) => get("readAt", row),
    triedAt: (row) => get("triedAt", row),
    tried: (row, at) => {
      columns.triedAt[row] = at;
    },
    lastSign: (row) => get("lastSign", row),
    overdueAfter: (row) => get("overdueAfter", row),
    operatorNumber: (row) => counts.operator[row] ?? 0,
    cellNumber: (row) => counts.cell[row] ?? 0,
    get textCount() {
      return pool.count;
    },
    where: (account, isOperator, cell) => {
      const operators = new Set<number>();
      for (const [text, number] of pool.entries()) {
        const operator = operatorOf(text);
        if (operator !== null && isOperator(operator)) operators.add(number);
      }
      const cellNumber = cell === null ? null : pool.find(cell);
      const wanted = numberOf(account);
      const found: number[] = [];
      if (cell !== null && cellNumber === null) return Uint32Array.from(found);
      for (let row = 0; row < rows.count; row += 1) {
        if (rows.account(row) !== wanted || !operators.has(counts.operator[row] ?? 0)) continue;
        if (cellNumber === null || counts.cell[row] === cellNumber) found.push(row);
      }
      return Uint32Array.from(found);
    },
    remove: (row) => {
      clear(row);
      listed[row] = listings.indexOf("gone");
      rows.remove(row);
    },
  };
}

const longestName = 40;
const longestCode = 8;

/** A mark in front, so that no cell is taken for one. Short enough for the pool to keep as a whole. */
function operatorText({ mcc, mnc, country, name }: Operator): string {
  const [a, b, c] = [mcc, mnc, country].map((part) => firstCharacters(part ?? "", longestCode));
  return ["\u0001", a, b, c, name === null ? "" : `=${firstCharacters(name, longestName)}`].join(
    "\u0001",
  );
}

function operatorOf(text: string | null): Operator | null {
  if (text === null || !text.startsWith("\u0001")) return null;
  const [, , mcc = "", mnc = "", country = "", name = ""] = text.split("\u0001");
  return {
    mcc: mcc || null,
    mnc: mnc || null,
    country: country || null,
    name: name === "" ? null : name.slice(1),
  };
}
