import { expect, it } from "vitest";
import { dayMs, hourMs } from "../../src/core/instant.ts";
import { parseSince } from "../../src/core/since.ts";

const now = Date.parse("2026-11-29T08:30:00Z");

it.each([
  ["7d", now - 7 * dayMs],
  ["12h", now - 12 * hourMs],
  ["2W", now - 14 * dayMs],
  ["2026-11-01", Date.parse("2026-11-01T00:00:00Z")],
  ["2026-11-01T10:30+02:00", Date.parse("2026-11-01T08:30:00Z")],
  ["2026-11-01T10:30:05Z", Date.parse("2026-11-01T10:30:05Z")],
])("%s is a beginning", (text, since) => {
  expect(parseSince(text, now)).toBe(since);
});

it.each([
  ...["", "0d", "d", "-7d", "7", "7 d", "7x", "99999d", "yesterday", "2026-13-01", "2026-02-31"],
  ...["2026-11-30", "2026-11-01T10:30", "1", "2026", "01.11.2026"],
])("%j is none", (text) => {
  expect(parseSince(text, now)).toBeNull();
});
