import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DeadlineError, withDeadline } from "../../src/sim-api/deadline.ts";

/** Work that ends only when its signal aborts, with an error of its own. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
  });
}

describe("withDeadline", () => {
  const question = new AbortController();
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(question.signal, "abort")).toEqual([]);
    vi.useRealTimers();
  });

  it("passes results and failures through", async () => {
    expect(await withDeadline(1_000, question.signal, async () => 7)).toBe(7);
    const failure = withDeadline(1_000, question.signal, async () => {
      throw new RangeError("own");
    });
    await expect(failure).rejects.toThrow(RangeError);
  });

  it("ends the work when its time is over, not earlier", async () => {
    let settled = false;
    const work = withDeadline(1_000, question.signal, untilAborted).catch((error: unknown) => {
      settled = true;
      return error;
    });
    await vi.advanceTimersByTimeAsync(999);
    expect(settled).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await work).toEqual(new DeadlineError("no complete answer within 1000 ms"));
  });

  it("ends the work with the question", async () => {
    const own = new AbortController();
    const work = withDeadline(1_000, own.signal, untilAborted);
    own.abort();
    await expect(work).rejects.toThrow("the deadline of the question has passed");
    expect(getEventListeners(own.signal, "abort")).toEqual([]);
  });

  it("starts nothing for a question whose time is over", async () => {
    const work = vi.fn(async () => 7);
    await expect(withDeadline(1_000, AbortSignal.abort(), work)).rejects.toThrow(DeadlineError);
    expect(work).not.toHaveBeenCalled();
  });
});
