import { expect, test } from "vitest";
import type { StartTimer } from "../../src/core/time.ts";
import { createWorkInProgress } from "../../src/ops/drain.ts";

/** Timers that end only when the test says so. */
function manualTimers() {
  const pending = new Set<() => void>();
  const start: StartTimer = (callback) => {
    pending.add(callback);
    return () => pending.delete(callback);
  };
  return { start, pending, fire: () => [...pending].map((callback) => callback()) };
}

test("drains at once when nothing runs", async () => {
  expect(await createWorkInProgress().drain(1_000)).toBe(0);
});

test("waits for everything, failures and work begun meanwhile included", async () => {
  const { start, pending } = manualTimers();
  const work = createWorkInProgress(start);
  const first = Promise.withResolvers<string>();
  const second = Promise.withResolvers<string>();
  const third = Promise.withResolvers<string>();
  const tracked = [work.track(first.promise), work.track(second.promise)];
  let left: number | null = null;
  const drained = work.drain(1_000).then((running) => {
    left = running;
  });

  first.resolve("one");
  tracked.push(work.track(third.promise));
  second.reject(new Error("failed"));
  await expect(tracked[1]).rejects.toThrow("failed");
  expect(work.running).toBe(1);
  expect(left).toBeNull();

  third.resolve("three");
  await drained;
  expect(left).toBe(0);
  expect(await tracked[0]).toBe("one");
  expect(pending.size).toBe(0);
});

test("gives up at the deadline and tells what is left", async () => {
  const { start, fire } = manualTimers();
  const work = createWorkInProgress(start);
  const never = Promise.withResolvers<void>();
  void work.track(never.promise);
  const drained = work.drain(1_000);
  fire();
  expect(await drained).toBe(1);
});
