import { dueAt } from "../../core/fleet/sweep-plan.ts";
import type { Instant } from "../../core/instant.ts";
import type { FactsTable } from "./facts-table.ts";

export interface DueAsked {
  readonly account: string | null;
  readonly now: Instant;
  readonly everyMs: number;
  readonly most: number;
}

/** Active rows that are due, the longest due first; `nextAt`: when the next one of all is. */
export interface DueRows {
  readonly rows: readonly number[];
  readonly nextAt: Instant | null;
}

interface DueRow {
  readonly row: number;
  readonly at: Instant;
}

/** In one walk that makes next to nothing: the sweep asks again every few seconds. */
export function longestDue(table: FactsTable, { account, now, everyMs, most }: DueAsked): DueRows {
  const first: DueRow[] = [];
  let nextAt = Number.POSITIVE_INFINITY;
  for (let row = 0; row < table.count; row += 1) {
    if (table.listed(row) !== "active" || !table.isOf(row, account)) continue;
    const times = { readAt: table.readAt(row), triedAt: table.triedAt(row) };
    const at = dueAt(times, now, everyMs);
    nextAt = Math.min(nextAt, at);
    const last = first.at(-1);
    if (at > now || (first.length >= most && last !== undefined && last.at <= at)) continue;
    // Behind all that are due as long: there are few places, and most rows never come here.
    const place = first.findLastIndex((one) => one.at <= at) + 1;
    first.splice(place, 0, { row, at });
    if (first.length > most) first.pop();
  }
  return {
    rows: first.map(({ row }) => row),
    nextAt: Number.isFinite(nextAt) ? nextAt : null,
  };
}
