import { describe, expect, it } from "vitest";
import type { SimFacts } from "../../../src/core/fleet/sim-facts.ts";
import type { LeaseHold } from "../../../src/ports/background-lease.ts";
import { createFactsQueue } from "../../../src/reads/fleet/facts-queue.ts";
import { simFacts, simSid } from "../../support/fleet/sim-facts.ts";
import { virtualTime } from "../../support/virtual-time.ts";

const hold: LeaseHold = { name: "background", epoch: 3 };

function queueWith(over: { mostWaiting?: number; onKept?: () => void } = {}) {
  const time = virtualTime();
  const kept: (readonly [string, readonly SimFacts[], LeaseHold | null])[] = [];
  const dropped: (readonly [number, string])[] = [];
  let failure: Error | null = null;
  const queue = createFactsQueue({
    kept: {
      keep: async (...batch) => {
        if (failure !== null) throw failure;
        kept.push(batch);
        over.onKept?.();
      },
    },
    keyOf: (account) => `key of ${account}`,
    startTimer: time.startTimer,
    onDropped: (count, reason) => dropped.push([count, reason]),
    ...over,
  });
  const fail = (error: Error | null): void => {
    failure = error;
  };
  return { queue, time, kept, dropped, fail };
}

describe("facts that wait to be kept", () => {
  it("are kept together after a moment, the newest of each SIM, each account and lease apart", async () => {
    const { queue, time, kept } = queueWith();
    const [a, newer, b, swept] = [
      simFacts({ sid: simSid(1) }),
      simFacts({ sid: simSid(1), cell: "newer" }),
      simFacts({ account: "emea", sid: simSid(2) }),
      simFacts({ sid: simSid(3) }),
    ];
    queue.add(a, null);
    queue.add(b, null);
    queue.add(newer, null);
    queue.add(swept, hold);
    expect([kept.length, queue.waiting]).toEqual([0, 3]);
    await time.pass(2_000);
    expect(kept).toEqual([
      ["key of emea", [b], null],
      ["key of null", [newer], null],
      ["key of null", [swept], hold],
    ]);
    expect(queue.waiting).toBe(0);
  });

  it("that come while others are being kept are gathered, too", async () => {
    const { time, queue, kept } = queueWith({
      onKept: () => {
        if (kept.length === 1)
          for (const number of [2, 3]) queue.add(simFacts({ sid: simSid(number) }), null);
      },
    });
    queue.add(simFacts({ sid: simSid(1) }), null);
    await time.pass(2_000);
    expect([kept.length, queue.waiting]).toEqual([1, 2]);
    await time.pass(2_000);
    expect(kept.map(([, facts]) => facts.length)).toEqual([1, 2]);
  });

  it("wait while the database is away, at most so many, and are kept when it is back", async () => {
    const { queue, time, kept, dropped, fail } = queueWith({ mostWaiting: 2 });
    fail(new Error("away"));
    for (const number of [1, 2, 3]) queue.add(simFacts({ sid: simSid(number) }), null);
    await time.pass(60_000);
    expect([kept.length, queue.waiting, dropped]).toEqual([0, 2, [[1, "full"]]]);
    fail(null);
    await time.pass(60_000);
    expect(kept.flatMap(([, facts]) => facts.map(({ sid }) => sid))).toEqual([2, 3].map(simSid));
  });

  it("are let go of in the end where they are refused, and keep back nobody", async () => {
    const { queue, time, dropped, fail } = queueWith();
    fail(new Error("another process does this work now"));
    queue.add(simFacts(), hold);
    await time.pass(62 * 60_000);
    expect([queue.waiting, dropped]).toEqual([0, [[1, "refused"]]]);
  });

  it("are kept once more at the end, and nothing after it", async () => {
    const { queue, kept, time } = queueWith();
    queue.add(simFacts(), null);
    await queue.close();
    queue.add(simFacts({ sid: simSid(5) }), null);
    await time.pass(60_000);
    expect([kept.length, queue.waiting, time.waiting]).toEqual([1, 0, 0]);
  });
});
