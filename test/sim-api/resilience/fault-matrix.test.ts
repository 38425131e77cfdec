import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ErrorCode, isBotError } from "../../../src/core/errors.ts";
import type { SimReportOutcome } from "../../../src/questions/report.ts";
import { presentError } from "../../../src/slack/views/present-error.ts";
import { memoryInUseMb } from "../../support/memory.ts";
import {
  combinations,
  type Expected,
  koreRows,
  rows,
  type Step,
  scopes,
  usualWords,
} from "../../support/sim-api/resilience/fault-rows.ts";
import {
  type Asked,
  type SimulatedWorld,
  sessionsOnTwoPages,
  startSimulatedWorld,
} from "../../support/sim-api/resilience/simulated-world.ts";

/** Everybody hears something within this time, whatever happens. */
const mostMs = 15_000;

const sessionsOnFirstPage = 1_000;

/** A platform's own garbage and caches; a body that is held on to is larger. */
const memoryGrowthMb = 8;

const atTwilio = combinations(rows, ["fetch", "page 1", "page 2"]);
const atKore = combinations([...rows, ...koreRows], ["fetch", "page 1", "page 2", "token"]);

it("there are at least 40 combinations with each platform", () => {
  expect(atTwilio.length).toBeGreaterThanOrEqual(40);
  expect(atKore.length).toBeGreaterThanOrEqual(40);
});

describe.each([
  { platform: "twilio", combinations: atTwilio },
  { platform: "kore", combinations: atKore },
] as const)("$platform", ({ platform, combinations }) => {
  let world: SimulatedWorld;
  let socketsBefore = 0;
  let socketsOfOneQuestion = 0;
  let memoryBeforeMb = 0;
  beforeAll(async () => {
    socketsBefore = openSockets();
    world = await startSimulatedWorld(platform);
    await world.ask();
    socketsOfOneQuestion = openSockets();
    memoryBeforeMb = await memoryInUseMb();
  });
  // A combination that fails must not fail the next.
  beforeEach(() => world.fleet.clearFaults());
  afterAll(async () => {
    expect((await memoryInUseMb()) - memoryBeforeMb).toBeLessThan(memoryGrowthMb);
    await world.close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(openSockets()).toBeLessThanOrEqual(socketsBefore);
  });

  it.each(combinations)("$title: $expected", async ({ fault, times, step, expected, says }) => {
    const { fleet, time } = world;
    // Nothing that was read before serves this question.
    await time.pass(70_000);
    if (step === "token") fleet.expireAccessTokens();
    fleet.inject({ fault, scope: scopes[step], ...(times !== undefined && { times }) });

    const asked = await world.ask();
    expect(asked.tookMs).toBeLessThanOrEqual(mostMs);
    expectOutcome(asked, { expected, says, step });

    fleet.clearFaults();
    await time.pass(70_000);
    expect(time.waiting).toBe(0);
    expectOutcome(await world.ask(), { expected: "answer", step });
    expect(time.waiting).toBe(0);
    // One connection that is kept for the next question, and what the platform's side of it needs.
    expect(openSockets()).toBeLessThanOrEqual(socketsOfOneQuestion);
  });
});

function expectOutcome(
  { outcome, error }: Asked,
  { expected, says, step }: { expected: Expected; says?: RegExp | undefined; step: Step },
): void {
  if (isRead(expected)) {
    expect(error).toBeNull();
    const { read, incomplete } = figuresOf(outcome);
    expect(incomplete).toBe(expected === "answer" ? null : expected);
    const isCutShort = expected !== "answer" && step === "page 1";
    expect(read).toBe(isCutShort ? sessionsOnFirstPage : sessionsOnTwoPages);
    return;
  }
  expect(isBotError(error) ? error.code : error).toBe(expected);
  const { text } = presentError(error, "reference");
  expect(text).toMatch(says ?? usualWords[expected] ?? /no words are known/);
  expect(text).toContain("Nothing is known to be wrong with your SIM.");
}

function isRead(expected: Expected): expected is Exclude<Expected, ErrorCode> {
  return !expected.startsWith("sim_api_");
}

function figuresOf(outcome: SimReportOutcome | null) {
  if (outcome?.kind !== "report") throw new Error("no report");
  const { sessions, earlier, quality, stale } = outcome.report;
  expect(stale).toBeNull();
  const cut = quality.find((note) => note.kind === "incomplete");
  return {
    read: sessions.length + earlier.length,
    incomplete: cut?.kind === "incomplete" ? cut.reason : null,
  };
}

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCP|Socket/.test(name)).length;
}
