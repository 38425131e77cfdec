import { describe, expect, it } from "vitest";
import { retryAfterMs } from "../../src/sim-api/verdict.ts";

const now = Date.UTC(2026, 0, 1, 12, 0, 0);

describe("retryAfterMs", () => {
  it.each([
    ["0", 0],
    ["7", 7_000],
    [" 120 ", 120_000],
    ["86400", 86_400_000],
    ["Thu, 01 Jan 2026 12:00:30 GMT", 30_000],
    ["Thu, 01 Jan 2026 11:00:00 GMT", 0],
  ])("%j is %i ms", (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });

  it.each([
    null,
    "",
    "-1",
    "1.5",
    "7 s",
    "soon",
    "1e3",
    "86401",
    "99999999999999999999",
    "2026-01-01T12:00:30Z",
    "Thu, 99 Foo 2026 12:00:30 GMT",
    "Sat, 03 Jan 2026 12:00:00 GMT",
  ])("%j says nothing", (header) => {
    expect(retryAfterMs(header, now)).toBeUndefined();
  });
});
