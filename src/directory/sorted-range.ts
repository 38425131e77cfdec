/** Places `[from, to)` of a sorted list. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The first place in `[from, to)` where `isReached` holds; it must hold from there on. */
export function firstPlace(
  from: number,
  to: number,
  isReached: (place: number) => boolean,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The places whose key begins with `prefix`. `keyAt` must ascend by code units. */
export function prefixRange(
  count: number,
  keyAt: (place: number) => string,
  prefix: string,
): Range {
  const from = firstPlace(0, count, (place) => keyAt(place) >= prefix);
  const to = firstPlace(from, count, (place) => !keyAt(place).startsWith(prefix));
  return { from, to };
}

/** The places whose key is `key`. */
export function equalRange(count: number, keyAt: (place: number) => string, key: string): Range {
  const from = firstPlace(0, count, (place) => keyAt(place) >= key);
  return { from, to: firstPlace(from, count, (place) => keyAt(place) > key) };
}
