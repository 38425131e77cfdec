import { afterAll, beforeAll, expect, it } from "vitest";
import { soak } from "../../../bench/soak/soak.ts";
import { platforms } from "../../../playground/fleet/credentials.ts";

const unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);
beforeAll(() => void process.on("unhandledRejection", note));
afterAll(() => void process.off("unhandledRejection", note));

/** The long form, with a look at memory, is `bench/soak/run.ts`. */
it.each(platforms)(
  "%s: four minutes of a failing platform, and everybody hears something in time",
  async (platform) => {
    const result = await soak({ platform, minutes: 4, seed: 7, people: 5 });
    expect(result.asked).toBeGreaterThan(30);
    expect(result.lost).toBe(0);
    expect(result.haveAllEnded).toBe(true);
    expect(result.longestMs).toBeLessThanOrEqual(15_000);
    expect(result.timersLeft).toBe(0);
    expect(result.peakConcurrency).toBeLessThanOrEqual(8);
    expect(result.answers["report"]).toBeGreaterThan(5);
    expect(result.answers).not.toHaveProperty("bug");
    expect(unhandled).toEqual([]);
  },
  60_000,
);
