import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DataSession } from "../../src/core/session.ts";
import { type ListPage, readList, readSingle } from "../../src/sim-api/reading.ts";
import { timesOfDamaged } from "../../src/sim-api/session-record.ts";
import { readSimRecord } from "../../src/sim-api/sim-record.ts";
import { dataSessionList, simList } from "../../src/sim-api/wire.ts";
import { fixture } from "../support/sim-api/client.ts";

const meta = { next_page_url: null };
const whole = {
  sid: "WNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  sim_sid: "DEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  account_sid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  radio_link: "LTE",
  operator_mcc: "310",
  operator_mnc: "260",
  operator_country: "USA",
  operator_name: "T-Mobile",
  cell_id: "310-260-40482-1243",
  cell_location_estimate: { lat: 37.5, lon: -122.25 },
  packets_uploaded: 246,
  packets_downloaded: 296,
  last_updated: "2026-01-01T00:10:00Z",
  start: "2026-01-01T00:00:00Z",
  end: "2026-01-01T00:10:00Z",
  imei: "014931000129700",
};

function sessionsIn(body: unknown): ListPage<DataSession> {
  const reading = readList(body, dataSessionList());
  if (reading.kind !== "read") throw new Error("the envelope could not be read");
  return reading.value;
}

/** The one session of a page that holds the sample with these changes. */
function sessionWith(changes: Record<string, unknown>): DataSession {
  const { records } = sessionsIn({ data_sessions: [{ ...whole, ...changes }], meta });
  const [session] = records;
  if (session === undefined) throw new Error("the record was set aside");
  return session;
}

function faultsOf(changes: Record<string, unknown>) {
  return readList({ data_sessions: [{ ...whole, ...changes }], meta }, dataSessionList()).faults;
}

describe("a time that was never set", () => {
  it.each([
    "1970-01-01T00:00:00Z",
    "1970-01-01T01:00:00.000+01:00",
    "1969-12-31T19:00:00-05:00",
    "0001-01-01T00:00:00Z",
    "0000-00-00T00:00:00Z",
    "0000-00-00 00:00:00",
    "1900-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
  ])("%j is none, wherever it stands, and sets nothing aside", (never) => {
    expect(sessionWith({ end: never }).end).toBeNull();
    expect(sessionWith({ last_updated: never }).lastUpdated).toBeNull();
    expect(sessionWith({ start: never }).start).toBeNull();
    expect(timesOfDamaged({ ...whole, end: never, start: "soon" })).toEqual({
      start: "unreadable",
      end: null,
      lastUpdated: Date.parse(whole.last_updated),
    });
  });

  it.each(["1970-01-02T00:00:00Z", "2026-01-01T00:00:00Z"])("%j is one", (at) => {
    expect(sessionWith({ start: at, end: null }).start).toBe(Date.parse(at));
  });
});

describe("the vendors' samples", () => {
  it("a realistic session: numbers for MCC and MNC, no sid, no IMEI", () => {
    expect(sessionsIn(fixture("sessions-realistic"))).toEqual({
      setAside: [],
      nextPageUrl: null,
      records: [
        {
          sid: null,
          simSid: "DEb8eff34b248d066a31c4a953134e183e",
          accountSid: "ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
          radioLink: "LTE",
          operator: { mcc: "310", mnc: "260", country: "USA", name: "T-Mobile" },
          cellId: "310-260-40482-1243",
          tower: { latitude: 37.8828168, longitude: -122.3684899 },
          packetsUp: 246,
          packetsDown: 296,
          start: Date.UTC(2017, 5, 11, 17, 13, 12),
          end: Date.UTC(2017, 5, 11, 17, 32, 31),
          lastUpdated: Date.UTC(2017, 5, 11, 17, 32, 31),
          imei: null,
        },
      ],
    });
  });

  it("sessions with everything empty: one open, one closed, under one sid", () => {
    const empty = {
      sid: "WNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      simSid: "DEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      operator: { mcc: null, mnc: null, country: null, name: null },
      cellId: null,
      tower: null,
      packetsUp: 0,
      packetsDown: 0,
      start: Date.UTC(2015, 6, 30, 20),
      lastUpdated: Date.UTC(2015, 6, 30, 20),
    };
    expect(sessionsIn(fixture("sessions-empty-fields")).records).toEqual([
      { ...empty, radioLink: "LTE", end: null, imei: null },
      { ...empty, radioLink: "3G", end: Date.UTC(2015, 6, 30, 20), imei: "014931000129700" },
    ]);
  });

  it("a realistic SIM", () => {
    expect(readSingle(fixture("sim-realistic"), readSimRecord)).toEqual({
      kind: "read",
      faults: {},
      value: {
        sid: "DEd3f4ec6c85ded1a5f64f10afc067895c",
        accountSid: "ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
        uniqueName: "AliceSmithSmartMeter",
        friendlyName: "Alice's SmartMeter",
        iccid: "8901340852295524703",
        status: "new",
        resetStatus: null,
        ratePlanSid: "WP4ff4de42eb7e4969f6c81782165bd62a",
        dateCreated: Date.UTC(2016, 4, 9, 23, 1, 5),
        dateUpdated: Date.UTC(2016, 4, 13, 22, 19, 53),
      },
    });
  });

  it("a SIM with every field, alone and in a list, with e_id and with KORE's eid", () => {
    const sim = fixture("sim-complete") as Record<string, unknown>;
    const { e_id, ...others } = sim;
    const reading = readList({ sims: [sim, { ...others, eid: e_id }], meta }, simList);
    if (reading.kind !== "read") throw new Error("the envelope could not be read");
    expect(reading.faults).toEqual({});
    expect(reading.value.records).toHaveLength(2);
    expect(reading.value.records[0]).toEqual(reading.value.records[1]);
    expect(readSingle(sim, readSimRecord)).toMatchObject({ value: reading.value.records[0] });
  });

  it("a list of SIMs: no friendly names, one SIM resetting", () => {
    const reading = readList(fixture("sims-realistic"), simList);
    expect(reading).toMatchObject({
      kind: "read",
      faults: {},
      value: {
        setAside: [],
        records: [
          { uniqueName: "Portland-Storefront-POS", friendlyName: null, resetStatus: null },
          { iccid: "890126065735690622", friendlyName: null, resetStatus: "resetting" },
        ],
      },
    });
  });
});

describe("the fields of a session", () => {
  it.each([
    ["missing", undefined],
    ["null", null],
    ["empty text", ""],
    ["an empty object", {}],
  ])("%s is unknown in every field, without a fault", (_, nothing) => {
    const changes = Object.fromEntries(Object.keys(whole).map((field) => [field, nothing]));
    expect(sessionWith(changes)).toEqual({
      sid: null,
      simSid: null,
      accountSid: null,
      radioLink: null,
      operator: { mcc: null, mnc: null, country: null, name: null },
      cellId: null,
      tower: null,
      packetsUp: null,
      packetsDown: null,
      start: null,
      end: null,
      lastUpdated: null,
      imei: null,
    });
    expect(faultsOf(changes)).toEqual({});
  });

  it.each([
    ["2026-01-01T00:00:00Z", 0],
    ["2026-01-01T00:00:00.5Z", 500],
    ["2026-01-01T00:00:00.123456789Z", 123],
    ["2026-01-01T02:00:00+02:00", 0],
    ["2025-12-31T19:00:00.250-05:00", 250],
  ])("reads the time %s", (start, expected) => {
    expect(sessionWith({ start }).start).toBe(Date.UTC(2026, 0, 1) + expected);
  });

  it.each([
    ["01", "01"],
    ["001", "001"],
    [1, "1"],
    [0, "0"],
  ])("keeps the network code %j as received", (operator_mnc, expected) => {
    expect(sessionWith({ operator_mnc }).operator.mnc).toBe(expected);
  });

  it("takes an IMEI and a cell as numbers, the IMEI with the zeros that it lost", () => {
    expect(sessionWith({ imei: 14931000129700, cell_id: 1243 })).toMatchObject({
      imei: "014931000129700",
      cellId: "1243",
    });
  });

  it.each([
    "null",
    "NULL",
    " Null ",
    "undefined",
    "None",
    "nil",
    "NaN",
    "(null)",
    "<none>",
    "n/a",
    "N/A",
    "N.A.",
  ])("the text %j is unknown in every field, without a fault", (nothing) => {
    const changes = Object.fromEntries(Object.keys(whole).map((field) => [field, nothing]));
    const nulls = Object.fromEntries(Object.keys(whole).map((field) => [field, null]));
    expect(sessionWith(changes)).toEqual(sessionWith(nulls));
    expect(faultsOf(changes)).toEqual({});
  });

  it("a SIM may be called None", () => {
    const sim = fixture("sim-complete") as Record<string, unknown>;
    const named = {
      ...sim,
      unique_name: "None",
      friendly_name: "null",
      iccid: "null",
      status: "null",
    };
    expect(readSingle(named, readSimRecord)).toMatchObject({
      faults: {},
      value: { uniqueName: "None", friendlyName: "null", iccid: null, status: null },
    });
  });

  it.each([0, 1, 100_000_000_000])("takes the packet count %i", (packets_uploaded) => {
    expect(sessionWith({ packets_uploaded }).packetsUp).toBe(packets_uploaded);
  });

  it.each([
    ["packets_uploaded", -1],
    ["packets_uploaded", 1.5],
    ["packets_uploaded", 1e300],
    ["packets_uploaded", 100_000_000_001],
    ["packets_downloaded", "many"],
    ["operator_mcc", true],
    ["operator_mcc", -310],
    ["operator_mcc", 310.5],
    ["radio_link", 4],
    ["imei", ["014931000129700"]],
    ["imei", -1],
    ["cell_id", ["310"]],
    ["last_updated", "yesterday"],
    ["last_updated", 1_767_225_600],
    ["cell_location_estimate", "37,-122"],
    ["cell_location_estimate", [37.5, -122.25]],
    ["cell_location_estimate", { lat: "37.5", lon: "-122.25" }],
    ["cell_location_estimate", { lat: 90.1, lon: 0 }],
    ["cell_location_estimate", { lat: 0, lon: -180.5 }],
  ])("damaged %s %j is unknown; all else is kept, and the path is told", (field, value) => {
    expect(sessionWith({ [field]: value })).toEqual(sessionWith({ [field]: null }));
    expect(faultsOf({ [field]: value })).toEqual({ [`data_sessions[].${field}`]: 1 });
  });

  it.each([
    { lat: 0, lon: 0 },
    { lat: 37.5 },
    { lon: -122.25 },
    { lat: null, lon: null },
    { lat: 37.5, lng: -122.25 },
  ])("the place %j is no place, without a fault", (place) => {
    expect(sessionWith({ cell_location_estimate: place }).tower).toBeNull();
    expect(faultsOf({ cell_location_estimate: place })).toEqual({});
  });

  it.each([
    { lat: 0, lon: 6.6 },
    { lat: 51.5, lon: 0 },
    { lat: -90, lon: 180 },
  ])("the place %j is one", ({ lat, lon }) => {
    const { tower } = sessionWith({ cell_location_estimate: { lat, lon } });
    expect(tower).toEqual({ latitude: lat, longitude: lon });
  });
});

describe("records that cannot be read", () => {
  it.each([
    ["end", "soon"],
    ["end", 0],
    ["end", "2026-02-30T00:00:00Z"],
    ["end", "2026-01-01T00:00:00"],
    ["start", "2026-13-01T00:00:00Z"],
    ["start", false],
  ])("a record with the %s %j is set aside: the others stay", (field, value) => {
    const body = { data_sessions: [whole, { ...whole, [field]: value }, whole], meta };
    expect(sessionsIn(body)).toMatchObject({ setAside: [{}], records: [{}, {}] });
    expect(readList(body, dataSessionList()).faults).toEqual({ [`data_sessions[].${field}`]: 1 });
  });

  it.each([[null], ["text"], [7], [[]], [[whole]]])("%j is no record", (raw) => {
    const body = { data_sessions: [raw, whole], meta };
    expect(sessionsIn(body)).toMatchObject({ setAside: [raw], records: [{ imei: whole.imei }] });
    expect(readList(body, dataSessionList()).faults).toEqual({ "data_sessions[]": 1 });
  });

  it("a record that was set aside keeps the times that can be read", () => {
    const ends = Date.UTC(2026, 0, 2, 3, 4, 5);
    const damaged = { ...whole, start: "2026-01-02T03:00:00+0000", end: "2026-01-02T03:04:05Z" };
    const lastUpdated = timesOfDamaged(whole).lastUpdated;
    expect(timesOfDamaged(damaged)).toEqual({ start: "unreadable", end: ends, lastUpdated });
    expect(timesOfDamaged({ ...damaged, end: "", last_updated: null })).toMatchObject({
      end: null,
      lastUpdated: null,
    });
  });

  it.each([[null], ["text"], [7], [[]]])("%j keeps no time", (raw) => {
    const none = { start: "unreadable", end: "unreadable", lastUpdated: "unreadable" };
    expect(timesOfDamaged(raw)).toEqual(none);
  });

  it("a SIM without a usable SID is set aside; bad dates of a SIM are unknown", () => {
    const sim = fixture("sim-complete") as Record<string, unknown>;
    const body = {
      sims: [
        { ...sim, sid: null },
        { ...sim, sid: "../x" },
        { ...sim, date_created: "never" },
      ],
      meta,
    };
    expect(readList(body, simList)).toMatchObject({
      value: { setAside: [{}, {}], records: [{ dateCreated: null }] },
      faults: { "sims[].sid": 2, "sims[].date_created": 1 },
    });
  });

  it("whatever stands in whatever field: nothing throws, every record is read or counted", () => {
    const damaged = fc
      .dictionary(fc.constantFrom(...Object.keys(whole), "unknown_field", "__proto__"), anyJson())
      .map((changes) => JSON.parse(`{${membersOf(whole, changes)}}`));
    const record = fc.oneof(damaged, anyJson(), fc.constant(whole));
    fc.assert(
      fc.property(fc.array(record), (data_sessions) => {
        const { records, setAside } = sessionsIn({ data_sessions, meta });
        expect(records.length + setAside.length).toBe(data_sessions.length);
        for (const session of records) expectSound(session);
      }),
      { numRuns: 2_000 },
    );
  });

  it("whatever the body is, it is read or unreadable", () => {
    const body = fc.oneof(
      anyJson(),
      fc.record({ data_sessions: anyJson(), sims: anyJson(), meta: anyJson() }),
    );
    fc.assert(
      fc.property(body, (any) => {
        for (const reading of [
          readList(any, dataSessionList()),
          readList(any, simList),
          readSingle(any, readSimRecord),
        ])
          if (reading.kind === "unreadable") expect(reading.faults).not.toEqual({});
      }),
      { numRuns: 2_000 },
    );
  });
});

function anyJson() {
  return fc.oneof(
    fc.jsonValue(),
    fc.constantFrom("", {}, [], 0, -1, 1e308, "2026-01-01T00:00:00Z", { lat: 1, lon: 2 }),
  );
}

/** The members of a JSON object, as text: only so can a key be called `__proto__`. */
function membersOf(...parts: readonly Record<string, unknown>[]): string {
  return parts
    .flatMap((part) => Object.entries(part))
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(",");
}

/** What the rest of the program relies on. */
function expectSound(session: DataSession): void {
  const { operator, tower, packetsUp, packetsDown, start, end, lastUpdated } = session;
  const texts = [session.sid, session.simSid, session.radioLink, session.cellId, session.imei];
  for (const text of [...texts, operator.mcc, operator.mnc, operator.country, operator.name])
    expect(text === null || (typeof text === "string" && text !== "")).toBe(true);
  for (const count of [packetsUp, packetsDown])
    expect(count === null || (Number.isSafeInteger(count) && count >= 0)).toBe(true);
  for (const at of [start, end, lastUpdated])
    expect(at === null || Number.isSafeInteger(at)).toBe(true);
  if (tower !== null) {
    expect(Math.abs(tower.latitude)).toBeLessThanOrEqual(90);
    expect(Math.abs(tower.longitude)).toBeLessThanOrEqual(180);
    expect(tower).not.toEqual({ latitude: 0, longitude: 0 });
  }
}
