import { describe, expect, it } from "vitest";
import { button, message, section } from "../../../src/slack/kit/blocks.ts";
import { maskedMessage } from "../../../src/slack/kit/message-texts.ts";
import { mrkdwn } from "../../../src/slack/kit/mrkdwn.ts";

const known = ["8901260000000012345", "356938035643809", "no imei", null];

const maskedText = (text: string): string =>
  maskedMessage(message(mrkdwn`${text}`, []), known).text;

describe("masking", () => {
  it.each([
    ["8901260000000012345", "…2345"],
    ["SIM 8901260000000012345F in bay 3", "SIM …2345F in bay 3"],
    ["8901 2600 0000 0012 345", "…2345"],
    ["8901-2600-0000-0012-345", "…2345"],
    ["IMEI 35-693803-564380-9", "IMEI …3809"],
    ["another number: 014931000129700", "another number: …9700"],
    ["at 37.8828168, -122.3684899", "at (position hidden), (position hidden)"],
    ["at 37,88281", "at (position hidden)"],
  ])("%j becomes %j", (text, masked) => {
    expect(maskedText(text)).toBe(masked);
  });

  it.each([
    "cell 310-260-40482-1243",
    "↑ 12,345 ↓ 1,234,567 packets",
    "23 Nov 10:05 UTC",
    "3.25 km, 99.5 %",
    "cargo-cam-07, bay 1234567890",
  ])("%j stays", (text) => {
    expect(maskedText(text)).toBe(text);
  });

  it("reaches every text of a message, and leaves what a button carries", () => {
    const value = "1.DE12345678901234567890123456789012.7d.-.0.mwt3nilc";
    const label = "Details 356938035643809";
    const sent = message(mrkdwn`356938035643809`, [
      section(mrkdwn`356938035643809`, button({ actionId: "x", label, value, spoken: label })),
    ]);
    const received = JSON.stringify(maskedMessage(sent, known));
    expect(received).not.toContain("356938035643809");
    expect(received).toContain(value);
  });

  it("leaves dates of Slack's as they are", () => {
    const date = "<!date^1795428300^{date_short_pretty} {time}|23 Nov 10:05 UTC>";
    const sent = { text: date, blocks: [] };
    expect(maskedMessage(sent, known)).toEqual(sent);
  });
});
