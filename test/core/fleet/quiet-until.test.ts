import { describe, expect, it } from "vitest";
import { quietEnd, readQuietUntil } from "../../../src/core/fleet/quiet-until.ts";
import { dayMs, hourMs } from "../../../src/core/instant.ts";

const now = Date.UTC(2026, 10, 23, 10, 5);
const endOf = (word: string, zone = "UTC", at = now) => {
  const until = readQuietUntil(word);
  return until === null ? null : quietEnd(until, at, zone);
};

describe("until when silence is expected", () => {
  it.each([
    ["12h", now + 12 * hourMs],
    ["7d", now + 7 * dayMs],
    ["4W", now + 28 * dayMs],
    ["2026-11-23", Date.UTC(2026, 10, 24)],
    ["2026-11-22", "past"],
    ["184d", now + 184 * dayMs],
    ["185d", "too_long"],
    ["2027-12-24", "too_long"],
    ["2027-02-30", null],
    ["2026-13-01", null],
    ["0d", null],
    ["7", null],
    ["7m", null],
    ["off", null],
    ["24.12.", null],
  ])("%s", (word, end) => expect(endOf(word)).toBe(end));

  it.each([
    ["Europe/Berlin", Date.UTC(2026, 11, 24, 23)],
    ["America/New_York", Date.UTC(2026, 11, 25, 5)],
    ["Australia/Sydney", Date.UTC(2026, 11, 24, 13)],
    ["Nowhere/Atall", Date.UTC(2026, 11, 25)],
  ])("a date ends at midnight in %s", (zone, end) => expect(endOf("2026-12-24", zone)).toBe(end));

  it("also in the night in which the clocks change", () => {
    const before = Date.UTC(2027, 2, 20);
    expect(endOf("2027-03-27", "Europe/Berlin", before)).toBe(Date.UTC(2027, 2, 27, 23));
    expect(endOf("2027-03-28", "Europe/Berlin", before)).toBe(Date.UTC(2027, 2, 28, 22));
  });
});
