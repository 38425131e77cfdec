import { describe, expect, it } from "vitest";
import { compactOf, fold } from "../../../src/core/fold.ts";
import { readGiven } from "../../../src/core/reading/given.ts";
import { iccidIn, isCompleteIccid, isIccidEnd } from "../../../src/core/reading/iccid.ts";
import { type KnownNames, mostAsked } from "../../../src/core/reading/names-in-text.ts";
import { readRunningText } from "../../../src/core/reading/running-text.ts";

const sid = "DEb8eff34b248d066a31c4a953134e183e";
const otherSid = `DE${"0".repeat(32)}`;
const superSid = `HS${"a1".repeat(16)}`;
const iccid = "8901260000000012345";

/** Unique names, as a list knows them. */
function knowing(names: ReadonlySet<string>): KnownNames {
  const compact = [...names].map((name) => compactOf(fold(name)));
  return {
    begins: (start) => compact.some((one) => one.startsWith(start)),
    kindOf: (name) => (compact.includes(compactOf(fold(name))) ? "unique" : null),
  };
}

describe("what was given for one SIM", () => {
  it.each([
    ["a SID", sid],
    ["in other case", sid.toLowerCase()],
    [
      "a link to the console",
      `https://console.twilio.com/us1/develop/iot/sims/${sid}/overview?x=1`,
    ],
    ["Slack's link", `<https://console.twilio.com/sims/${sid}>`],
    ["Slack's link with a label", `<https://console.twilio.com/sims/x|${sid}>`],
    ["code ticks", `\`${sid}\``],
    ["smart quotes", `“${sid}”`],
    ["a label and a full stop", `SIM: ${sid}.`],
    ["no-break and zero-width spaces", `\u00a0${sid}\u200b`],
  ])("SID as %s", (_, given) =>
    expect(readGiven(given)).toMatchObject({ kind: "sid", exact: sid }),
  );

  it("a Super SIM is told apart, also inside a link", () => {
    const expected = { kind: "super_sim", sid: superSid };
    expect(readGiven(superSid)).toEqual(expected);
    expect(readGiven(`https://console.twilio.com/super-sim/${superSid}`)).toEqual(expected);
  });

  it.each([
    ["plain", iccid],
    ["in groups", "8901 2600 0000 0012 345"],
    ["with dashes", "8901-2600-0000-0012-345"],
    ["with typographic dashes", "8901–2600–0000–0012–345"],
    ["with no-break spaces", "8901\u00a02600\u00a00000\u00a00012\u00a0345"],
    ["as Slack's phone link", `<tel:${iccid}|${iccid}>`],
    ["as a bare phone link", `<tel:${iccid}>`],
    ["with its label", `ICCID: ${iccid}`],
    ["with the filler", `${iccid}F`],
  ])("ICCID %s", (_, given) =>
    expect(readGiven(given)).toMatchObject({ kind: "iccid", exact: iccid }),
  );

  it.each([
    ["cargo-cam-07", "cargo-cam-07"],
    ["  “Cargo camera 7” ", "Cargo camera 7"],
    ["`cargo-cam-07`", "cargo-cam-07"],
    ["12345", "12345"],
    [`${sid} ${otherSid}`, `${sid} ${otherSid}`],
    [`${sid}00`, `${sid}00`],
    ["Alice's meter", "Alice's meter"],
    ["", ""],
  ])("a name: %j", (given, text) => expect(readGiven(given)).toMatchObject({ kind: "name", text }));
});

describe("what a text speaks of", () => {
  it("SIDs, ICCIDs and known names of an alert, each once, in order", () => {
    const alert = [
      `:rotating_light: *Device offline*: device=cargo-cam-07 sim="yard pump", sim_sid=${sid}`,
      `See <https://console.twilio.com/sims/${sid}|${sid}> or ${otherSid.toLowerCase()}.`,
      `ICCIDs 8901260000000012345 8901-2600-0000-0067-890, <tel:${iccid}|${iccid}>; gate/7.`,
      `Order 12345678901234567890, Super SIM ${superSid}, (fleet-000017), cargo-cam-07 again`,
    ].join("\n");
    const known = new Set(["cargo-cam-07", "yard pump", "fleet-000017", "gate/7", "nobody"]);
    const found = readRunningText(alert, knowing(known));
    expect(found.sids).toEqual([sid, otherSid]);
    expect(found.superSimSids).toEqual([superSid]);
    expect(found.iccids).toEqual([iccid, "8901260000000067890"]);
    expect([...found.names].sort()).toEqual([
      "cargo-cam-07",
      "fleet-000017",
      "gate/7",
      "yard pump",
    ]);
  });

  it.each<[string, object]>([
    ["SIM 8988228066600000013F offline", { iccids: ["8988228066600000013"] }],
    ["8988 2280 6660 0000 013 12 sessions", { iccids: ["8988228066600000013"] }],
    ["8988 2280 6660 0000 0131 2026-11-28", { iccids: ["89882280666000000131"] }],
    ["sim:898607b8101730000001,", { iccids: ["898607B8101730000001"] }],
    ["EID 8904 9032 0000 0100 0000 1282 2949 5020", { iccids: [], others: ["eid"] }],
    ["8988 2280 6660 0000 0131 5555 7777", { iccids: [] }],
    ["设备8988228066600000013离线", { iccids: ["8988228066600000013"] }],
    ["YARD-TRACKER-1 offline", { names: ["YARD-TRACKER-1"] }],
    ["YARD-TRACKER-12 offline, old-yard-tracker-1", { names: [] }],
    [`é${sid} ${sid}é`, { sids: [] }],
  ])("%j", (text, found) => {
    expect(readRunningText(text, knowing(new Set(["yard-tracker-1"])))).toMatchObject(found);
  });

  it("nothing in ordinary words, and no name without a directory", () => {
    const nothing = { sids: [], superSimSids: [], iccids: [], names: [], others: [] };
    expect(readRunningText("cargo-cam-07 is down since 2026-11-23T10:05:00.000Z")).toEqual(nothing);
    expect(readRunningText(`x${sid} ${sid}x 1${iccid} ${"9".repeat(19)}`)).toEqual(nothing);
  });

  it("a message of any length asks for a bounded number of names", () => {
    let asked = 0;
    const text = Array.from({ length: 20_000 }, (_, index) => `w${index}`).join(" ");
    const ask = () => {
      asked += 1;
      return false;
    };
    readRunningText(text, { begins: ask, kindOf: () => null });
    expect(asked).toBe(mostAsked);
  });
});

describe("digits of an ICCID", () => {
  it("are read from groups, and from nothing else", () => {
    expect(iccidIn("12 345")).toBe("12345");
    for (const text of ["", "abc", "12g45", "12345 x", "-", "F"]) {
      expect(iccidIn(text)).toBeNull();
    }
  });

  it("are complete from 18 on, and an end from 5 on", () => {
    expect([17, 18, 22, 23].map((length) => isCompleteIccid("8".repeat(length)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([4, 5, 22, 23].map((length) => isIccidEnd("8".repeat(length)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
