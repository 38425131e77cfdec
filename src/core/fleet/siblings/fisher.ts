/** How many of some SIMs are silent, of those that say anything. */
export interface Share {
  readonly silent: number;
  readonly of: number;
}

/**
 * Fisher's exact test, one-sided: the chance that at least so many of the first group are among the
 * silent ones if it made no difference to which group a SIM belongs (R. A. Fisher 1935). 0 to 1.
 */
export function fisherAtLeast(first: Share, second: Share): number {
  const all = first.of + second.of;
  const silent = first.silent + second.silent;
  const most = Math.min(first.of, silent);
  let chance = 0;
  for (let k = first.silent; k <= most; k += 1) {
    if (silent - k > second.of) continue;
    chance += Math.exp(
      logChoose(first.of, k) + logChoose(second.of, silent - k) - logChoose(all, silent),
    );
  }
  return Math.min(1, chance);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i += 1) sum += Math.log((n - k + i) / i);
  return sum;
}
