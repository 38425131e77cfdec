/** Runs a piece of work unless the same is under way: people press again what seems to do nothing. */
export type OnceAtATime = (key: readonly unknown[], work: () => Promise<void>) => Promise<void>;

export function createOnceAtATime(): OnceAtATime {
  const underWay = new Set<string>();
  return async (parts, work) => {
    const key = JSON.stringify(parts);
    if (underWay.has(key)) return;
    underWay.add(key);
    try {
      await work();
    } finally {
      underWay.delete(key);
    }
  };
}
