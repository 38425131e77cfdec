import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findingKinds, ruleOf } from "../../../src/core/findings/finding.ts";

const files = readdirSync(new URL("../../../src/core/findings/rules", import.meta.url));

describe("the ladder", () => {
  it("holds each rule of the folder once, by the name of its file", () => {
    const named = findingKinds.map((kind) => `${kind.replaceAll("_", "-")}.ts`);
    expect(named.toSorted()).toEqual(files.toSorted());
  });

  it("gives each rule a name of its own", () => {
    const names = findingKinds.map((kind) => ruleOf(kind).name);
    expect(new Set(names).size).toBe(names.length);
  });
});
