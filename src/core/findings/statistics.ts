/** The value below which `share` of the numbers lie, between neighbours in proportion. `null` for none. */
export function quantile(numbers: readonly number[], share: number): number | null {
  // Sorted as numbers without a comparison of ours: several times faster, and this is asked often.
  const sorted = Float64Array.from(numbers).sort();
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(numbers: readonly number[]): number | null {
  return quantile(numbers, 0.5);
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
