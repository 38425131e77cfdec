import { beforeAll, describe, expect, it } from "vitest";
import { readGiven } from "../src/core/reading/given.ts";
import { seededRandom } from "./support/histories/random.ts";
import { hostileLength, hostileTexts } from "./support/hostile-texts.ts";
import { parsers } from "./support/parsers.ts";

/** What one parser may cost, whatever it is given: nobody waits for that long to be noticed. */
const mostMs = 20;
/** The first measure pays for the compiler and for a collection of garbage; a real cost comes back. */
const attempts = 4;
const seed = 12;

function cpuMsOf(parser: (text: string) => unknown, text: string): number {
  const before = process.threadCpuUsage();
  parser(text);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

/** The least of a few attempts; the first is enough when it is quick. */
function leastMsOf(parser: (text: string) => unknown, text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < attempts && least > mostMs; attempt += 1) {
    least = Math.min(least, cpuMsOf(parser, text));
  }
  return least;
}

/** What froze the bot for seconds before, each with what it cost then (on one core). */
const examples: readonly (readonly [string, (text: string) => unknown, string])[] = [
  ["3,000 quotes in a type-ahead, 16 s", readGiven, `${'"'.repeat(3_000)}a`],
  [
    "40,000 exclamation marks in a message, 13 s",
    parsers["names in a text"],
    `a${"!".repeat(39_990)}a`,
  ],
  ["5,000 names of the bot in a mention, 0.3 s", parsers["a mention"], "<@U0BOT|".repeat(5_000)],
];

describe("what was found", () => {
  it.each(examples)("%s", (_, parser, text) => {
    expect(leastMsOf(parser, text)).toBeLessThanOrEqual(mostMs);
  });
});

describe(`no text of ${hostileLength} characters costs a parser more than ${mostMs} ms (seed ${seed})`, () => {
  const slowest = new Map<string, { ms: number; text: string }>();
  beforeAll(() => {
    const random = seededRandom(seed);
    for (const text of hostileTexts(() => random.between(0, 1))) {
      expect(text.length).toBeGreaterThanOrEqual(hostileLength);
      for (const [name, parser] of Object.entries(parsers)) {
        const ms = leastMsOf(parser, text);
        if (ms > (slowest.get(name)?.ms ?? 0)) slowest.set(name, { ms, text: text.slice(0, 40) });
      }
    }
  }, 240_000);

  it.each(Object.keys(parsers))("%s", (name) => {
    const found = slowest.get(name);
    expect(found?.ms ?? 0, JSON.stringify(found?.text)).toBeLessThanOrEqual(mostMs);
  });
});
