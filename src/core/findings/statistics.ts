/**
 * For each share the value below which so many of the numbers lie, between neighbours in
 * proportion. `null` for no numbers.
 */
export function quantiles(numbers: readonly number[], ...shares: readonly number[]) {
  // Sorted as numbers without a comparison of ours: several times faster, and this is asked often.
  const sorted = new Float64Array(numbers).sort();
  return shares.map((share) => quantileOf(sorted, share));
}

/** The same of numbers that are in order. */
export function quantileOf(sorted: ArrayLike<number>, share: number): number | null {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(numbers: readonly number[]): number | null {
  return quantiles(numbers, 0.5)[0] ?? null;
}

/** The value that occurs most often, with its number. Among equals the one seen first. */
export function mostFrequent<Value>(
  values: readonly Value[],
): { value: Value; times: number } | null {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: { value: Value; times: number } | null = null;
  for (const [value, times] of counts) {
    if (best === null || times > best.times) best = { value, times };
  }
  return best;
}
