import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timelineModel } from "../../src/chart/model/build-model.ts";
import { timelineInputOf } from "../../src/chart/report-timeline.ts";
import { csvRow } from "../../src/core/csv.ts";
import { hourMs } from "../../src/core/instant.ts";
import { alpha2Of, countryName } from "../../src/core/known/country.ts";
import { reportOf, type SimReport } from "../../src/core/report.ts";
import type { DataSession, Operator } from "../../src/core/session.ts";
import { plainText } from "../../src/core/words.ts";
import { historiesOf } from "../support/histories/all.ts";
import { type Random, seededRandom } from "../support/histories/random.ts";
import {
  anySession,
  asOf,
  plausibleSession,
  readOf,
  session,
  sessionBetween,
  sim,
} from "../support/sessions.ts";

const report = (sessions: readonly DataSession[], at = asOf): SimReport =>
  reportOf({ sim: sim(), read: readOf(sessions), windowName: "7d", asOf: at });

/** A session an hour, one after the other, newest first. */
const hourly = (count: number, over: (index: number) => Partial<DataSession>) =>
  Array.from({ length: count }, (_, index) =>
    sessionBetween((index + 1) * hourMs, (index + 0.5) * hourMs, over(index)),
  );

const found = ({ triage }: SimReport) => triage.findings.map(({ kind }) => kind);
const lanesOf = (one: SimReport) =>
  timelineModel(timelineInputOf(one, "UTC")).lanes.map(({ name, place }) => [name, place]);
const rowsOf = (one: SimReport) => one.sessions.map((row) => csvRow(row, one.operators));

const vodafone: Operator = { mcc: "262", mnc: "02", country: "DEU", name: "Vodafone" };

describe("one operator", () => {
  it.each<[string, Partial<Operator>]>([
    ["an MNC that lost its zero", { mnc: "2" }],
    ["an MNC with a zero more", { mnc: "002" }],
    ["another of its networks", { mnc: "04" }],
    ["its name in capitals, with a space", { name: " VODAFONE " }],
    ["its name in full width", { name: "Ｖｏｄａｆｏｎｅ" }],
    ["its name alone", { mcc: null, mnc: null }],
    ["its code alone", { name: null, country: null }],
    ["its country as alpha-2", { country: "de" }],
    ["its country by name", { country: "Germany" }],
    ["a placeholder for the name", { name: "Unknown" }],
    ["a placeholder for the code", { mcc: "000", mnc: "00" }],
    ["its name without country and code", { mcc: null, mnc: null, country: null }],
  ])("with %s is the same one", (_what, changed) => {
    const one = report(
      hourly(12, (index) => ({
        operator: index % 2 === 0 ? { ...vodafone, ...changed } : vodafone,
      })),
    );
    expect(found(one)).toEqual(found(report(hourly(12, () => ({ operator: vodafone })))));
    expect(one.totals.operators).toMatchObject([{ label: "Vodafone", country: "DEU" }]);
    expect(lanesOf(one)).toEqual([["Vodafone", "DEU"]]);
    expect(one.lastKnown.operator?.value.name).toBe("Vodafone");
    expect(new Set(rowsOf(one).map((row) => row[7]))).toEqual(new Set(["Vodafone"]));
  });

  it("is no operator where nothing is known: a placeholder in turn is no change", () => {
    const nobody = { mcc: "0", mnc: "0", country: "XX", name: "Unknown" };
    const one = report(hourly(12, (index) => ({ operator: index % 2 === 0 ? vodafone : nobody })));
    expect(found(one)).not.toContain("operator_ping_pong");
    expect(one.quality).toContainEqual({ kind: "missing", field: "operator", count: 6, of: 12 });
  });

  it.each<[string, Operator]>([
    ["of another name", { ...vodafone, mnc: "01", name: "Telekom" }],
    [
      "of the same name in another country",
      { mcc: "214", mnc: "01", country: "ESP", name: "Vodafone" },
    ],
  ])("%s is another one, and is called otherwise", (_what, other) => {
    const one = report(hourly(12, (index) => ({ operator: index % 2 === 0 ? vodafone : other })));
    expect(found(one)).toContain("operator_ping_pong");
    const { verdict } = one.triage;
    expect(plainText(verdict.sentence)).toMatch(
      /between (?:Telekom and Vodafone|Vodafone \(Germany\) and Vodafone \(Spain\)):/,
    );
  });

  it("keeps its name where one record has another name with its code", () => {
    const names = ["T-Mobile", "T-Mobile", "T-Mobile US"];
    const one = report(
      hourly(12, (index) => ({
        operator: { mcc: "310", mnc: "260", country: "USA", name: names[index % 3] ?? null },
      })),
    );
    expect(one.totals.operators.map(({ label }) => label)).toEqual(["T-Mobile"]);
  });
});

describe("one device", () => {
  it.each(["000000000000000", "004999010640000", "unknown", "35693803564", "358000000000000"])(
    "is not another one for a while of %s",
    (imei) => {
      const one = report(hourly(12, (index) => (index < 3 ? { imei } : {})));
      expect(found(one)).not.toContain("device_changed");
      expect(one.lastKnown.imei?.value).toBe("014931000129700");
      expect(one.quality).toContainEqual({ kind: "missing", field: "imei", count: 3, of: 12 });
    },
  );
});

describe("spelling", () => {
  const histories = historiesOf(4).filter(
    ({ input: { sessions } }) => sessions.length > 0 && sessions.length < 400,
  );
  const respelled = fc.record({ history: fc.constantFrom(...histories), seed: fc.nat() });
  const reportsOf = (
    { input: { sessions, asOf: at } }: (typeof histories)[number],
    change: (sessions: readonly DataSession[]) => readonly DataSession[],
  ) => [report(sessions, at), report(change(sessions), at)] as const;

  it("changes no answer", () => {
    fc.assert(
      fc.property(respelled, ({ history, seed }) => {
        const random = seededRandom(seed);
        const [plain, other] = reportsOf(history, (all) => someSpelled(all, random));
        expect(other.triage).toEqual(plain.triage);
        expect(other.totals).toEqual(plain.totals);
        expect(other.lastKnown).toEqual(plain.lastKnown);
        expect(other.quality).toEqual(plain.quality);
        expect(lanesOf(other)).toEqual(lanesOf(plain));
        expect(rowsOf(other)).toEqual(rowsOf(plain));
      }),
      { numRuns: 25 },
    );
  });

  it("nor does a code that some records leave out", () => {
    fc.assert(
      fc.property(respelled, ({ history, seed }) => {
        const random = seededRandom(seed);
        const [plain, other] = reportsOf(history, (all) => withoutSomeCodes(all, random));
        expect(other.triage).toEqual(plain.triage);
        expect(other.totals).toEqual(plain.totals);
        expect(lanesOf(other).map(([name]) => name)).toEqual(lanesOf(plain).map(([name]) => name));
      }),
      { numRuns: 25 },
    );
  });
});

/** At least one record has each name as its operator writes it: without it nobody could know. */
function someSpelled(all: readonly DataSession[], random: Random): DataSession[] {
  const kept = new Set<string | null>();
  return all.map((one) => {
    const isFirst = !kept.has(one.operator.name);
    kept.add(one.operator.name);
    const other = spelled(one, random);
    const { name } = one.operator;
    return isFirst ? { ...other, operator: { ...other.operator, name } } : other;
  });
}

/** The record as another program would write it. */
function spelled(one: DataSession, random: Random): DataSession {
  const { mcc, mnc, country, name } = one.operator;
  const spelledBy = (text: string | null, ...ways: ((text: string) => string)[]) =>
    text === null ? null : random.pick([(same: string) => same, ...ways])(text);
  const upper = (text: string) => text.toUpperCase();
  const lower = (text: string) => text.toLowerCase();
  const spaced = (text: string) => ` ${text} `;
  return {
    ...one,
    radioLink: spelledBy(one.radioLink, lower, spaced),
    imei: spelledBy(one.imei, spaced, (text) => text.replace(/(\d{6})/g, "$1 ")),
    cellId: spelledBy(
      one.cellId,
      spaced,
      (text) => text.replaceAll("-0", "-"),
      (text) => text.replace(/-(\d+)$/, "-00$1"),
    ),
    operator: {
      mcc: spelledBy(mcc, spaced, (text) => `${text}.0`),
      // Without its MCC nobody knows how wide it is.
      mnc:
        mcc === null
          ? mnc
          : spelledBy(
              mnc,
              spaced,
              (text) => String(Number(text)),
              (text) => text.padStart(3, "0"),
            ),
      country: spelledBy(country, lower, spaced, (text) => alpha2Of(text) ?? text, countryName),
      name: spelledBy(
        name,
        upper,
        lower,
        spaced,
        (text) => text.replaceAll("-", " "),
        (text) => text.replaceAll("-", ""),
      ),
    },
  };
}

/** At least one record keeps name and code together: without it nobody could know. */
function withoutSomeCodes(all: readonly DataSession[], random: Random): DataSession[] {
  const kept = new Set<string | null>();
  return all.map((one) => {
    const { mcc, mnc, name } = one.operator;
    if (mcc === null || mnc === null || name === null) return one;
    const isFirst = !kept.has(name);
    kept.add(name);
    if (isFirst || random.chance(0.5)) return one;
    return { ...one, operator: { ...one.operator, mcc: null, mnc: null } };
  });
}

describe("placeholders", () => {
  it("in the place of whatever is unknown make the same report", () => {
    const reads = fc.array(fc.oneof(anySession, plausibleSession), { maxLength: 30 });
    fc.assert(
      fc.property(reads, fc.nat(), (sessions, seed) => {
        const random = seededRandom(seed);
        const filled = sessions.map((one) => filledWithPlaceholders(one, random));
        expect(report(filled)).toEqual(report(sessions));
      }),
      { numRuns: 150 },
    );
  });

  it("nor in the histories of known patterns", () => {
    for (const { input } of historiesOf(5).filter((_, index) => index % 8 === 0)) {
      const random = seededRandom(input.asOf);
      const filled = input.sessions.map((one) => filledWithPlaceholders(one, random));
      const emptied = filled.map((one, index) => input.sessions[index] ?? one);
      expect(report(filled, input.asOf)).toEqual(report(emptied, input.asOf));
    }
  });
});

function filledWithPlaceholders(one: DataSession, random: Random): DataSession {
  const { mcc, mnc, country, name } = one.operator;
  const words = ["null", "N/A", "unknown", "-", "None", "not available", "?"] as const;
  const or = (text: string | null, ...more: string[]) =>
    text ?? random.pick<string | null>([null, ...words, ...more]);
  const network =
    mcc === null && mnc === null && random.chance(0.3)
      ? random.pick([
          { mcc: "999", mnc: "99" },
          { mcc: "000", mnc: "00" },
          { mcc: "0", mnc: "0" },
        ])
      : { mcc: or(mcc, "000", "0", "65535", "-1"), mnc: or(mnc, "-1", "65535") };
  return {
    ...one,
    radioLink: or(one.radioLink, "0"),
    cellId: or(one.cellId, "0-0-0-0", "FFFFFFF", "310-260-0-0", "-1"),
    imei: or(one.imei, "000000000000000", "111111111111111", "12345", "004999010640000"),
    operator: {
      ...network,
      country: or(country, "XX", "ZZZ", "00"),
      name: or(name, "Unknown operator", "No service", "Roaming"),
    },
  };
}

it("a record of its own is not changed by what others say", () => {
  const one = report([
    session({ operator: { ...vodafone, name: null } }),
    ...hourly(3, () => ({ operator: vodafone })),
  ]);
  expect(one.sessions.some(({ operator }) => operator.name === null)).toBe(true);
});
