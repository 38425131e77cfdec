import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { sessionKey } from "../../../src/core/findings/evidence.ts";
import type { FindingInput } from "../../../src/core/findings/facts.ts";
import { defaultThresholds } from "../../../src/core/findings/thresholds.ts";
import { triage } from "../../../src/core/findings/triage.ts";
import { unknownsOf } from "../../../src/core/findings/unknowns.ts";
import { dayMs, hourMs } from "../../../src/core/instant.ts";
import type { DataSession } from "../../../src/core/session.ts";
import { windowAt, windowNames } from "../../../src/core/window.ts";
import { plainText } from "../../../src/core/words.ts";
import { historiesOf } from "../../support/histories/all.ts";
import { seededRandom } from "../../support/histories/random.ts";
import { operators, placeAt, sessionOf, simWith } from "../../support/histories/records.ts";

const asOf = Date.UTC(2026, 10, 23, 10, 5);

const maybe = <Value>(some: fc.Arbitrary<Value>) => fc.option(some, { nil: null, freq: 4 });

const anyInstant = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: asOf - 32 * dayMs, max: asOf }) },
  { weight: 1, arbitrary: fc.integer({ min: -1e15, max: 1e16 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  },
);
const anyCount = fc.oneof(fc.nat(5_000), fc.constantFrom(0, -3, 1e300, Number.NaN, 0.5));
const anyText = fc.oneof(
  fc.constantFrom(
    "LTE",
    "3G",
    "2G",
    "",
    "__proto__",
    "constructor",
    "310",
    "260",
    "USA",
    "T-Mobile",
  ),
  fc.string(),
);

const anySession: fc.Arbitrary<DataSession> = fc.record({
  sid: maybe(anyText),
  simSid: maybe(anyText),
  accountSid: maybe(anyText),
  radioLink: maybe(anyText),
  operator: fc.record({
    mcc: maybe(anyText),
    mnc: maybe(anyText),
    country: maybe(anyText),
    name: maybe(anyText),
  }),
  cellId: maybe(anyText),
  tower: maybe(fc.record({ latitude: fc.double(), longitude: fc.double() })),
  packetsUp: maybe(anyCount),
  packetsDown: maybe(anyCount),
  start: maybe(anyInstant),
  end: maybe(anyInstant),
  lastUpdated: maybe(anyInstant),
  imei: maybe(fc.oneof(anyText, fc.constantFrom("353982101045127", "867234040201181"))),
});

const anyInput: fc.Arbitrary<FindingInput> = fc
  .record({
    sessions: fc.array(anySession, { maxLength: 60 }),
    windowName: fc.constantFrom(...windowNames),
    status: maybe(anyText),
    isWhole: fc.boolean(),
  })
  .map(({ sessions, windowName, status, isWhole }) => ({
    ...{ sim: simWith(status), sessions, asOf },
    ...(isWhole ? {} : { unknowns: unknownsOf({ sessions, asOf, incomplete: "page_cap" }) }),
    ...{ window: windowAt(windowName, asOf), thresholds: defaultThresholds },
  }));

/** Real patterns with all their noise: random records alone hardly ever show one. */
const labelled = historiesOf(21);
const anyHistory = fc.constantFrom(...labelled.map(({ input }) => input));

describe("triage of any records", () => {
  it("never throws, and says something that can be read", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { verdict, findings, checked, cannotJudge } = triage(input);
        expect(plainText(verdict.sentence)).toMatch(/^[\s\S]+\.$/);
        expect(plainText(verdict.sentence)).not.toMatch(/undefined|NaN|\[object/);
        for (const { summary, evidence } of findings) {
          expect(plainText(summary)).not.toMatch(/undefined|NaN|\[object/);
          for (const { value } of evidence) {
            if ("value" in value) expect(value.value).toBeTypeOf("number");
            if (value.kind === "duration") expect(value.ms).toBeGreaterThanOrEqual(0);
          }
        }
        expect(checked.length + cannotJudge.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });

  it("does not depend on the order of the records", () => {
    const shuffled = fc.integer({ min: 1, max: 2 ** 31 }).map(seededRandom);
    fc.assert(
      fc.property(fc.oneof(anyInput, anyHistory), shuffled, (input, random) => {
        const other = { ...input, sessions: random.shuffled(input.sessions) };
        expect(triage(other)).toEqual(triage(input));
      }),
      { numRuns: 150 },
    );
  });

  it("does not change when sessions from outside of the 30 days or from after the question join", () => {
    const place = placeAt(operators.rogers, 400, 3);
    const joining = fc.array(
      fc.record({
        isLater: fc.boolean(),
        distanceMs: fc.integer({ min: 1_000, max: 90 * dayMs }),
        lengthMs: fc.integer({ min: 0, max: 30 * hourMs }),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(fc.oneof(anyInput, anyHistory), joining, (input, others) => {
        const more = others.map(({ isLater, distanceMs, lengthMs }) => {
          const random = seededRandom(distanceMs);
          const start = isLater
            ? input.asOf + distanceMs
            : input.asOf - 30 * dayMs - distanceMs - lengthMs - 1_000;
          return sessionOf(random, { place, start, lengthMs, radioLink: "2G" });
        });
        expect(triage({ ...input, sessions: [...more, ...input.sessions] })).toEqual(triage(input));
      }),
      { numRuns: 150 },
    );
  });

  it("is the same answer when the whole history happens at another time of whole weeks", () => {
    const moved = (at: number | null, byMs: number) => (at === null ? null : at + byMs);
    const byMs = 3 * 7 * dayMs;
    // What was left out would have to move along.
    for (const { input } of labelled.filter((one) => one.input.unknowns === undefined)) {
      const sessions = input.sessions.map((session) => ({
        ...session,
        start: moved(session.start, byMs),
        end: moved(session.end, byMs),
        lastUpdated: moved(session.lastUpdated, byMs),
      }));
      const sim = { ...input.sim, dateUpdated: moved(input.sim.dateUpdated, byMs) };
      const later = { ...input, sim, sessions, asOf: input.asOf + byMs };
      const window = {
        ...input.window,
        from: input.window.from + byMs,
        to: input.window.to + byMs,
      };
      const kinds = triage({ ...later, window }).findings.map(({ kind, severity }) => [
        kind,
        severity,
      ]);
      expect(kinds).toEqual(triage(input).findings.map(({ kind, severity }) => [kind, severity]));
    }
  });
});

describe("the advice to keep to one operator", () => {
  const networks = ["tMobile", "verizon", "tim", "windTre", "movistar", "rogers"] as const;
  const anyNetworks = fc.oneof(
    fc.constantFrom(["tMobile", "verizon", "att"] as const, ["tim", "windTre"] as const),
    fc.shuffledSubarray([...networks], { minLength: 2, maxLength: 3 }),
  );
  const chance = fc.integer({ min: 0, max: 3 }).map((number) => number === 0);
  const anyStay = fc.record({
    network: fc.nat(2),
    hours: fc.integer({ min: 1, max: 6 }),
    missing: fc.record({ country: chance, mcc: chance, name: chance }),
  });

  it("is never given when the operators were in different countries", () => {
    let given = 0;
    fc.assert(
      fc.property(
        anyNetworks,
        fc.array(anyStay, { minLength: 4, maxLength: 60 }),
        (among, stays) => {
          let start = asOf;
          const truth = new Map<string, string>();
          const sessions = stays.map(({ network, hours, missing }, index): DataSession => {
            const operator = operators[among[network % among.length] ?? "tim"];
            start -= hours * hourMs;
            const place = placeAt(operator, 0);
            const one = sessionOf(seededRandom(index), { place, start, lengthMs: hourMs / 2 });
            truth.set(sessionKey(one), operator.country);
            const { country, mcc, name } = missing;
            return {
              ...one,
              operator: {
                mcc: mcc ? null : operator.mcc,
                mnc: operator.mnc,
                country: country ? null : operator.country,
                name: name ? null : operator.name,
              },
            };
          });
          const window = windowAt("30d", asOf);
          const thresholds = defaultThresholds;
          const { findings } = triage({
            ...{ sim: simWith("active"), sessions, asOf, window, thresholds },
          });
          const finding = findings.find(({ kind }) => kind === "operator_ping_pong");
          if (finding === undefined || !/\block/.test(plainText(finding.nextStep))) return;
          given += 1;
          expect(new Set(finding.sessionKeys.map((key) => truth.get(key))).size).toBe(1);
        },
      ),
      { numRuns: 600 },
    );
    expect(given).toBeGreaterThan(0);
  });
});

describe("the zone of the host", () => {
  const zone = process.env["TZ"];
  const before = labelled.map(({ input }) => triage(input));
  afterEach(() => {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  });

  it.each(["Pacific/Kiritimati", "America/Los_Angeles", "Europe/Berlin"])(
    "%s changes nothing",
    (other) => {
      process.env["TZ"] = other;
      expect(new Date(asOf).getTimezoneOffset()).not.toBe(0);
      expect(labelled.map(({ input }) => triage(input))).toEqual(before);
    },
  );
});
