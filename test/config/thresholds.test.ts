import { describe, expect, it } from "vitest";
import { parseThresholds } from "../../src/config/thresholds.ts";

describe("thresholds of the findings", () => {
  it.each([
    ["loopWarningStarts=20", { loopWarningStarts: 20 }],
    [
      "openSilentMs=2h, overdueMinMs = 90 min",
      { openSilentMs: 7_200_000, overdueMinMs: 5_400_000 },
    ],
    ["openSilentMs=1000", { openSilentMs: 1_000 }],
    ["emptyShare=0.75", { emptyShare: 0.75 }],
  ])("%s", (text, thresholds) => {
    expect(parseThresholds(text)).toEqual({ kind: "ok", thresholds });
  });

  it.each([
    "loop=1",
    "loopWarningStarts",
    "loopWarningStarts=2h",
    "openSilentMs=-1",
    "toString=1",
    "",
  ])("%j is a fault that does not repeat the value", (text) => {
    const parsed = parseThresholds(text);
    expect(parsed.kind).toBe("fault");
    if (text !== "") expect(JSON.stringify(parsed)).not.toContain(`"${text}`);
  });
});
