import { isYounger } from "../../core/age.ts";
import { isDark, type SimFacts } from "../../core/fleet/sim-facts.ts";
import { ownTurnOfLoop } from "../../core/loop-turns.ts";
import type { MaybeSilent, SilenceAsked } from "../../ports/fleet-memory.ts";
import type { FactsTable } from "./facts-table.ts";

/** A step looks at a row; so many are a millisecond or two, and other questions come in between. */
const stepsInOneTurn = 10_000;
/** Making its facts costs as much as looking at so many rows. */
const stepsOfFacts = 50;

/** Whether there were enough for one turn, with these. */
type Steps = (count: number) => boolean;

/**
 * What of one account may be silent. Of what is due since it was read, which may be nearly all of
 * 100,000, nothing is made but the few that somebody may look at: the rest is counted in the table.
 */
export async function maybeSilentIn(
  table: FactsTable,
  account: string | null,
  asked: SilenceAsked,
): Promise<MaybeSilent> {
  const step = createSteps();
  const seen: SimFacts[] = [];
  const due: number[] = [];
  const { at, heardAfter, heardUntil, freshMs } = asked;
  for (let row = 0; row < table.count; row += 1) {
    if (step(1)) await ownTurnOfLoop();
    const overdueAfter = table.overdueAfter(row);
    const lastSign = table.lastSign(row);
    if (!(at > overdueAfter && lastSign > heardAfter && lastSign <= heardUntil)) continue;
    if (table.listed(row) === "gone" || !table.isOf(row, account)) continue;
    const readAt = table.readAt(row);
    if (!isDark({ overdueAfter }, readAt) && !isYounger(readAt, at, freshMs)) due.push(row);
    else await take(seen, table, row, step);
  }
  const some: SimFacts[] = [];
  for (const row of await rowsOfWholeCells(table, due, asked.mostDue, step))
    await take(some, table, row, step);
  return { seen, dueSince: due.length, someDue: some };
}

async function take(to: SimFacts[], table: FactsTable, row: number, step: Steps): Promise<void> {
  if (step(stepsOfFacts)) await ownTurnOfLoop();
  const facts = table.read(row);
  if (facts !== null) to.push(facts);
}

/**
 * At most so many rows, each operator with its share of them, and whole cells as long as these fit:
 * what stopped a cell is found by looking at more than one SIM of it.
 */
async function rowsOfWholeCells(
  table: FactsTable,
  rows: readonly number[],
  most: number,
  step: Steps,
): Promise<readonly number[]> {
  if (rows.length <= most) return rows;
  const inCell = new Uint32Array(table.textCount);
  const operators = new Set<number>();
  for (const row of rows) {
    if (step(1)) await ownTurnOfLoop();
    const cell = table.cellNumber(row);
    inCell[cell] = (inCell[cell] ?? 0) + 1;
    operators.add(table.operatorNumber(row));
  }
  const shareEach = Math.ceil(most / operators.size);
  const isChosen = new Uint8Array(table.textCount);
  const promised = new Map<number, number>();
  const taken = new Map<number, number>();
  const chosen: number[] = [];
  for (const row of rows) {
    if (step(1)) await ownTurnOfLoop();
    const [cell, operator] = [table.cellNumber(row), table.operatorNumber(row)];
    const before = promised.get(operator) ?? 0;
    if (isChosen[cell] !== 1 && before < shareEach) {
      isChosen[cell] = 1;
      promised.set(operator, before + (inCell[cell] ?? 1));
    }
    const count = taken.get(operator) ?? 0;
    if (isChosen[cell] !== 1 || count >= shareEach) continue;
    taken.set(operator, count + 1);
    chosen.push(row);
    if (chosen.length >= most) break;
  }
  return chosen;
}

function createSteps(): Steps {
  let steps = 0;
  return (count) => {
    steps += count;
    const isEnough = steps >= stepsInOneTurn;
    if (isEnough) steps = 0;
    return isEnough;
  };
}
