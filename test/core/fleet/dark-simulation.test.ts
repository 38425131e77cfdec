import { describe, expect, it } from "vitest";
import { darkScore } from "../../../bench/fleet/dark.ts";
import { hourMs, secondMs } from "../../../src/core/instant.ts";

/*
 * The small form of `npm run bench -- fleet` for the list of the silent SIMs: always the same fleets,
 * so that a change of a rule, or of what is read anew, shows here first.
 */
const cheap = ["hourly", "every_4_hours", "daily", "always_connected"] as const;

describe("the list of the silent SIMs of simulated fleets", () => {
  it("holds those that stopped, and no others", async () => {
    const options = { kinds: cheap, size: 60, sweptEveryMs: hourMs };
    for (const event of [{ kind: "none" }, { kind: "operator", share: 0.5 }] as const) {
      const { precision, recall, right } = (await darkScore(event, 4, options)).first;
      expect(right).toBeGreaterThan(3);
      expect(precision).toBeGreaterThanOrEqual(0.98);
      expect(recall).toBeGreaterThanOrEqual(0.98);
    }
  });

  it("names none that was only not looked at for long, however many there are", async () => {
    const { first } = await darkScore({ kind: "none" }, 1, {
      ...{ kinds: ["always_connected"], size: 400, sweptEveryMs: 24 * hourMs },
    });
    expect(first.precision).toBe(1);
    expect(first.right).toBeGreaterThan(3);
  });

  it("holds all of them once it has read on, in whatever order the platform lists sessions", async () => {
    const { first, final } = await darkScore({ kind: "operator", share: 0.8 }, 1, {
      ...{ kinds: ["every_15_min"], size: 24, sweptEveryMs: 24 * hourMs, order: "shuffled" },
      readingMs: 2 * secondMs,
    });
    expect(first.recall).toBeLessThan(final.recall);
    expect(final.precision).toBe(1);
    expect(final.recall).toBeGreaterThanOrEqual(0.98);
  });
});
