import { describe, expect, it } from "vitest";
import { fleetGoldens } from "../../support/fleet/fleet-goldens.ts";
import { forbiddenIn, textsOf } from "../../support/fleet/forbidden-claims.ts";
import { momentlessIn } from "../../support/fleet/moments.ts";

const goldens = fleetGoldens();

describe("what is said about a fleet", () => {
  it("is all there", () => {
    for (const folder of ["siblings/", "watches/", "home/", "messages/dark"]) {
      expect(goldens.filter(({ name }) => name.startsWith(folder)).length).toBeGreaterThan(4);
    }
  });

  it.each(goldens)("$name claims nothing that records do not tell", ({ content }) => {
    expect(forbiddenIn(content)).toEqual([]);
  });

  it.each(goldens)("$name names the moment of what it tells", ({ content }) => {
    expect(momentlessIn(content)).toEqual([]);
    expect(textsOf(content).join(" ")).not.toMatch(/undefined|NaN|an unknown time/);
  });
});

describe("a fact without its moment", () => {
  const told = (...texts: string[]) => ({
    text: "",
    blocks: texts.map((text) => ({
      ...{ type: "section" as const, text: { type: "mrkdwn" as const, text } },
    })),
  });
  const at = "<!date^1795428060^{time}|10:01 UTC>";

  it.each(["Pump 7 is back.", "Silent for 3 h.", "About 4 reports missed.", "Slack: reachable"])(
    "is found: %s",
    (text) => {
      expect(momentlessIn(told(text))).toEqual([text]);
      expect(momentlessIn(told(text, `Since ${at}`))).toEqual([text]);
    },
  );

  it("is none where the message, or its own text, names one", () => {
    expect(momentlessIn(told("Silent for 3 h.", `As of ${at}.`))).toEqual([]);
    expect(momentlessIn(told(`Pump 7 is back: heard ${at}.`))).toEqual([]);
    expect(momentlessIn(told("Try again in a minute."))).toEqual([]);
  });
});
