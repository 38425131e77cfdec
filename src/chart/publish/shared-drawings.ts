import { LRUCache } from "lru-cache";

export interface SharedDrawingsOptions {
  /** Each reads sessions and holds them while it draws. Default 4. */
  readonly mostAtOnce?: number;
  /** Drawings that wait for their turn; more are asked to come back. Default 28. */
  readonly mostWaiting?: number;
  /** For finished pictures; one has some 40 KB. Default 16 MB. */
  readonly cacheBytes?: number;
}

type Draw = () => Promise<Uint8Array | null>;

export interface SharedDrawings {
  /**
   * The picture of that key: a finished one, the one that somebody else waits for already, or a
   * new one in its turn. `null`: there is nothing to draw. `"busy"`: too many others wait. Rejects
   * as `draw` does; neither that nor `null` is kept.
   */
  of(key: string, draw: Draw): Promise<Uint8Array | null | "busy">;
}

/** However many fetch one picture, it is drawn once; however many are fetched, few at a time. */
export function createSharedDrawings(options: SharedDrawingsOptions = {}): SharedDrawings {
  const { mostAtOnce = 4, mostWaiting = 28, cacheBytes = 16_000_000 } = options;
  const finished = new LRUCache<string, Uint8Array>({
    maxSize: cacheBytes,
    sizeCalculation: (bytes) => Math.max(1, bytes.length),
  });
  const underWay = new Map<string, Promise<Uint8Array | null>>();
  const waiting: (() => void)[] = [];
  let drawing = 0;

  const inTurn = async (draw: Draw): Promise<Uint8Array | null> => {
    if (drawing >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else drawing += 1;
    try {
      return await draw();
    } finally {
      // The place is handed on, so that nobody who comes now takes it first.
      const next = waiting.shift();
      if (next === undefined) drawing -= 1;
      else next();
    }
  };

  const start = async (key: string, draw: Draw): Promise<Uint8Array | null> => {
    try {
      const picture = await inTurn(draw);
      if (picture !== null) finished.set(key, picture);
      return picture;
    } finally {
      underWay.delete(key);
    }
  };

  return {
    async of(key, draw) {
      const known = finished.get(key);
      if (known !== undefined) return known;
      const joined = underWay.get(key);
      if (joined !== undefined) return joined;
      if (drawing >= mostAtOnce && waiting.length >= mostWaiting) return "busy";
      const begun = start(key, draw);
      underWay.set(key, begun);
      return begun;
    },
  };
}
