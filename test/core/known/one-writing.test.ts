import * as iso from "iso-3166-1";
import { describe, expect, it } from "vitest";
import { countryName, knownCountry } from "../../../src/core/known/country.ts";
import { createSessionReader } from "../../../src/core/known/known-session.ts";
import { knownNetworkCode } from "../../../src/core/known/network-code.ts";
import { session } from "../../support/sessions.ts";

describe("one writing for each network", () => {
  it.each([
    [["2", "02", "002", " 2 ", "2.0", "０２"], "262", "02"],
    [["26", "026", "0026"], "310", "026"],
    [["260", "260.0"], "310", "260"],
    [["20", "020"], "334", "020"],
    [["34", "034"], "722", "034"],
    [["720"], "302", "720"],
    [["0", "00"], "460", "00"],
    [["25", "025"], "405", "025"],
    [["1", "01"], "405", "01"],
    [["1", "01", "001"], "1", "01"],
  ])("%j of %s is %s", (written, mcc, mnc) => {
    const known = written.map((one) => knownNetworkCode({ mcc, mnc: one }));
    expect(known).toEqual(written.map(() => ({ mcc: mcc.padStart(3, "0"), mnc })));
  });

  it("keeps what is no code, and a code of which half is unknown", () => {
    expect(knownNetworkCode({ mcc: "abc", mnc: "x1" })).toEqual({ mcc: "abc", mnc: "x1" });
    expect(knownNetworkCode({ mcc: null, mnc: "260" })).toEqual({ mcc: null, mnc: "260" });
    expect(knownNetworkCode({ mcc: "310", mnc: null })).toEqual({ mcc: "310", mnc: null });
  });
});

describe("one writing for each country", () => {
  it.each([
    [["DEU", "deu", "DE", "de", "Germany", "GERMANY", " germany "], "DEU"],
    [
      ["USA", "US", "United States", "United States of America", "the united states", "U.S."],
      "USA",
    ],
    [["GBR", "GB", "UK", "United Kingdom", "Great Britain"], "GBR"],
    [["TUR", "Turkey", "Türkiye", "Turkiye"], "TUR"],
    [["CIV", "Côte d'Ivoire", "Cote d Ivoire", "Ivory Coast"], "CIV"],
    [["KOR", "South Korea", "Korea, Republic of"], "KOR"],
    [["IRN", "Iran", "Iran (Islamic Republic of)"], "IRN"],
    [["XKX", "XK", "Kosovo"], "XKX"],
    [["NOR", "NO", "Norway"], "NOR"],
  ])("%j is %s", (written, alpha3) => {
    expect(written.map((one) => knownCountry(one, null))).toEqual(written.map(() => alpha3));
  });

  it("knows each country of ISO 3166-1 by both codes, its name there, and the name shown", () => {
    for (const { alpha2, alpha3, country } of iso.all()) {
      // The table calls both of them Congo.
      const names = country === "Congo" ? [] : [country];
      for (const written of [alpha2, alpha3, ...names, countryName(alpha3)]) {
        expect([written, knownCountry(written.toLowerCase(), null)]).toEqual([written, alpha3]);
      }
    }
  });

  it("takes NA for Namibia, and for 'not available' where the network is in another country", () => {
    expect(knownCountry("NA", null)).toBe("NAM");
    expect(knownCountry("NA", "649")).toBe("NAM");
    expect(knownCountry("NA", "310")).toBeNull();
    expect(knownCountry("N/A", "649")).toBeNull();
  });
});

describe("one writing for each device, cell and radio generation", () => {
  const asKnown = createSessionReader();
  it.each([
    "35 398210 104512 7",
    "35-398210-104512-7",
    " 353982101045127",
    "353982101045127.0",
    "IMEI: 353982101045127",
    "３５３９８２１０１０４５１２７",
  ])("the IMEI %j", (imei) => {
    expect(asKnown(session({ imei })).imei).toBe("353982101045127");
  });

  it.each(["262-02-40482-1243", "262-2-040482-01243", "262:02:40482:1243", " 262 02 40482 1243"])(
    "the cell %j",
    (cellId) => {
      expect(asKnown(session({ cellId })).cellId).toBe("262-02-40482-1243");
    },
  );

  it.each([
    ["lte", "LTE"],
    [" LTE ", "LTE"],
    ["LTE-m", "LTE-M"],
    ["nbiot", "NB-IoT"],
    ["3g", "3G"],
    ["4G", "4G"],
  ])("the radio link %j", (radioLink, expected) => {
    expect(asKnown(session({ radioLink })).radioLink).toBe(expected);
  });
});
