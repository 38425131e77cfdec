import fc from "fast-check";
import { dayMs } from "../../src/core/instant.ts";
import { ago, asOf, sessionSid } from "./sessions.ts";

/** Texts that try to become markup, mentions, links, or another order of letters. */
export const hostileTexts = [
  "<!channel>",
  "<!here|x>",
  "<@U012AB3CD>",
  "<#C012AB3CD>",
  "<https://evil.example|click>",
  "https://evil.example/x?a=1&b=2",
  "mailto:a@evil.example",
  "a & b < c > d",
  "*bold* _it_ ~no~ `code` ```block```",
  ":rotating_light: :x:",
  "\u202Eright to left\u202C",
  "مستشعر المضخة",
  "line\nbreak\r\nand\ttab",
  "👩‍👩‍👧‍👦".repeat(60),
  "x".repeat(5_000),
  "<!date^1^{date}|x>",
  "&lt;!channel&gt;",
  "|>",
  "\u0000\u0007",
  "",
  " ",
] as const;

const hostileText = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: "binary", maxLength: 40 }),
);

const instants = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: ago(31 * dayMs), max: asOf }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: asOf + 400 * dayMs }) },
);
const isoInstant = instants.map((at) => new Date(at).toISOString());

/** Mostly the right kind of value, sometimes missing, empty, or anything that JSON can hold. */
function field<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 12, arbitrary: arbitrary as fc.Arbitrary<unknown> },
    { weight: 2, arbitrary: fc.constantFrom(null, undefined, "", {}) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
  );
}

/** A record as the platform might send it, for better or worse. */
export const wireRecord: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      sid: field(fc.nat({ max: 1_000 }).map(sessionSid)),
      sim_sid: field(fc.constant("DEb8eff34b248d066a31c4a953134e183e")),
      account_sid: field(fc.constant(`AC${"0".repeat(32)}`)),
      radio_link: field(fc.oneof(fc.constantFrom("LTE", "3G"), hostileText)),
      operator_mcc: field(fc.constantFrom(310, "310", "334")),
      operator_mnc: field(fc.constantFrom(260, "260", "020")),
      operator_country: field(fc.oneof(fc.constantFrom("USA", "MEX", "XKX"), hostileText)),
      operator_name: field(fc.oneof(fc.constantFrom("T-Mobile", "AT&T"), hostileText)),
      cell_id: field(fc.oneof(fc.constant("310-260-40482-1243"), hostileText)),
      cell_location_estimate: field(
        fc.record({
          lat: fc.double({ min: -91, max: 91 }),
          lon: fc.double({ min: -181, max: 181 }),
        }),
      ),
      packets_uploaded: field(fc.integer({ min: -1, max: 2_000_000_000 })),
      packets_downloaded: field(fc.integer({ min: -1, max: 2_000_000_000 })),
      last_updated: field(isoInstant),
      start: field(isoInstant),
      end: field(isoInstant),
      imei: field(fc.constant("014931000129700")),
    }),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
);

/** A SIM as the platform might send it. */
export const wireSim: fc.Arbitrary<unknown> = fc.record({
  sid: fc.constant("DEb8eff34b248d066a31c4a953134e183e"),
  unique_name: field(hostileText),
  friendly_name: field(hostileText),
  iccid: field(fc.constant("8901260000000012345")),
  status: field(fc.oneof(fc.constantFrom("active", "suspended"), hostileText)),
  reset_status: field(fc.constantFrom(null, "resetting")),
});
