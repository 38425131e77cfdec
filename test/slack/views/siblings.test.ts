import { describe, expect, it } from "vitest";
import { validateMessage } from "../../../playground/slack/validate/validate-message.ts";
import { forbiddenIn, textsOf } from "../../support/fleet/forbidden-claims.ts";
import { siblingsMessages } from "../../support/fleet/siblings-views.ts";

/** As many as a calm answer has, without its list of sessions. */
const mostWords = 160;

describe("whether it is just this SIM", () => {
  it.each(Object.entries(siblingsMessages))("is told: %s", async (name, message) => {
    expect(validateMessage(message)).toEqual([]);
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/golden/siblings/${name}.json`,
    );
  });

  it.each(Object.entries(siblingsMessages))(
    "claims nothing that no record tells: %s",
    (_, message) => {
      expect(forbiddenIn(message)).toEqual([]);
    },
  );

  it.each(Object.entries(siblingsMessages))("fits on the screen of a phone: %s", (_, message) => {
    const [, ...shown] = textsOf(message);
    const read = shown.join(" ").replace(/<!date[^|]*\|([^>]*)>/g, "$1");
    expect(read.split(/\s+/).length).toBeLessThan(mostWords);
    expect(message.blocks.length).toBeLessThanOrEqual(6);
  });

  it.each(["operator", "beyond", "cannot-tell-which", "cell", "cell-or-more"])(
    "names a public holiday where many are silent: %s",
    (name) => {
      const message = siblingsMessages[name];
      expect(message === undefined ? "" : textsOf(message).join(" ")).toContain("public holiday");
    },
  );
});

describe("a forbidden claim", () => {
  it.each([
    "It is only you.",
    "Just this SIM is silent.",
    "The operator is down.",
    "T-Mobile's network went down at 10:05.",
    "No other SIM is silent.",
    "The device is offline.",
    "An outage of the carrier.",
    "Silent because of the operator.",
    "This proves it.",
  ])("is found: %s", (text) => {
    expect(forbiddenIn({ text, blocks: [] })).not.toEqual([]);
  });

  it("is none where it is asked", () => {
    expect(forbiddenIn({ text: "Is it just this SIM?", blocks: [] })).toEqual([]);
  });
});
