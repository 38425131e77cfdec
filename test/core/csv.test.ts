import { describe, expect, it } from "vitest";
import { csvHeader, csvRow } from "../../src/core/csv.ts";
import { hourMs, minuteMs } from "../../src/core/instant.ts";
import type { DataSession } from "../../src/core/session.ts";
import { csvValue } from "../support/csv-reader.ts";
import { ago, session, sessionBetween, unknownOperator } from "../support/sessions.ts";

const recordOf = (one: DataSession) =>
  Object.fromEntries(csvRow(one).map((cell, at) => [csvHeader[at], cell]));

describe("a session as a line", () => {
  it("has every property by the platform's own name, and what is worked out", () => {
    expect(recordOf(session())).toEqual({
      sid: `WN${"0".repeat(32)}`,
      sim_sid: "DEb8eff34b248d066a31c4a953134e183e",
      account_sid: `AC${"0".repeat(32)}`,
      radio_link: "LTE",
      operator_mcc: "'310",
      operator_mnc: "'260",
      operator_country: "USA",
      operator_name: "T-Mobile",
      cell_id: "'310-260-40482-1243",
      cell_location_estimate_lat: 37.8828168,
      cell_location_estimate_lon: -122.3684899,
      packets_uploaded: 246,
      packets_downloaded: 296,
      last_updated_utc: "2026-11-23 09:05:00",
      start_utc: "2026-11-23 08:05:00",
      end_utc: "2026-11-23 09:05:00",
      imei: "'014931000129700",
      duration_seconds: 3_600,
      open: "false",
    });
  });

  it("leaves unknown values empty, and never counts them as zero", () => {
    const sparse = session({
      ...{ sid: null, simSid: null, accountSid: null, radioLink: null, cellId: null },
      ...{ operator: unknownOperator, tower: null, packetsUp: null, packetsDown: null },
      ...{ start: null, end: ago(hourMs), lastUpdated: null, imei: null },
    });
    const { end_utc, open, ...others } = recordOf(sparse);
    expect({ end_utc, open }).toEqual({ end_utc: "2026-11-23 09:05:00", open: "false" });
    expect(new Set(Object.values(others))).toEqual(new Set([null]));
  });

  it("says that a session is open, and how long it is known to have lasted", () => {
    const open = sessionBetween(2 * hourMs, null, { lastUpdated: ago(90 * minuteMs) });
    expect(recordOf(open)).toMatchObject({ end_utc: null, open: "true", duration_seconds: 1_800 });
  });

  it("keeps parts of a second", () => {
    const start = ago(hourMs) + 250;
    expect(recordOf(session({ start })).start_utc).toBe("2026-11-23 09:05:00.250");
  });

  it.each([
    ...["=1+1", "+1", "-1", "@SUM(A1)", "\n1", "  =1", "\u200B=1", "＝1", "＋1", "－1", "＠1"],
    ...[
      "\u0000=1",
      "\u0001\u001F=1",
      "\uFEFF=1",
      "\u00A0 =1",
      "\u3000=1",
      "\u2800=1",
      '"=1',
      "﹦1",
    ],
    ...["﹢1", "﹣1", "﹫1", "⁼1", "₊1", "−1", "\u{E0041}=1", "\u3164=1"],
  ])("takes the formula out of %j", (text) => {
    const record = recordOf(
      session({ operator: { ...unknownOperator, name: text }, cellId: text }),
    );
    expect(record["operator_name"]).toBe(`'${text}`);
    expect(record["cell_id"]).toBe(`'${text}`);
  });

  it.each([
    ["\t=1", "'\t'=1"],
    ["\r=1", "'\r'=1"],
    ["a;=1", "a;'=1"],
    ["a;\u0000 =1;b", "a;'\u0000 =1;b"],
    ["a\t=1\t+2", "a\t'=1\t'+2"],
    ["a\n=1", "a\n'=1"],
    ['a;"=1', `a;'"=1`],
    ["a, ＝1", "a,' ＝1"],
  ])("takes it out of %j, also where another program begins a cell", (text, neutral) => {
    expect(recordOf(session({ cellId: text })).cell_id).toBe(neutral);
  });

  it.each([
    ...["014931000129700", "01", "001", "310", "8988228066600000013", "1e5", "1E400", "0x1F", "1d"],
    ...["12-11", "3/4", "3 - 4", "1=1", "20:49", "1.5", "1,5", "1'000", "5%", "(5)", "½", "٣٤"],
    ...["2026-11-28T20:49:57Z", "5 Jan", "Mar-5", "MAR1", "Sept. 2", "März 5", "4GB"],
    ...["$5", "€", "US$ 5", "5 €", "EUR 5", "TRUE", "false", "#N/A", ".5", "\u00a001", "\u200b01"],
  ])("keeps %j text", (text) => {
    expect(recordOf(session({ imei: text })).imei).toBe(`'${text}`);
    expect(csvValue(`'${text}`)).toBe(text);
  });

  it.each([
    ["'", "''"],
    ["'01", "''01"],
    ["a;'b", "a;''b"],
    ["'=1,'=2", "''=1,''=2"],
    ["O'Neil's", "O'Neil's"],
  ])("tells %j from what was added", (text, cell) => {
    expect(recordOf(session({ cellId: text })).cell_id).toBe(cell);
    expect(csvValue(cell)).toBe(text);
  });

  it("writes no moment as a formula", () => {
    const start = Date.UTC(12_026, 10, 28);
    expect(recordOf(session({ start })).start_utc).toBe("'+012026-11-28 00:00:00");
  });

  it.each([
    "T-Mobile",
    "AT&T",
    "O2",
    "4G",
    "DE1e5000000000000000000000000000000",
    "Orange; F",
    "a,b",
    "x\ty",
    "Truelle",
  ])("leaves %j as it is", (text) => {
    expect(recordOf(session({ radioLink: text })).radio_link).toBe(text);
  });
});
