import { describe, expect, it } from "vitest";
import { BotError, type ErrorCode } from "../../src/core/errors.ts";
import { createSharedWork } from "../../src/reads/shared-work.ts";

const failure = (code: ErrorCode) => new BotError(code, "made up", { retryable: true });

/** Work that one asker began, and that ends when the test says so. */
function begun() {
  const shared = createSharedWork<string>();
  const first = Promise.withResolvers<string>();
  const owner = new AbortController();
  const joiner = new AbortController();
  const owned = shared.of("key", () => first.promise, owner.signal);
  owned.catch(() => undefined);
  const join = () => shared.of("key", async () => "own answer", joiner.signal);
  return { first, owner, joiner, owned, join };
}

describe("work that several wait for", () => {
  it("is begun by the first and joined by the next", async () => {
    const { first, owned, join } = begun();
    const joined = [join(), join()];
    first.resolve("answer");
    expect(await Promise.all([owned, ...joined])).toEqual(["answer", "answer", "answer"]);
    expect(await join()).toBe("own answer");
  });

  it.each(["sim_api_timeout", "sim_api_rate_limited"] as const)(
    "is begun anew by who still has time when the first asker's time is up: %s",
    async (code) => {
      const { first, owner, join } = begun();
      const joined = join();
      owner.abort();
      first.reject(failure(code));
      expect(await joined).toBe("own answer");
    },
  );

  it("is begun anew also where the first asker's end is a result that more time would better", async () => {
    const { first, owner, join } = begun();
    const joined = join();
    owner.abort();
    first.resolve("half an answer");
    expect(await joined).toBe("own answer");
  });

  it("is what the first asker got, also if their question is over at once after that", async () => {
    const { first, owner, owned, join } = begun();
    void owned.then(() => owner.abort());
    const joined = join();
    first.resolve("answer");
    expect(await joined).toBe("answer");
  });

  it("fails with the other after a failure of the platform", async () => {
    const { first, join } = begun();
    const joined = join();
    const error = failure("sim_api_failed");
    first.reject(error);
    await expect(joined).rejects.toBe(error);
  });

  it("is waited for until the joiner's own question is over, however long it takes", async () => {
    const { first, joiner, owned, join } = begun();
    const joined = join();
    joiner.abort();
    await expect(joined).rejects.toMatchObject({ code: "sim_api_timeout" });
    first.resolve("answer");
    expect(await owned).toBe("answer");
  });
});
