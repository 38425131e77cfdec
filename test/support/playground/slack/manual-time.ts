import type { Timers } from "../../../../playground/slack/timers.ts";
import type { Clock } from "../../../../src/core/time.ts";

/** Time that only moves when told to. */
export class ManualTime implements Clock, Timers {
  #now = Date.parse("2026-11-23T10:05:00Z");
  #pending: { readonly atMs: number; readonly run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { atMs: this.#now + delayMs, run };
    this.#pending.push(timer);
    return () => {
      this.#pending = this.#pending.filter((other) => other !== timer);
    };
  }

  get pendingCount(): number {
    return this.#pending.length;
  }

  /** Moves on and runs what is due, in order. */
  advance(durationMs: number): void {
    const until = this.#now + durationMs;
    for (;;) {
      const due = this.#pending
        .filter(({ atMs }) => atMs <= until)
        .toSorted((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.#pending = this.#pending.filter((timer) => timer !== due);
      this.#now = Math.max(this.#now, due.atMs);
      due.run();
    }
    this.#now = until;
  }
}
