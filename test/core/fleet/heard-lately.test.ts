import { describe, expect, it } from "vitest";
import { defaultThresholds } from "../../../src/core/findings/thresholds.ts";
import { heardSince } from "../../../src/core/fleet/heard-lately.ts";
import { hourMs, minuteMs } from "../../../src/core/instant.ts";
import { asOf } from "../../support/sessions.ts";

describe("heardSince", () => {
  it.each([
    ["every 5 min", "timed", 5 * minuteMs, 15 * minuteMs],
    ["every 30 min", "timed", 30 * minuteMs, 30 * minuteMs],
    ["once a day", "timed", 24 * hourMs, hourMs],
    ["as it likes", "irregular", 40 * minuteMs, 15 * minuteMs],
  ] as const)("%s", (_, kind, usualGapMs, wantedMs) => {
    const rhythm = { kind, usualGapMs, mostGapsBelowMs: usualGapMs, quietHours: 0 };
    expect(asOf - heardSince({ rhythm }, asOf, defaultThresholds)).toBe(wantedMs);
  });

  it("of one without a rhythm, as long as no silence is unusual", () => {
    expect(asOf - heardSince({ rhythm: null }, asOf, defaultThresholds)).toBe(15 * minuteMs);
  });
});
