import fc from "fast-check";
import { dayMs, hourMs, type Instant } from "../../src/core/instant.ts";
import type { DataSession, Operator } from "../../src/core/session.ts";
import type { RecordTimes, SessionRead } from "../../src/core/session-read.ts";
import type { Sim } from "../../src/core/sim.ts";

/** The moment at which tests ask: 2026-11-23T10:05:00Z. */
export const asOf: Instant = Date.UTC(2026, 10, 23, 10, 5);

export const ago = (ms: number): Instant => asOf - ms;

export const tMobile: Operator = { mcc: "310", mnc: "260", country: "USA", name: "T-Mobile" };
export const telcel: Operator = { mcc: "334", mnc: "020", country: "MEX", name: "Telcel" };
export const unknownOperator: Operator = { mcc: null, mnc: null, country: null, name: null };

/** A SIM with every field set; override what matters. */
export function sim(over: Partial<Sim> = {}): Sim {
  return {
    sid: `DE${"b8eff34b248d066a31c4a953134e183e"}`,
    accountSid: `AC${"0".repeat(32)}`,
    uniqueName: "cargo-cam-07",
    friendlyName: "Cargo camera 7",
    iccid: "8901260000000012345",
    status: "active",
    resetStatus: null,
    ratePlanSid: null,
    dateCreated: null,
    dateUpdated: null,
    ...over,
  };
}

/** A closed LTE session of one hour that ended an hour ago; override what matters. */
export function session(over: Partial<DataSession> = {}): DataSession {
  return {
    sid: `WN${"0".repeat(32)}`,
    simSid: sim().sid,
    accountSid: sim().accountSid,
    radioLink: "LTE",
    operator: tMobile,
    cellId: "310-260-40482-1243",
    tower: { latitude: 37.8828168, longitude: -122.3684899 },
    packetsUp: 246,
    packetsDown: 296,
    start: ago(2 * hourMs),
    end: ago(hourMs),
    lastUpdated: ago(hourMs),
    imei: "014931000129700",
    ...over,
  };
}

/** A numbered SID, so that rows can be told apart. */
export function sessionSid(number: number): string {
  return `WN${number.toString(16).padStart(32, "0")}`;
}

/** A session from `startMsAgo` to `endMsAgo` (null: open, updated just now) before the question. */
export function sessionBetween(
  startMsAgo: number,
  endMsAgo: number | null,
  over: Partial<DataSession> = {},
): DataSession {
  const end = endMsAgo === null ? null : ago(endMsAgo);
  return session({ start: ago(startMsAgo), end, lastUpdated: end ?? asOf, ...over });
}

/** Of a record that could not be read, and none of its times either. */
export const timeless: RecordTimes = {
  start: "unreadable",
  end: "unreadable",
  lastUpdated: "unreadable",
};

export function readOf(
  sessions: readonly DataSession[],
  over: Partial<SessionRead> = {},
): SessionRead {
  return {
    sessions,
    setAside: [],
    ofOtherSims: [],
    pages: 1,
    incomplete: null,
    startedAt: asOf,
    finishedAt: asOf + 300,
    ...over,
  };
}

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(arbitrary, { nil: null, freq: 6 });

const instants = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: ago(32 * dayMs), max: asOf }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: asOf + 400 * dayMs }) },
);

const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("T-Mobile", "AT&T", "Telcel", "Orange") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "<!channel>",
      "<@U012AB3CD>",
      "<https://evil.example|click>",
      "a & b < c > d",
      "*bold* _it_ ~no~ `code`",
      "\u202Eright to left\u202C",
      "https://evil.example/x",
      "line\nbreak",
      "🛰️".repeat(40),
      "x".repeat(5_000),
      "",
      " ",
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
);

/** Any session that a record can become: unknown, contradicting and hostile values included. */
export const anySession: fc.Arbitrary<DataSession> = fc.record({
  sid: maybe(fc.integer({ min: 0, max: 1_000_000 }).map(sessionSid)),
  simSid: maybe(fc.constant(sim().sid)),
  accountSid: maybe(fc.constant(`AC${"0".repeat(32)}`)),
  radioLink: maybe(fc.oneof(fc.constantFrom("LTE", "3G", "lte", "NB-IoT"), hostileText)),
  operator: fc.record({
    mcc: maybe(fc.constantFrom("310", "334", "262", "1")),
    mnc: maybe(fc.constantFrom("260", "410", "020", "01", "001")),
    country: maybe(fc.oneof(fc.constantFrom("USA", "MEX", "DEU", "XKX", "ZZZ"), hostileText)),
    name: maybe(hostileText),
  }),
  cellId: maybe(fc.oneof(fc.constantFrom("310-260-40482-1243", "334-020-1-2"), hostileText)),
  tower: maybe(
    fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    }),
  ),
  packetsUp: maybe(fc.nat({ max: 1e15 })),
  packetsDown: maybe(fc.nat({ max: 1e15 })),
  start: maybe(instants),
  end: maybe(instants),
  lastUpdated: maybe(instants),
  imei: maybe(fc.constantFrom("014931000129700", "356938035643809", "no imei")),
});

/** A session with plausible, consistent times. */
export const plausibleSession: fc.Arbitrary<DataSession> = fc
  .tuple(
    anySession,
    fc.integer({ min: ago(31 * dayMs), max: asOf }),
    fc.integer({ min: 0, max: 3 * dayMs }),
    fc.boolean(),
  )
  .map(([any, start, lengthMs, open]) => {
    const until = Math.min(start + lengthMs, asOf);
    return { ...any, start, lastUpdated: until, end: open ? null : until };
  });
