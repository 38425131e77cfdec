import { availableParallelism, cpus } from "node:os";
import process from "node:process";

/** The middle of several figures and how far they lie apart. */
export interface Figure {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function figureOf(values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const half = (sorted.length - 1) / 2;
  const median = (at(Math.floor(half)) + at(Math.ceil(half))) / 2;
  return { median, least: at(0), most: at(sorted.length - 1) };
}

export function medianOf(values: readonly number[]): number {
  return figureOf(values).median;
}

/** One line of the table: the bot against the floor, round by round, and what it is to be at most. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  /** One figure a round and contender, from the same round. */
  readonly bot: readonly number[];
  /** Left out: the figure stands for itself. */
  readonly floor?: readonly number[];
  /** In times the floor, or in `unit` where there is none. */
  readonly atMost?: number;
  /** More is better: then `atMost` is the least. */
  readonly isRate?: boolean;
}

/** `1.84 (1.79 to 1.90)`. */
export function words({ median, least, most }: Figure): string {
  return `${short(median)} (${short(least)} to ${short(most)})`;
}

/** The ratios of the rounds, or the figures themselves where there is no floor. */
export function comparedOf({ bot, floor }: Row): Figure {
  return figureOf(
    floor === undefined ? bot : bot.map((value, round) => value / (floor[round] ?? Number.NaN)),
  );
}

export function isHeld(row: Row): boolean | null {
  if (row.atMost === undefined) return null;
  const { median } = comparedOf(row);
  return row.isRate ? median >= row.atMost : median <= row.atMost;
}

/** Three digits that count. */
function short(value: number): string {
  return Math.abs(value) >= 100
    ? Math.round(value).toString()
    : Number(value.toPrecision(3)).toString();
}

/** What stands in the two columns. */
export interface Sides {
  readonly bot: string;
  readonly floor: string;
}

/** The table in Markdown: ratios first, then what they are ratios of. */
export function tableOf(
  rows: readonly Row[],
  sides: Sides = { bot: "bot", floor: "floor" },
): string {
  const lines = rows.map((row) => {
    const held = isHeld(row);
    const target =
      row.atMost === undefined
        ? ""
        : `${row.isRate ? "≥" : "≤"} ${short(row.atMost)}${row.floor === undefined ? ` ${row.unit}` : " ×"}${held ? "" : " ✗"}`;
    const ratio = row.floor === undefined ? "" : `${words(comparedOf(row))} ×`;
    const figure = `${short(medianOf(row.bot))} ${row.unit}`;
    const floor = row.floor === undefined ? "" : `${short(medianOf(row.floor))} ${row.unit}`;
    return `| ${row.what} | ${ratio} | ${figure} | ${floor} | ${target} |`;
  });
  return [
    `| what | ${sides.bot} ÷ ${sides.floor}, median (least to most) | ${sides.bot} | ${sides.floor} | to reach |`,
    "| --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}

/** What was not reached, in a line. */
export function missedOf(rows: readonly Row[]): string {
  const missed = rows.filter((row) => isHeld(row) === false);
  return missed.length === 0
    ? "all targets met"
    : `not met: ${missed.map((row) => `${row.what} (${comparedOf(row).median.toFixed(2)})`).join(", ")}`;
}

/** The machine that it was measured on. */
export function machineOf(rounds: number): string {
  return `${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"}), Node.js ${process.versions.node}, ${rounds} rounds`;
}
