import { describe, expect, it } from "vitest";
import { BotError } from "../../../src/core/errors.ts";
import { presentError } from "../../../src/slack/views/present-error.ts";

const downSince = Date.UTC(2026, 10, 23, 10, 5);

const wordsOf = (error: BotError) => JSON.stringify(presentError(error, "0badcafe"));

describe("failures that were not even sent", () => {
  it("the platform is down: since when, and that it is being tried", () => {
    const error = new BotError("sim_api_timeout", "m", { retryable: true, downSince });
    const words = wordsOf(error);
    expect(words).toContain("has not been answering since <!date^1795428300^");
    expect(words).toContain("|23 Nov 10:05 UTC> (23 Nov 10:05 UTC).");
    expect(words).toContain("Nothing is known to be wrong with your SIM");
    expect(words).toContain("tries it every few seconds");
  });

  it("no turn in time: not the platform's fault", () => {
    const error = new BotError("sim_api_timeout", "m", { retryable: true, detail: "queued" });
    expect(wordsOf(error)).toContain("Too many questions came at once");
    expect(wordsOf(error)).not.toContain("their side");
  });

  it("tells plain readers the moment once, in UTC", () => {
    const error = new BotError("sim_api_timeout", "m", { retryable: true, downSince });
    expect(presentError(error, "0badcafe").text).toContain("since 23 Nov 10:05 UTC. It is");
  });

  it.each([
    ["sim_api_timeout", { downSince }, "Account us: the SIM platform has not been answering since"],
    ["sim_api_unreadable", { detail: "html" }, "Account us: a web page came back"],
    ["sim_api_timeout", { detail: "queued" }, "Account us: too many questions came at once"],
    ["sim_api_forbidden", {}, "Account us: simscope's credentials may not read this SIM."],
    ["slack_refused", {}, "Account us: Slack did not take the answer."],
  ] as const)("%s %j of one account among several", (code, options, words) => {
    const error = new BotError(code, "m", { retryable: true, account: "us", ...options });
    const { text, blocks } = presentError(error, "0badcafe");
    expect(text).toContain(words);
    expect(JSON.stringify(blocks)).toContain(words);
  });
});
