import { hourMs, type Instant } from "../instant.ts";
import { doneAtOnce, type Pieces } from "../loop-turns.ts";
import { operatorLabel } from "../operator.ts";
import { fleetOperatorKey, type SimFacts } from "./sim-facts.ts";
import { isSwept } from "./sweep-plan.ts";

/** One SIM that is silent beyond its rhythm. */
export interface DarkSim {
  readonly facts: SimFacts & { readonly lastSign: Instant };
  /** Whether somebody has arranged that it is quiet. */
  readonly isQuiet: boolean;
}

/** What some silent SIMs share, as far as records tell: never why. */
export type DarkGroup<Row extends DarkSim = DarkSim> =
  /** Each may have stopped at one and the same moment, on one operator, or in one cell of it. */
  | {
      readonly kind: "together";
      readonly account: string | null;
      readonly operator: string;
      /** `null`: in several cells, or in unknown ones. */
      readonly cell: string | null;
      /** When the first and the last of them were heard last. */
      readonly from: Instant;
      readonly to: Instant;
      readonly rows: readonly Row[];
    }
  | { readonly kind: "others"; readonly rows: readonly Row[] }
  /** The SIM's own state keeps it from connecting, or may do so. */
  | { readonly kind: "not_active"; readonly rows: readonly Row[] }
  | { readonly kind: "quiet"; readonly rows: readonly Row[] };

/** A few of one cell may have met by chance less often than those of a whole operator. */
const fewest = { cell: 2, operator: 3 } as const;

/**
 * A SIM that reports every few hours may have stopped at any moment of them: within an hour is as
 * near as "together" goes, or daily reporters would stand with whatever stopped on their day.
 */
const longestStopMs = hourMs;

/** The silent SIMs in groups: those that stopped together first, the largest first; then the newest silence first. Pure. */
export function darkGroups<Row extends DarkSim>(rows: readonly Row[]): readonly DarkGroup<Row>[] {
  return doneAtOnce(darkGroupsInPieces(rows));
}

/** The same, for ten thousand of them, which take longer than others can wait. */
export function* darkGroupsInPieces<Row extends DarkSim>(
  rows: readonly Row[],
): Pieces<readonly DarkGroup<Row>[]> {
  const quiet = rows.filter(({ isQuiet }) => isQuiet);
  const notActive = rows.filter((row) => !row.isQuiet && !isSwept(row.facts.simState));
  const open = rows.filter((row) => !row.isQuiet && isSwept(row.facts.simState));
  yield rows.length;
  const inCells = yield* stoppedTogether(open, "cell");
  const taken = new Set(inCells.flatMap((group) => group.rows));
  const onOperators = yield* stoppedTogether(
    open.filter((row) => !taken.has(row)),
    "operator",
  );
  for (const row of onOperators.flatMap((group) => group.rows)) taken.add(row);
  const groups: DarkGroup<Row>[] = [...inCells, ...onOperators].sort(
    (a, b) => b.rows.length - a.rows.length || b.to - a.to,
  );
  const others = newestFirst(open.filter((row) => !taken.has(row)));
  yield open.length;
  return [
    ...groups,
    { kind: "others" as const, rows: others },
    { kind: "not_active" as const, rows: newestFirst(notActive) },
    { kind: "quiet" as const, rows: newestFirst(quiet) },
  ].filter((group) => group.rows.length > 0);
}

type Together<Row extends DarkSim> = Extract<DarkGroup<Row>, { kind: "together" }>;

/** Of each place, all that is silent since stretches that do not touch those of others, apart. */
function* stoppedTogether<Row extends DarkSim>(
  rows: readonly Row[],
  by: keyof typeof fewest,
): Pieces<Together<Row>[]> {
  const groups: Together<Row>[] = [];
  const places = Map.groupBy(rows, (row) => placeOf(row, by));
  yield rows.length;
  for (const [place, all] of places) {
    if (place === null || all.length < fewest[by]) continue;
    const stops = all.map((row) => ({ row, ...stopOf(row) })).sort((a, b) => a.from - b.from);
    yield stops.length;
    for (const apart of apartFrom(stops)) {
      for (const among of yield* sharingMoments(apart, fewest[by])) {
        groups.push(togetherOf(among));
        yield among.length;
      }
    }
  }
  return groups;
}

/** From its last sign of life to when its next one was due at the latest. */
interface Stop<Row> {
  readonly row: Row;
  readonly from: Instant;
  readonly to: Instant;
}

function togetherOf<Row extends DarkSim>(stops: readonly Stop<Row>[]): Together<Row> {
  const rows = newestFirst(stops.map(({ row }) => row));
  const heard = rows.map(({ facts }) => facts.lastSign);
  const cells = new Set(rows.map(({ facts }) => facts.cell));
  const { account, operator, cell } = rows[0]?.facts ?? {
    account: null,
    operator: null,
    cell: null,
  };
  return {
    ...{ kind: "together", account, operator: labelOf(operator) },
    cell: cells.size === 1 ? cell : null,
    ...{ from: heard.at(-1) ?? 0, to: heard[0] ?? 0, rows },
  };
}

/** In order of their beginnings; parted where one begins when all before are over. */
function apartFrom<Row>(stops: readonly Stop<Row>[]): Stop<Row>[][] {
  const parts: Stop<Row>[][] = [];
  let over = Number.NEGATIVE_INFINITY;
  for (const stop of stops) {
    if (stop.from > over || parts.length === 0) parts.push([]);
    parts.at(-1)?.push(stop);
    over = Math.max(over, stop.to);
  }
  return parts;
}

/** So often the largest is looked for; what is left then is a fleet that falls silent for days. */
const mostSought = 20;

/** Again and again those that share the moment that most of what is left share. */
function* sharingMoments<Row>(
  stops: readonly Stop<Row>[],
  atLeast: number,
): Pieces<readonly (readonly Stop<Row>[])[]> {
  const found: (readonly Stop<Row>[])[] = [];
  let left = stops;
  // Sorted once: each search leaves what it does not take in order.
  let ends = stops.toSorted((a, b) => a.to - b.to);
  yield stops.length;
  while (left.length >= atLeast && found.length < mostSought) {
    yield left.length;
    const at = momentOfMost(left, ends);
    const among = left.filter(({ from, to }) => from <= at && at <= to);
    if (among.length < atLeast) return found;
    const isLeft = ({ from, to }: Stop<Row>) => from > at || at > to;
    left = left.filter(isLeft);
    ends = ends.filter(isLeft);
    found.push(among);
  }
  return [...found, ...oneAfterTheOther(left).filter(({ length }) => length >= atLeast)];
}

/** In order of time: each takes up whatever shares a moment with all that it has. */
function oneAfterTheOther<Row>(stops: readonly Stop<Row>[]): (readonly Stop<Row>[])[] {
  const found: Stop<Row>[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const stop of stops) {
    const isShared = stop.from <= end;
    if (isShared) found.at(-1)?.push(stop);
    else found.push([stop]);
    end = isShared ? Math.min(end, stop.to) : stop.to;
  }
  return found;
}

function labelOf(operator: SimFacts["operator"]): string {
  return (operator === null ? null : operatorLabel(operator)) ?? "one operator";
}

/** `null`: not known. */
function placeOf({ facts }: DarkSim, by: keyof typeof fewest): string | null {
  const operator = fleetOperatorKey(facts.operator);
  if (operator === null || (by === "cell" && facts.cell === null)) return null;
  return JSON.stringify([facts.account, operator, by === "cell" ? facts.cell : null]);
}

function stopOf({ facts: { lastSign, rhythm } }: DarkSim): { from: Instant; to: Instant } {
  const usualMs = rhythm === null ? 0 : Math.max(1.5 * rhythm.usualGapMs, rhythm.mostGapsBelowMs);
  return { from: lastSign, to: lastSign + Math.min(usualMs, longestStopMs) };
}

/** The moment that most stops share; of two such moments the later one. In order of their beginnings, and of their ends. */
function momentOfMost(stops: readonly Stop<unknown>[], ends: readonly Stop<unknown>[]): Instant {
  let best = { at: Number.NEGATIVE_INFINITY, count: 0 };
  let over = 0;
  // The most are always reached where one of them begins.
  for (const [index, { from: at }] of stops.entries()) {
    while ((ends[over]?.to ?? Number.POSITIVE_INFINITY) < at) over += 1;
    const count = index + 1 - over;
    if (count >= best.count) best = { at, count };
  }
  return best.at;
}

function newestFirst<Row extends DarkSim>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted(
    (a, b) => b.facts.lastSign - a.facts.lastSign || (a.facts.sid < b.facts.sid ? -1 : 1),
  );
}
