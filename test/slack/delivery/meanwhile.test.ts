import { describe, expect, it } from "vitest";
import { tellingMeanwhile } from "../../../src/slack/delivery/answering.ts";
import { waitingMessage } from "../../../src/slack/views/waiting.ts";

/** Timers that go off when told. */
function handTimers() {
  const timers = new Map<() => void, number>();
  return {
    startTimer: (callback: () => void, delayMs: number) => {
      timers.set(callback, delayMs);
      return () => void timers.delete(callback);
    },
    delays: () => [...timers.values()],
    goOff: () => {
      const [callback] = timers.keys();
      if (callback === undefined) throw new Error("no timer runs");
      timers.delete(callback);
      callback();
    },
  };
}

describe("tellingMeanwhile", () => {
  it("says nothing about an answer that is quick", async () => {
    const { startTimer, delays } = handTimers();
    const tell = () => {
      throw new Error("said something");
    };
    expect(await tellingMeanwhile(async () => 7, tell, startTimer)).toBe(7);
    expect(delays()).toEqual([]);
  });

  it("after five seconds looks every second, and says it once", async () => {
    const { startTimer, delays, goOff } = handTimers();
    const answer = Promise.withResolvers<number>();
    const said: string[] = [];
    let reason: string | null = null;
    const tell = () => {
      if (reason !== null) said.push(reason);
      return reason === null ? null : Promise.resolve();
    };
    const result = tellingMeanwhile(() => answer.promise, tell, startTimer);
    expect(delays()).toEqual([5_000]);
    goOff();
    goOff();
    expect(delays()).toEqual([1_000]);
    reason = "limited";
    goOff();
    expect(delays()).toEqual([]);
    answer.resolve(7);
    expect(await result).toBe(7);
    expect(said).toEqual(["limited"]);
  });

  it("the answer comes after the word in between, and a failure passes", async () => {
    const { startTimer, goOff } = handTimers();
    const said = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<number>();
    let isDone = false;
    const result = tellingMeanwhile(
      () => answer.promise,
      () => said.promise,
      startTimer,
    );
    const settled = result
      .catch(() => undefined)
      .then(() => {
        isDone = true;
      });
    goOff();
    answer.reject(new RangeError("own"));
    await Promise.resolve();
    expect(isDone).toBe(false);
    said.resolve();
    await settled;
    await expect(result).rejects.toThrow(RangeError);
  });
});

describe("the word in between", () => {
  it.each([
    [
      { kind: "limited", account: null, leftMs: 3_400 } as const,
      "The SIM platform is limiting us, trying again in 4 seconds.",
    ],
    [{ kind: "limited", account: null, leftMs: 0 } as const, "trying again in 1 second."],
    [
      { kind: "failing", account: null, leftMs: 900 } as const,
      "The SIM platform failed, trying again in 1 second.",
    ],
    [{ kind: "queued" } as const, "yours has to wait its turn."],
  ])("%o", (wait, words) => {
    expect(waitingMessage(wait).text).toContain(words);
    expect(waitingMessage(wait).text).toContain("Your answer follows.");
  });
});
