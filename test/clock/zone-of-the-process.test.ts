import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/**
 * What a date tells in the zone of the process. Whoever needs a wall clock has it from ticks.ts, in a
 * zone that is named; everything else here is UTC.
 */
const local = [
  /\.[gs]et(?:Date|Day|FullYear|Hours|Milliseconds|Minutes|Month|Seconds|Year|TimezoneOffset)\(/,
  /\.to(?:Date|Time|LocaleDate|LocaleTime)String\(/,
  /\bgetTimezoneOffset\b/,
  /\bnew Date\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*,/,
  /\bTZDate\b/,
  /from "date-fns(?:\/[^"]*)?"/,
  /\bDate\(\)(?!\s*\.)/,
];

const files = globSync("{src,playground}/**/*.ts", { cwd: new URL("../../", import.meta.url) });

describe("the zone of the process", () => {
  it("is that of nobody who reads: the tests run in two far ones", () => {
    expect(process.env["TZ"]).toMatch(/^(?:Australia\/Sydney|America\/Santiago)$/);
    expect(new Date(Date.UTC(2026, 10, 28)).getTimezoneOffset()).not.toBe(0);
  });

  it("is not asked for", () => {
    expect(files.length).toBeGreaterThan(300);
    const asking = files.flatMap((file) =>
      readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")
        .split("\n")
        .map((line, index) => ({ line, at: `${file}:${index + 1}` }))
        .filter(({ line }) => local.some((pattern) => pattern.test(line)))
        .map(({ at, line }) => `${at} ${line.trim()}`),
    );
    expect(asking).toEqual([]);
  });
});
