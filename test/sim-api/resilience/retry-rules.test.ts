import { describe, expect, it } from "vitest";
import type { BotErrorOptions, ErrorCode } from "../../../src/core/errors.ts";
import { decideRetry, retryRules } from "../../../src/sim-api/retry-rules.ts";
import { failure, limited } from "../../support/sim-api/resilience/upstream.ts";

const rules = retryRules.question;
const first = { attempts: 1, elapsedMs: 0, random: 0.5 };
const again = (waitMs: number) => ({ kind: "again", waitMs });
const giveUp = { kind: "give_up" };

describe("decideRetry", () => {
  it.each<[string, ErrorCode, Partial<BotErrorOptions>]>([
    ["credentials refused", "sim_api_unauthorized", { retryable: false }],
    ["not allowed", "sim_api_forbidden", { retryable: false }],
    ["our request is wrong", "sim_api_rejected", { retryable: false }],
    ["not the platform's answer", "sim_api_unreadable", { retryable: false }],
    ["a stale page token", "sim_api_failed", { retryable: false, platformCode: 33103 }],
    ["known to be down", "sim_api_failed", { downSince: 0 }],
  ])("%s: not again", (_, code, options) => {
    expect(decideRetry(failure(code, options), first, rules)).toEqual(giveUp);
  });

  it.each<[ErrorCode, number]>([
    ["sim_api_failed", 3],
    ["sim_api_timeout", 3],
    ["sim_api_unreachable", 3],
    ["sim_api_rate_limited", 6],
  ])("%s: %i more attempts", (code, retries) => {
    const decide = (attempts: number) =>
      decideRetry(failure(code), { ...first, attempts }, rules).kind;
    expect(decide(retries)).toBe("again");
    expect(decide(retries + 1)).toBe("give_up");
  });

  it("a conflict: once more", () => {
    const conflict = failure("sim_api_failed", { platformCode: 33010 });
    expect(decideRetry(conflict, first, rules).kind).toBe("again");
    expect(decideRetry(conflict, { ...first, attempts: 2 }, rules)).toEqual(giveUp);
  });

  it.each([
    [1, 0, 0],
    [1, 0.5, 200],
    [1, 1, 400],
    [2, 1, 800],
    [3, 1, 1_600],
    [4, 1, 3_000],
    [6, 1, 3_000],
  ])("after attempt %i, with chance %d, waits %i ms", (attempts, random, waitMs) => {
    expect(decideRetry(limited(), { attempts, elapsedMs: 0, random }, rules)).toEqual(
      again(waitMs),
    );
  });

  it("the platform's own wait wins, and those it sends away come back spread", () => {
    expect(decideRetry(limited(4_000), { ...first, random: 0 }, rules)).toEqual(again(4_000));
    expect(decideRetry(limited(4_000), { ...first, random: 1 }, rules)).toEqual(again(4_250));
    expect(decideRetry(limited(0), { ...first, random: 0 }, rules)).toEqual(again(0));
  });

  it.each([
    [limited(9_999), 0, "again"],
    [limited(10_000), 0, "give_up"],
    [limited(3_600_000), 0, "give_up"],
    [limited(4_000), 5_999, "again"],
    [limited(4_000), 6_000, "give_up"],
    [failure("sim_api_timeout"), 9_999, "again"],
    [failure("sim_api_timeout"), 10_000, "give_up"],
  ])("nothing begins after the question's budget (%#)", (error, elapsedMs, kind) => {
    expect(decideRetry(error, { attempts: 1, elapsedMs, random: 0 }, rules).kind).toBe(kind);
  });

  it("a probe is never repeated, the background waits longer", () => {
    expect(decideRetry(limited(), first, retryRules.probe)).toEqual(giveUp);
    expect(decideRetry(limited(30_000), first, retryRules.background).kind).toBe("again");
  });
});
