import { describe, expect, it } from "vitest";
import { textAfterMention } from "../../../src/slack/listeners/events/mention.ts";
import { textsOfMessage } from "../../../src/slack/typed/texts-of-message.ts";

describe("what is said to the bot", () => {
  it.each([
    ["<@U0BOT> sessions cargo-cam-07", "sessions cargo-cam-07"],
    ["hey <@U0BOT|simscope>  sessions x 24h", "sessions x 24h"],
    ["<@U0BOT> sessions x\ncc <@U0BEN>", "sessions x"],
    ["sessions x <@U0BOT>", "sessions x"],
    ["<@U0BOT>", ""],
  ])("%j", (text, said) => {
    expect(textAfterMention(text, "U0BOT")).toBe(said);
  });
});

describe("what a message says", () => {
  it("is in its text, blocks and attachments, with Slack's escapes undone", () => {
    const message = {
      type: "message",
      user: "U0ALERTBOT",
      text: "Gate &amp; yard: <https://console.example/sims/DE1|the SIM>",
      blocks: [{ type: "section", text: { type: "mrkdwn", text: "host=cargo-cam-07" } }],
      attachments: [{ fields: [{ title: "ICCID", value: "<tel:890|8901 2600>" }] }],
    };
    const texts = textsOfMessage(message);
    for (const part of ["Gate & yard", "console.example/sims/DE1", "cargo-cam-07", "8901 2600"]) {
      expect(texts).toContain(part);
    }
    expect(texts).not.toContain("U0ALERTBOT");
  });

  it("may be anything", () => {
    const deep = Array.from({ length: 100 }).reduce((inner) => ({ inner }), { text: "deep" });
    for (const message of [null, "text", 7, [], deep]) expect(textsOfMessage(message)).toBe("");
  });
});
