import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RecordReader, readList } from "../../src/sim-api/reading.ts";
import { createSessionRecordReader } from "../../src/sim-api/session-record.ts";
import { readSimRecord } from "../../src/sim-api/sim-record.ts";
import { dataSessionList, simList } from "../../src/sim-api/wire.ts";
import { fixture } from "../support/sim-api/client.ts";
import { readBySchema, sessionKind, simKind } from "../support/sim-api/record-schemas.ts";
import { hostileTexts, wireRecord, wireSim } from "../support/wire-records.ts";

/** What any field may hold: what is right for some field, nearly right, or made to hurt. */
const values = [
  ...[null, true, 0, -0, 1, -1, 1.5, 90, 90.5, -180, 310, 4_294_967_296, 100_000_000_000],
  ...[100_000_000_001, 2 ** 53, 1e21, 1e300, 5e-324, 14931000129700],
  ...["null", " NULL ", "(none)", "n/a", "N.A.", "NaN", "undefined", "nil1", "\u0663", "-", "0"],
  ...["2026-01-01T00:00:00Z", "2026-01-01t00:00:00z", "2026-01-01T00:00Z", "2026-01-01T24:00:00Z"],
  ...["2026-02-29T00:00:00Z", "2024-02-29T00:00:00.123456+05:30", "2026-01-01T00:00:00", "0"],
  ...["2026-01-01T00:00:00-00:00", "2026-01-01T00:00:60Z", "2026-01-01 00:00:00Z", "20260101"],
  ...["1970-01-01T00:00:00Z", "0001-01-01", "9999-12-31T23:59:59Z", "1969-12-31T19:00:00-05:00"],
  ...["2026-01-01T00:00:00Z\n", "+026-01-01T00:00:00Z", "\u200b\u200b", "\u3164", "\ud800"],
  ...["DEb8eff34b248d066a31c4a953134e183e", "deB8EFF34b248d066a31c4a953134e183e", "DE"],
  ...[
    [],
    {},
    [{}],
    [null],
    { lat: 0, lon: 0 },
    { lat: -0, lon: 0 },
    { lat: 1 },
    { lat: 91, lon: 1 },
  ],
  ...[
    { lat: "null", lon: 1 },
    { lat: "1", lon: 1 },
    { lat: {}, lon: 1 },
    { lat: 1, lon: -181 },
  ],
  ...[{ lat: null, lon: "x" }, { lat: 90, lon: -180, alt: 3 }, { lng: 1 }, { length: 0 }],
  ...hostileTexts,
] as const;

const anything = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>(...values) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 80 }) },
);

/** The record with some fields changed or left out, through JSON, as it comes. */
function changed(record: Record<string, unknown>): fc.Arbitrary<unknown> {
  const names = fc.constantFrom(...Object.keys(record), "unknown_field", "__proto__", "toString");
  return fc
    .tuple(fc.dictionary(names, anything), fc.subarray(Object.keys(record), { maxLength: 4 }))
    .map(([changes, absent]) => {
      const members = [...Object.entries(record), ...Object.entries(changes)]
        .filter(([name]) => !absent.includes(name))
        .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
      return JSON.parse(`{${members.join(",")}}`);
    });
}

function recordsIn(name: string, list: string): Record<string, unknown>[] {
  return (fixture(name) as Record<string, Record<string, unknown>[]>)[list] ?? [];
}

/** Twilio's sample and KORE's differences: counts may be missing, `eid`, places as numbers. */
const sessions = recordsIn("sessions-realistic", "data_sessions");
const empty = recordsIn("sessions-empty-fields", "data_sessions");
const kore = sessions.map((one) => ({ ...one, packets_uploaded: null, imei: "353626072136169" }));
const sims = recordsIn("sims-realistic", "sims");
const koreSims = sims.map((one) => ({ ...one, eid: "89", status: "deleted" }));

describe("records mean what their schemas say", () => {
  const read = <T>(raw: unknown, reader: RecordReader<T>) => {
    const damaged: string[] = [];
    const isObject = typeof raw === "object" && raw !== null && !Array.isArray(raw);
    const record = isObject ? reader(raw as Record<string, unknown>, damaged) : null;
    return { record, damaged: (isObject ? damaged : [""]).toSorted() };
  };
  const bySchema = (raw: unknown, kind: typeof sessionKind | typeof simKind) => {
    const { record, damaged } = readBySchema<unknown>(raw, kind);
    return { record, damaged: damaged.toSorted() };
  };

  it("sessions, by one reader after the other", () => {
    const reader = createSessionRecordReader();
    // Through JSON, as it comes: a zero below zero is pooled with zero.
    const asItComes = wireRecord.map((raw) => JSON.parse(JSON.stringify(raw)));
    const record = fc.oneof(asItComes, ...[...sessions, ...empty, ...kore].map(changed), anything);
    fc.assert(
      fc.property(record, (raw) => {
        expect(read(raw, reader)).toStrictEqual(bySchema(raw, sessionKind));
      }),
      { numRuns: 3_000 },
    );
  });

  it("each value in each field", () => {
    const reader = createSessionRecordReader();
    for (const session of [...sessions, ...empty])
      for (const field of Object.keys(session))
        for (const value of values) {
          const raw = JSON.parse(JSON.stringify({ ...session, [field]: value }));
          expect(read(raw, reader)).toStrictEqual(bySchema(raw, sessionKind));
        }
    for (const sim of sims)
      for (const field of Object.keys(sim))
        for (const value of values) {
          const raw = JSON.parse(JSON.stringify({ ...sim, [field]: value }));
          expect(read(raw, readSimRecord)).toStrictEqual(bySchema(raw, simKind));
        }
  });

  it("SIMs", () => {
    const record = fc.oneof(wireSim, ...[...sims, ...koreSims].map(changed), anything);
    fc.assert(
      fc.property(record, (raw) => {
        expect(read(raw, readSimRecord)).toStrictEqual(bySchema(raw, simKind));
      }),
      { numRuns: 1_500 },
    );
  });
});

describe("a page of equal records", () => {
  it("keeps each text, operator and place once", () => {
    const [sample] = sessions;
    const body = JSON.stringify({ data_sessions: [sample, sample, sample], meta: {} });
    const page = readList(JSON.parse(body), dataSessionList());
    if (page.kind !== "read") throw new Error("the envelope could not be read");
    const [first, ...others] = page.value.records;
    for (const other of others) {
      expect(other.operator).toBe(first?.operator);
      expect(other.tower).toBe(first?.tower);
    }
    expect(new Set(page.value.records).size).toBe(3);
  });

  it("shares nothing that differs, also where parts run together", () => {
    const named = (mcc: unknown, name: unknown) => ({ operator_mcc: mcc, operator_name: name });
    const rows = [named("310", null), named(null, "310"), named("31", "0"), named("310", "")];
    const page = readList({ data_sessions: rows, meta: {} }, dataSessionList());
    if (page.kind !== "read") throw new Error("the envelope could not be read");
    expect(page.value.records.map(({ operator }) => [operator.mcc, operator.name])).toEqual([
      ["310", null],
      [null, "310"],
      ["31", "0"],
      ["310", null],
    ]);
    expect(readList({ sims: rows, meta: {} }, simList).faults).toEqual({ "sims[].sid": 4 });
  });
});
