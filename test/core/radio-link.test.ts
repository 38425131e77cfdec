import { describe, expect, it } from "vitest";
import { generationOf, radioGenerations } from "../../src/core/radio-link.ts";

describe("generation of a radio link", () => {
  it.each([
    ["LTE", "LTE"],
    ["lte", "LTE"],
    [" 4G ", "LTE"],
    ["LTE-A", "LTE"],
    ["3G", "3G"],
    ["umts", "3G"],
    ["HSPA+", "3G"],
    ["GPRS", "2G"],
    ["edge", "2G"],
    ["LTE-M", "LTE-M"],
    ["Cat-M1", "LTE-M"],
    ["LTE_M", "LTE-M"],
    ["NB-IoT", "NB-IoT"],
    ["nbiot", "NB-IoT"],
    ["5G NR", "5G"],
    ["5G", "5G"],
    ["6G", "unknown"],
    ["", "unknown"],
    [null, "unknown"],
    ["constructor", "unknown"],
    ["L".repeat(10_000), "unknown"],
  ])("reads %s as %s", (radioLink, generation) => {
    expect(generationOf(radioLink)).toBe(generation);
  });

  it("knows its own names", () => {
    for (const generation of radioGenerations) expect(generationOf(generation)).toBe(generation);
  });
});
