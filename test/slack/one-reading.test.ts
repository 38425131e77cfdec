import { describe, expect, it } from "vitest";
import type { DirectorySim } from "../../src/ports/directory.ts";
import { named, sidOf } from "../support/directory/fleets.ts";
import { entrances } from "../support/entrances.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";
import { session, sim } from "../support/sessions.ts";

const yard: DirectorySim = {
  ...named(0xa7, "Gate 7, yard", "yard-tracker-1"),
  iccid: "8988228066600000013",
};
const hex: DirectorySim = { ...named(0xb8, "Pump house"), iccid: "898607B8101730000001" };
/** Its platform writes the filler. */
const filled: DirectorySim = { ...named(0xc9, "Silo"), iccid: "8988303000000614227F" };
const barge: DirectorySim = { ...named(0xd1, "Barge"), iccid: "8901260123456789012345" };
const names: readonly DirectorySim[] = [
  named(21, "Kiosk 24h"),
  named(22, "冷藏车 7"),
  named(23, "truck@north.example v1.2"),
  named(24, "Löschzug № 7 & Söhne"),
  named(25, "مستشعر الخزان 7"),
  named(26, "रेलगाड़ी ७"),
];
const other = named(99, "Other thing 99", "other");
const fleet = [yard, hex, filled, barge, ...names, other];

function world(sims: readonly DirectorySim[] = fleet) {
  const source = fakeSimSource(testClock());
  for (const one of sims) source.add(sim({ ...one }), [session()]);
  const scope = scopeOf([accountOf({ source, directory: heldDirectory(sims) })]);
  return entrances(scope);
}

const same = world();
type Way = "command" | "mention" | "find" | "typeAhead" | "shortcut";
const ways: readonly Way[] = ["command", "mention", "find", "typeAhead", "shortcut"];

/** What each way shows for the same text. */
async function shownBy(text: string) {
  const all = await Promise.all(ways.map(async (way) => [way, await same[way](text)] as const));
  const compared = await same.compare(text, "other", other.sid);
  return [...all, ["compare", compared] as const];
}

const iccid = "8988228066600000013";
const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
const arabic = (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));

describe("every form of a SIM's name leads to it by every way", () => {
  it.each<[string, string, DirectorySim]>([
    ["ICCID of 19", iccid, yard],
    ["ICCID with its check digit", `${iccid}4`, yard],
    ["ICCID with the filler", `${iccid}F`, yard],
    ["ICCID with a small filler", `${iccid}f`, yard],
    ["ICCID with the filler of 22", `${iccid}FFF`, yard],
    ["ICCID in groups", "8988 2280 6660 0000 013", yard],
    ["ICCID in groups, with the filler", "8988 2280 6660 0000 013F", yard],
    ["ICCID in pairs", "89 88 22 80 66 60 00 00 01 3", yard],
    ["ICCID with dashes", "8988-2280-6660-0000-013", yard],
    ["ICCID with no-break spaces", "8988\u00a02280\u00a06660\u00a00000\u00a0013", yard],
    ["ICCID with typographic dashes", "8988–2280–6660–0000–013", yard],
    ["ICCID in full-width digits", fullWidth(iccid), yard],
    ["ICCID in Arabic digits", arabic(iccid), yard],
    ["ICCID of a spreadsheet", `${iccid}.0`, yard],
    ["ICCID as a spreadsheet's text", `'${iccid}`, yard],
    ["ICCID as a spreadsheet's formula", `="${iccid}"`, yard],
    ["ICCID in code ticks", `\`${iccid}\``, yard],
    ["ICCID with its label", `ICCID: ${iccid}`, yard],
    ["ICCID of a spreadsheet with a decimal comma", `${iccid},0`, yard],
    ["ICCID behind the word SIM", `SIM ${iccid}F`, yard],
    ["ICCID behind the words SIM card", `SIM card: 8988 2280 6660 0000 013`, yard],
    ["ICCID of 22", barge.iccid ?? "", barge],
    ["ICCID of 22 in groups", "89012 60123 45678 90123 45", barge],
    ["ICCID with letters, in full width", fullWidth("898607b8101730000001F"), hex],
    ["ICCID with letters", "898607B8101730000001", hex],
    ["ICCID with small letters, in groups", "8986 07b8 1017 3000 0001", hex],
    ["ICCID whose platform writes the filler", "8988303000000614227", filled],
    ["the same, as it is written", "8988303000000614227F", filled],
    ["SID", sidOf(0xa7), yard],
    ["SID in other case", sidOf(0xa7).toLowerCase(), yard],
    ["SID in full-width letters", fullWidth(sidOf(0xa7)), yard],
    ["SID in a link", `<https://console.twilio.com/sims/${sidOf(0xa7)}/x?y=1|here>`, yard],
    ["SID with a full stop", `${sidOf(0xa7)}.`, yard],
    ["unique name", "yard-tracker-1", yard],
    ["unique name in capitals", "YARD-TRACKER-1", yard],
    ["unique name with other separators", "yard tracker 1", yard],
    ["unique name with a question mark", "yard-tracker-1?", yard],
    ["friendly name", "Gate 7, yard", yard],
    ["friendly name in quotes", "“Gate 7, yard”", yard],
    ["friendly name that ends like a window", "Kiosk 24h", names[0] as DirectorySim],
    ["friendly name in Chinese", "冷藏车 7", names[1] as DirectorySim],
    ["friendly name with @ and dots", "truck@north.example v1.2", names[2] as DirectorySim],
    ["friendly name with signs", "Löschzug № 7 & Söhne", names[3] as DirectorySim],
    ["friendly name with digits of its script", "रेलगाड़ी ७", names[5] as DirectorySim],
    ["the same, its digits typed on another keyboard", "रेलगाड़ी 7", names[5] as DirectorySim],
    ["unique name in a block of code", "```yard-tracker-1```", yard],
    ["friendly name from the right", "مستشعر الخزان 7", names[4] as DirectorySim],
  ])("%s: %j", async (_, text, { sid }) => {
    for (const [way, { sids, words }] of await shownBy(text)) {
      expect([way, sids], words).toEqual([way, [sid]]);
    }
  });
});

describe("a number that is no SIM's is told what it is by every way", () => {
  const eid = "89049032000001000000128229495020";
  it.each<[string, string, string]>([
    ["EID", eid, "an EID"],
    ["EID in groups", "8904 9032 0000 0100 0000 1282 2949 5020", "an EID"],
    ["EID with its label", `EID: ${eid}`, "an EID"],
    ["IMEI", "356938035643809", "an IMEI"],
    ["IMEI with dashes", "35-693803-564380-9", "an IMEI"],
    ["IMEI with a software version", "3569380356438012", "an IMEI"],
    ["IMEI without its check digit", "35693803564380", "an IMEI"],
    ["IMEI of a spreadsheet", "356938035643809,0", "an IMEI"],
    ["IMSI of a spreadsheet", "310260123456781.0", "an IMSI"],
    ["IMEI with its label", "IMEI 356938035643809", "an IMEI"],
    ["IMSI", "310260123456781", "an IMSI"],
    ["IMSI with its label", "IMSI: 310260123456781", "an IMSI"],
    ["one that may be either", "310260123456787", "an IMEI or IMSI"],
    ["phone number", "+4915112345678", "a phone number"],
    ["phone number with separators", "+49 (151) 123-45678", "a phone number"],
    ["MSISDN", "4915112345678", "a phone number"],
    ["phone number of Germany", "0151 12345678", "a phone number"],
    ["phone number of Germany with a stroke", "0151/12345678", "a phone number"],
    ["phone number of Britain", "020 7946 0123", "a phone number"],
    ["mobile number of Britain", "07700 900123", "a phone number"],
    ["phone number of France", "01 23 45 67 89", "a phone number"],
    ["phone number of the USA", "(206) 555-0100", "a phone number"],
    ["free number of the USA", "1-800-555-0199", "a phone number"],
    ["phone number of Japan", "03-1234-5678", "a phone number"],
    ["phone number of Australia", "0412 345 678", "a phone number"],
    ["phone number with its label", "tel. 0151 12345678", "a phone number"],
  ])("%s: %j", async (_, text, what) => {
    for (const [way, { sids, words }] of await shownBy(text)) {
      expect(words, way).toMatch(new RegExp(`${what}(?! or IMSI)\\b`));
      expect(words, way).not.toContain("Check the spelling");
      expect([way, sids]).toEqual([way, []]);
    }
  });
});
