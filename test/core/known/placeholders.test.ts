import { describe, expect, it } from "vitest";
import { createSessionReader } from "../../../src/core/known/known-session.ts";
import type { DataSession, Operator } from "../../../src/core/session.ts";
import { session, tMobile } from "../../support/sessions.ts";

const asKnown = (over: Partial<DataSession>) => createSessionReader()(session(over));
const operatorAsKnown = (over: Partial<Operator>) =>
  asKnown({ operator: { ...tMobile, ...over } }).operator;

describe("placeholders are unknown", () => {
  it.each([
    ...["null", "NULL", " undefined ", "None", "nil", "NaN", "n/a", "N/A", "N.A.", "(null)"],
    ...[
      "<none>",
      "-",
      "--",
      "?",
      "???",
      ".",
      "*",
      "Not available",
      "not_available",
      "NotAvailable",
    ],
    ...[
      "UNAVAILABLE",
      "Unknown",
      "unknown ",
      "UNKNOWN",
      "Unknown Radio",
      "unkn.",
      "TBD",
      "0",
      "00",
    ],
    ...["Not set", "unset", "Unbekannt", "ｎｕｌｌ", "N\u200b/A", "[unknown]", "null-null"],
  ])("%j as radio link, cell, operator and country", (text) => {
    const { radioLink, cellId } = asKnown({ radioLink: text, cellId: text });
    expect([radioLink, cellId]).toEqual([null, null]);
    expect(operatorAsKnown({ name: text, country: text })).toEqual({
      ...tMobile,
      name: null,
      country: null,
    });
  });

  it.each([
    ...["Unknown operator", "Unknown Network (310-260)", "Operator: N/A", "unknown carrier"],
    ...[
      "No service",
      "Emergency calls only",
      "Searching…",
      "Roaming",
      "Limited service",
      "Operator",
    ],
    ...["310260", "310-260", "310 260"],
  ])("%j as the name of an operator", (name) => {
    expect(operatorAsKnown({ name }).name).toBeNull();
  });

  it.each(["XX", "ZZ", "xxx", "ZZZ", "QQ", "Unknown country", "00"])(
    "%j as a country",
    (country) => {
      expect(operatorAsKnown({ country }).country).toBeNull();
    },
  );

  it.each([
    ["000", "00"],
    ["0", "0"],
    ["000", "000"],
    ["999", "99"],
    ["999", "999"],
    ["65535", "65535"],
    ["-1", "-1"],
    ["null", "None"],
    ["FFF", "?"],
  ])("the network %s-%s", (mcc, mnc) => {
    const known = operatorAsKnown({ mcc, mnc });
    expect([known.mcc === "FFF" ? null : known.mcc, known.mnc]).toEqual([null, null]);
  });

  it.each([
    ...["000000000000000", "111111111111111", "00000000000000", "0000000000000000", "0"],
    ...["000000000000001", "000000009999990", "ffffffffffffff", "999999999999999"],
    ...["004999010640000", "123456789012345", "1234567890123456", "012345678901234"],
    ...["12345", "3539821045127", "35398210104512712", "unknown", "IMEI", "35398210x045127"],
  ])("the IMEI %j", (imei) => {
    expect(asKnown({ imei }).imei).toBeNull();
  });

  it.each([
    ...["0-0-0-0", "000-00-0-0", "310-260-0-0", "310-260-65535-268435455", "310-260-65534-0"],
    ...["310-260-40482-268435455", "310-260-null-null", "FFFFFFF", "0xffff", "0x0000", "65535"],
    ...["-1", "2147483647", "268435455", "0000000"],
  ])("the cell %j", (cellId) => {
    expect(asKnown({ cellId }).cellId).toBeNull();
  });
});

describe("what looks like one and is none stays", () => {
  it.each(["3", "O2", "1&1", "Orange", "Nonet", "Home Mobile", "Zero", "N1", "中国移动", "无忧"])(
    "the operator %j",
    (name) => {
      expect(operatorAsKnown({ name }).name).toBe(name);
    },
  );

  it.each([
    ["460", "00"],
    ["001", "01"],
    ["999", "01"],
    ["901", "28"],
  ])("the network %s-%s", (mcc, mnc) => {
    expect(operatorAsKnown({ mcc, mnc })).toMatchObject({ mcc, mnc });
  });

  it.each([
    ["with a right check digit", "490154203237518"],
    ["with a zero for the check digit, as sent over the air", "490154203237510"],
    ["with a wrong check digit", "490154203237511"],
    ["without one", "49015420323751"],
    ["with the version of its software", "4901542032375101"],
    ["of an American device", "014931000129700"],
  ])("an IMEI %s", (_what, imei) => {
    expect(asKnown({ imei }).imei).toBe(imei);
  });

  it.each(["310-260-40482-0", "310-260-40482-65535", "262-02-1-0", "Tower 7", "A1B2C3D"])(
    "the cell %j",
    (cellId) => {
      expect(asKnown({ cellId }).cellId).toBe(cellId);
    },
  );

  it.each(["Cat-M1", "HSPA+", "6G", "satellite"])("the radio link %j", (radioLink) => {
    expect(asKnown({ radioLink }).radioLink).toBe(radioLink);
  });

  it("a country that no table knows", () => {
    expect(operatorAsKnown({ country: "Absurdistan" }).country).toBe("Absurdistan");
  });
});

it("a record that needs no change is the same one", () => {
  const one = session();
  expect(createSessionReader()(one)).toBe(one);
});
