import { drawingFailure } from "../failure.ts";

/** Lets at most `size` drawings run at once; up to `mostWaiting` more wait in order. */
export function createSlots(size: number, mostWaiting: number) {
  const queue: (() => void)[] = [];
  let free = size;
  return {
    async run<T>(work: () => Promise<T>): Promise<T> {
      if (free > 0) free -= 1;
      else if (queue.length >= mostWaiting) throw drawingFailure("too many pictures at once");
      else await new Promise<void>((resolve) => queue.push(resolve));
      try {
        return await work();
      } finally {
        const next = queue.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}
