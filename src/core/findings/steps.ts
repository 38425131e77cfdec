import type { Instant } from "../instant.ts";
import type { Placed } from "./placed.ts";

/** Two sessions that follow each other, apart from unknowns between them, and differ in a value. */
export interface Step<Value> {
  readonly from: Value;
  readonly to: Value;
  readonly before: Placed;
  readonly now: Placed;
  /** The start of the later session: when the change shows. It happened at some time before. */
  readonly at: Instant;
}

export interface Steps<Value> {
  /** How many sessions have a known value. */
  readonly known: number;
  /** In order of time. */
  readonly steps: readonly Step<Value>[];
}

/** The changes of a value along the sessions. Unknown (`null`) equals nothing and is skipped. */
export function stepsOf<Value extends string>(
  newestFirst: readonly Placed[],
  readValue: (placed: Placed) => Value | null,
): Steps<Value> {
  const steps: Step<Value>[] = [];
  let previous: { placed: Placed; value: Value } | null = null;
  let known = 0;
  for (const placed of [...newestFirst].reverse()) {
    const value = readValue(placed);
    if (value === null) continue;
    known += 1;
    if (previous !== null && previous.value !== value) {
      const { placed: before, value: from } = previous;
      steps.push({ from, to: value, before, now: placed, at: placed.begin });
    }
    previous = { placed, value };
  }
  return { known, steps };
}
