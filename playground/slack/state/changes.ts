import type { MessageChange } from "./messages.ts";
import type { ViewChange } from "./views.ts";

export type ChangeOf = MessageChange | ViewChange | { readonly kind: "reset" };

/** One change of what somebody sees, numbered from 1 without gaps. */
export type Change = ChangeOf & { readonly sequence: number };

/** Everything that ever changed, in order, for whoever waits for the next one. */
export class Changes {
  readonly #all: Change[] = [];
  readonly #listeners = new Set<(change: Change) => void>();

  /** The number of the latest change; 0 before the first. */
  get sequence(): number {
    return this.#all.length;
  }

  since(sequence: number): readonly Change[] {
    return this.#all.slice(sequence);
  }

  add(change: ChangeOf): void {
    const numbered = { ...change, sequence: this.#all.length + 1 };
    this.#all.push(numbered);
    for (const listener of [...this.#listeners]) listener(numbered);
  }

  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * The first change after `since` for which `pick` gives a value; changes that came already
   * count, so nothing is missed between asking and waiting. Rejects with the signal's reason.
   */
  next<T>(
    since: number,
    pick: (change: Change) => T | undefined,
    signal?: AbortSignal,
  ): Promise<T> {
    for (const change of this.since(since)) {
      const value = pick(change);
      if (value !== undefined) return Promise.resolve(value);
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        stop();
        reject(signal?.reason);
      };
      const stop = this.listen((change) => {
        const value = pick(change);
        if (value === undefined) return;
        stop();
        signal?.removeEventListener("abort", abort);
        resolve(value);
      });
      if (signal?.aborted) abort();
      else signal?.addEventListener("abort", abort, { once: true });
    });
  }
}
