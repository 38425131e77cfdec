/** One line of the table: what was measured, and what it is to be. */
export interface Check {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Left out: the figure is only told. */
  readonly atMost?: number;
  readonly atLeast?: number;
}

export function isMet({ value, atMost, atLeast }: Check): boolean {
  return (
    !Number.isNaN(value) &&
    value <= (atMost ?? Number.POSITIVE_INFINITY) &&
    value >= (atLeast ?? Number.NEGATIVE_INFINITY)
  );
}

/** Prints the table and what was missed; whether all was met. */
export function printChecks(checks: readonly Check[]): boolean {
  console.table(
    checks.map((check) => ({
      what: check.what,
      figure: `${Number(check.value.toPrecision(4))} ${check.unit}`,
      "to reach": targetOf(check),
      "": isMet(check) ? "" : "missed",
    })),
  );
  const missed = checks.filter((check) => !isMet(check));
  for (const { what, value, unit } of missed) console.error(`Missed: ${what}: ${value} ${unit}`);
  return missed.length === 0;
}

function targetOf({ atLeast, atMost }: Check): string {
  const least = atLeast === undefined ? [] : [`≥ ${atLeast}`];
  return [...least, ...(atMost === undefined ? [] : [`≤ ${atMost}`])].join(", ");
}

/** That share of the values is at most as large. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
