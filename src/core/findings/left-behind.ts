/** A value that was usual until some time ago, and has not been seen since. */
export interface LeftBehind<Item> {
  readonly usual: string;
  /** Newest first: everything since the usual value was last seen. */
  readonly run: readonly Item[];
  /** Newest first: the last session with the usual value and all before it. */
  readonly before: readonly Item[];
  /** Share of `before` that has the usual value. */
  readonly share: number;
}

/**
 * The usual values that were left behind, the most recently left first. `newestFirst` holds items
 * with a known value only. A value counts as usual when it has at least `share` of everything up
 * to its last appearance.
 */
export function leftBehind<Item>(
  newestFirst: readonly Item[],
  readValue: (item: Item) => string,
  share: number,
): LeftBehind<Item>[] {
  const seen = new Map<string, { newest: number; times: number }>();
  for (const [index, item] of newestFirst.entries()) {
    const entry = seen.get(readValue(item));
    if (entry === undefined) seen.set(readValue(item), { newest: index, times: 1 });
    else entry.times += 1;
  }
  return [...seen]
    .map(([usual, { newest, times }]) => ({
      ...{ usual, newest, share: times / (newestFirst.length - newest) },
    }))
    .filter((entry) => entry.newest > 0 && entry.share >= share)
    .sort((a, b) => a.newest - b.newest)
    .map((entry) => ({
      usual: entry.usual,
      share: entry.share,
      run: newestFirst.slice(0, entry.newest),
      before: newestFirst.slice(entry.newest),
    }));
}
