/** Holds answers back until they are released, so that tests can act while a call is waiting. */
export interface Gate {
  hold(): void;
  /** Lets everything through again, what waits included. */
  release(): void;
  /** How many calls are waiting now. */
  readonly waiting: number;
  /** Resolves when at least `count` calls wait. */
  untilWaiting(count: number): Promise<void>;
  pass(): Promise<void>;
}

export function createGate(): Gate {
  let closed = Promise.withResolvers<void>();
  let isHolding = false;
  let waiting = 0;
  let watchers: { readonly count: number; readonly resolve: () => void }[] = [];

  return {
    get waiting() {
      return waiting;
    },
    hold: () => {
      if (isHolding) return;
      isHolding = true;
      closed = Promise.withResolvers<void>();
    },
    release: () => {
      isHolding = false;
      closed.resolve();
    },
    untilWaiting: (count) => {
      if (waiting >= count) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      watchers.push({ count, resolve });
      return promise;
    },
    pass: async () => {
      if (!isHolding) return;
      waiting += 1;
      for (const { count, resolve } of watchers) if (waiting >= count) resolve();
      watchers = watchers.filter(({ count }) => count > waiting);
      await closed.promise;
      waiting -= 1;
    },
  };
}
