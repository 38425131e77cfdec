/** At most so many of them, each as likely as any other, in random order (Fisher and Yates). */
export function someInRandomOrder<Item>(
  count: number,
  at: (index: number) => Item | null,
  most: number,
  /** From 0 up to, not including, 1. */
  random: () => number,
): Item[] {
  // Only the places that were exchanged are kept: there may be 100,000.
  const moved = new Map<number, number>();
  const taken: Item[] = [];
  for (let place = 0; place < count && taken.length < most; place += 1) {
    const other = place + Math.floor(random() * (count - place));
    const item = at(moved.get(other) ?? other);
    moved.set(other, moved.get(place) ?? place);
    if (item !== null) taken.push(item);
  }
  return taken;
}
