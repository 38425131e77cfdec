import { expect, it } from "vitest";
import { createPatience } from "../../../src/core/patience.ts";
import type { TakenIfNew } from "../../../src/ports/question-limit.ts";
import { createSharedDeliveries } from "../../../src/slack/intake/shared-deliveries.ts";
import { virtualTime } from "../../support/virtual-time.ts";

function setUp({ taken = { kind: "taken" } as TakenIfNew } = {}) {
  const time = virtualTime();
  const asked: PromiseWithResolvers<boolean>[] = [];
  const failures: unknown[] = [];
  const shared = createSharedDeliveries({
    deliveries: {
      claim: () => {
        const answer = Promise.withResolvers<boolean>();
        asked.push(answer);
        return answer.promise;
      },
    },
    limit: { takeNew: async () => taken },
    patiently: createPatience(300, time.startTimer),
    onFailed: (error) => failures.push(error),
  });
  return { time, asked, failures, shared };
}

it("another process's delivery is known, and a new one is new", async () => {
  const { asked, shared, time } = setUp();
  const claims = [shared.claim(["a"]), shared.claim(["b"])];
  asked[0]?.resolve(true);
  asked[1]?.resolve(false);
  expect(await Promise.all(claims)).toEqual([true, false]);
  expect(time.waiting).toBe(0);
});

it("a slow database is waited for once, for 300 ms; then nobody waits until it is quick again", async () => {
  const { asked, shared, time } = setUp();
  const before = time.now();
  expect(await time.run(shared.claim(["a"]))).toBe(false);
  expect(time.now() - before).toBe(300);
  expect(await shared.claim(["b"])).toBe(false);
  expect(asked).toHaveLength(1);
  asked[0]?.resolve(false);
  await time.pass(0);
  // One finds out, and does not wait for it either.
  expect(await shared.claim(["c"])).toBe(false);
  expect(await shared.claim(["d"])).toBe(false);
  expect(asked).toHaveLength(2);
  asked[1]?.resolve(false);
  await time.pass(0);
  const claim = shared.claim(["e"]);
  asked[2]?.resolve(true);
  expect(await claim).toBe(true);
});

it("a database that fails leaves it to this process's own memory", async () => {
  const { asked, shared, failures } = setUp();
  const claim = shared.claim(["a"]);
  asked[0]?.reject(new Error("away"));
  expect(await claim).toBe(false);
  expect(failures).toHaveLength(1);
});

it("without a name there is nothing to ask for", async () => {
  const { asked, shared } = setUp();
  expect(await shared.claim([])).toBe(false);
  expect(asked).toEqual([]);
});

it.each<TakenIfNew>([{ kind: "taken" }, { kind: "repeated" }, { kind: "beyond", againInMs: 5 }])(
  "a question is claimed with its count: $kind",
  async (taken) => {
    const { asked, shared } = setUp({ taken });
    expect(await shared.claimQuestion(["a"], "U1")).toEqual(taken);
    expect(asked).toEqual([]);
  },
);

it("a question that is beyond the limit here is claimed all the same, so that nobody else answers it", async () => {
  const { asked, shared } = setUp({
    taken: { kind: "unclaimed", taken: { kind: "beyond", againInMs: 5 } },
  });
  const claims = [shared.claimQuestion(["a"], "U1"), shared.claimQuestion(["b"], "U1")];
  await expect.poll(() => asked.length).toBe(2);
  asked[0]?.resolve(false);
  asked[1]?.resolve(true);
  expect(await Promise.all(claims)).toEqual([
    { kind: "beyond", againInMs: 5 },
    { kind: "repeated" },
  ]);
});
