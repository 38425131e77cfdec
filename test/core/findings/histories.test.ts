import { describe, expect, it } from "vitest";
import { outcomesOf, scoreOf } from "../../../bench/triage/score.ts";
import { findingKinds } from "../../../src/core/findings/finding.ts";
import { historiesOf, recipes } from "../../support/histories/all.ts";

/** Seeds other than those the rules were looked at with while they were written. */
const seeds = [101, 202, 303, 404, 505, 606];
const outcomes = outcomesOf(seeds);

describe("the labelled set", () => {
  it("holds at least 60 histories, 15 of them healthy, and three or more for each pattern", () => {
    expect(recipes.length).toBeGreaterThanOrEqual(60);
    expect(recipes.filter(({ strength }) => strength === "healthy").length).toBeGreaterThanOrEqual(
      15,
    );
    const withoutThree = findingKinds.filter(
      (kind) => recipes.filter(({ expected }) => expected.includes(kind)).length < 3,
    );
    expect(withoutThree).toEqual([]);
  });

  it("is the same for the same seed and another for another", () => {
    expect(historiesOf(7)).toEqual(historiesOf(7));
    expect(historiesOf(7)).not.toEqual(historiesOf(8));
  });
});

describe("the rules on the labelled set", () => {
  it("find every strong case", () => {
    const missed = outcomes
      .filter(({ history, missed }) => history.strength === "strong" && missed.length > 0)
      .map(({ history, missed }) => `${history.name} (seed ${history.seed}): ${missed.join()}`);
    expect(missed).toEqual([]);
  });

  it("warn of no healthy SIM", () => {
    const warned = outcomes
      .filter(({ history: { strength } }) => strength === "healthy" || strength === "below")
      .flatMap(({ history, findings }) =>
        findings
          .filter(({ severity }) => severity === "critical" || severity === "warning")
          .map(({ kind }) => `${history.name} (seed ${history.seed}): ${kind}`),
      );
    expect(warned).toEqual([]);
  });

  it("reach 0.98 in precision and recall in each pattern, at three hours on two days", () => {
    for (const kind of findingKinds) {
      const score = scoreOf(outcomes, kind);
      expect(score.precision, `precision of ${kind}`).toBeGreaterThanOrEqual(0.98);
      expect(score.recall, `recall of ${kind}`).toBeGreaterThanOrEqual(0.98);
    }
  });
});
