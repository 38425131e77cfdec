import { expect, it } from "vitest";
import { button, message, section } from "../../../src/slack/kit/blocks.ts";
import { saidInThread } from "../../../src/slack/kit/message-texts.ts";
import { code, mrkdwn } from "../../../src/slack/kit/mrkdwn.ts";

it("in a thread, commands are said to the bot by its name; paths and values stay", () => {
  const words = mrkdwn`Try ${code("/sim find pump")} or ${code("/sim")}, not /sim/x or ${code("/simple")}`;
  const value = "`/sim find`";
  const said = saidInThread(
    message(words, [section(words, button({ actionId: "x", label: "x", value }))]),
  );
  expect(said.text).toBe("Try `@simscope find pump` or `@simscope`, not /sim/x or `/simple`");
  expect(JSON.stringify(said.blocks)).toContain("`@simscope find pump`");
  expect(JSON.stringify(said.blocks)).toContain(value);
});
