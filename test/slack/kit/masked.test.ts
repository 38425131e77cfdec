import { describe, expect, it } from "vitest";
import { button, message, section } from "../../../src/slack/kit/blocks.ts";
import { maskedMessage } from "../../../src/slack/kit/message-texts.ts";
import { mrkdwn } from "../../../src/slack/kit/mrkdwn.ts";

const known = ["8901260000000012345", "356938035643809", "no imei", null];
const hexCard = "8901260A00B0C0012345";

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
    ["8901260a00b0c0012345", "…2345"],
    ["SIM-8901260A00B0C001234F", "SIM-…234F"],
    ["8901 260A 00B0 C001 2345", "…2345"],
    ["8901-260a-00b0-c001-2345 in bay 3", "…2345 in bay 3"],
    ["8988_3070_0000_1234_567", "…4567"],
    ["8901\u20112600\u20110000\u20110012\u2011345", "…2345"],
    ["８９０１２６０００００００００１２３４５", "…2345"],
    ["٨٩٠١٢٦٠٠٠٠٠٠٠٠١٢٣٤٥", "\u2068…2345\u2069"],
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
    "DE8912345678abcdef0123456abcdef012 is a SID",
    "DE0a8912345abcdef0123abc456abcdef0 is a SID",
    "89 packets, 1,234,567 of them up",
  ])("%j stays", (text) => {
    expect(maskedText(text)).toBe(text);
  });

  it("hides what is known of the SIM in whatever way it is written, and no word beside it", () => {
    const hide = (text: string, ...numbers: string[]) =>
      maskedMessage(message(mrkdwn`${text}`, []), numbers).text;
    expect(hide("cam8901260a00b0c0012345", hexCard)).toBe("cam…2345");
    expect(hide("a dead 8901 260a/00b0.c001\u00b72345 feed", hexCard)).toBe("a dead …2345 feed");
    // The number of a device that has letters in it (MEID).
    expect(hide("A0-000012-345678", "A0000012345678")).toBe("…5678");
    expect(hide("bay 4: beaded facade", "beaded facade")).toBe("bay 4: beaded facade");
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
