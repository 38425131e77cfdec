import type { Asked } from "../intake/asker.ts";

/**
 * Runs a piece of work unless the same is under way: people press, or type, again what seems to do
 * nothing. What another process had (`claimed-questions.ts`) keeps nobody from asking the same anew.
 *
 * @param work may free the place before it ends
 */
export type OnceAtATime = (
  asked: Asked,
  same: readonly unknown[],
  work: (free: () => void) => Promise<void>,
) => Promise<void>;

export function createOnceAtATime(): OnceAtATime {
  const underWay = new Map<string, Asked>();
  return async (asked, same, work) => {
    const key = JSON.stringify(same);
    const free = (of: Asked): void => {
      if (underWay.get(key) === of) underWay.delete(key);
    };
    for (let first = underWay.get(key); first !== undefined; first = underWay.get(key)) {
      const claimed = await first.claimed;
      if (claimed?.kind !== "repeated") return;
      free(first);
    }
    underWay.set(key, asked);
    try {
      await work(() => free(asked));
    } finally {
      free(asked);
    }
  };
}
