import type { Clock } from "../../src/core/time.ts";

/** A clock that runs at the pace of another one, ahead of it by as much as it was told. */
export class MovableClock implements Clock {
  readonly #base: Clock;
  #aheadMs = 0;

  constructor(base: Clock) {
    this.#base = base;
  }

  get aheadMs(): number {
    return this.#aheadMs;
  }

  now(): number {
    return this.#base.now() + this.#aheadMs;
  }

  /** Milliseconds, not negative: time only ever goes on. */
  setAhead(aheadMs: number): void {
    if (!(aheadMs >= 0)) throw new RangeError("the clock cannot run behind");
    this.#aheadMs = aheadMs;
  }
}
