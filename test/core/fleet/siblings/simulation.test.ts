import { describe, expect, it } from "vitest";
import { siblingsScore } from "../../../../bench/fleet/siblings.ts";

/*
 * The small form of `npm run bench -- fleet`, of habits that cost little to simulate: always the same
 * fleets, so that a change of a rule shows here first.
 */
const cheap = ["hourly", "every_4_hours", "always_connected", "evenings", "weekends"] as const;

describe("simulated fleets", () => {
  it("have no SIMs silent together where nothing happened", () => {
    const { verdicts } = siblingsScore({ kind: "none" }, 50, cheap);
    expect(verdicts.many).toBe(0);
    expect(verdicts.not_widespread).toBeGreaterThan(40);
  });

  it("show an outage of half an operator, and never look as if it were not widespread", () => {
    const { verdicts, far } = siblingsScore({ kind: "operator", share: 0.5 }, 25, cheap);
    expect(verdicts.many).toBeGreaterThanOrEqual(21);
    expect(verdicts.not_widespread).toBe(0);
    expect(far.beyond + far.near).toBe(0);
  });

  it("show a power cut of a cell as one of that cell", () => {
    const { far } = siblingsScore({ kind: "cell" }, 25, cheap);
    expect(far.operator + far.beyond).toBe(0);
    expect(far.near).toBeGreaterThan(10);
  });
});
