import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTextPool } from "../../../src/reads/fleet/text-pool.ts";

describe("the pool of texts", () => {
  it("gives each text one number for as long as somebody uses it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2_000), fc.boolean()), { minLength: 3_000, maxLength: 3_000 }),
        (steps) => {
          const pool = createTextPool();
          const users = new Map<string, number>();
          for (const [number, isTaken] of steps) {
            const text = `cell ${number}`;
            const before = users.get(text) ?? 0;
            if (isTaken) {
              expect(pool.text(pool.take(text))).toBe(text);
              users.set(text, before + 1);
            } else if (before > 0) {
              pool.release(pool.find(text) ?? 0);
              users.set(text, before - 1);
            }
          }
          const inUse = [...users].filter(([, count]) => count > 0).map(([text]) => text);
          expect([...pool.entries()].map(([text]) => text).sort()).toEqual(inUse.sort());
          for (const [text, count] of users) expect(pool.find(text) !== null).toBe(count > 0);
        },
      ),
      { numRuns: 10 },
    );
  });

  it("cuts what has no end, and has no number for no text", () => {
    const pool = createTextPool();
    const number = pool.take("x".repeat(5_000));
    expect(pool.text(number)).toBe("x".repeat(80));
    expect(pool.find("x".repeat(90))).toBe(number);
    expect([pool.take(null), pool.text(0), pool.find("y")]).toEqual([0, null, null]);
    pool.release(0);
  });
});
