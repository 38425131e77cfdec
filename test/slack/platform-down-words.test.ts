import { describe, expect, it } from "vitest";
import { BotError } from "../../src/errors.ts";
import { presentError } from "../../src/slack/present-error.ts";

const wordsOf = (error: BotError) => JSON.stringify(presentError(error, "0badcafe"));

describe("failures that were not even sent", () => {
  it("the platform is down: since when, and that it is being tried", () => {
    const downSince = Date.UTC(2026, 10, 23, 10, 5);
    const error = new BotError("sim_api_timeout", "m", { retryable: true, downSince });
    const words = wordsOf(error);
    expect(words).toContain("has not been answering since 23 Nov 10:05 UTC");
    expect(words).toContain("Nothing is known to be wrong with your SIM");
    expect(words).toContain("tries it every few seconds");
  });

  it("no turn in time: not the platform's fault", () => {
    const error = new BotError("sim_api_timeout", "m", { retryable: true, detail: "queued" });
    expect(wordsOf(error)).toContain("Too many questions came at once");
    expect(wordsOf(error)).not.toContain("their side");
  });
});
