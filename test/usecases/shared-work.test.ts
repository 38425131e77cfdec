import { describe, expect, it } from "vitest";
import { BotError } from "../../src/errors.ts";
import { sharedWork } from "../../src/usecases/shared-work.ts";

const timeOut = new BotError("sim_api_timeout", "time is up", { retryable: true });
const inTime = new AbortController().signal;

describe("work that several wait for", () => {
  it("is begun by the first and joined by the next", async () => {
    let begun = 0;
    let current: Promise<string> | undefined;
    const ask = () =>
      sharedWork(
        () => current,
        () => {
          begun += 1;
          current = Promise.resolve("answer");
          return current;
        },
        inTime,
      );
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(["answer", "answer", "answer"]);
    expect(begun).toBe(1);
  });

  it("is begun anew by who still has time when the first asker's time is up", async () => {
    const { promise, reject } = Promise.withResolvers<string>();
    let current: Promise<string> | undefined = promise;
    promise.catch(() => {
      current = undefined;
    });
    const joined = sharedWork(
      () => current,
      async () => "own answer",
      inTime,
    );
    reject(timeOut);
    expect(await joined).toBe("own answer");
  });

  it.each([
    ["another failure", new BotError("sim_api_failed", "500", { retryable: true }), inTime],
    ["an own lapsed deadline", timeOut, AbortSignal.abort()],
  ])("fails with the other after %s", async (_, error, signal) => {
    const joined = Promise.reject(error);
    await expect(
      sharedWork(
        () => joined,
        async () => "own answer",
        signal,
      ),
    ).rejects.toBe(error);
  });
});
