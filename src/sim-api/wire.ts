import { z } from "zod";
import { isNoTime } from "../core/known/no-time.ts";
import { isNothingWritten } from "../core/known/placeholders.ts";
import type { DataSession, TowerLocation } from "../core/session.ts";
import type { RecordTimes } from "../core/session-read.ts";
import { isSimSid, type Sim } from "../core/sim.ts";
import { visibleOrNull } from "../core/visible-text.ts";
import type { ListKind, RecordKind } from "./reading.ts";

/**
 * The records of the platform as they are in the wild, turned into the project's own words.
 * Neither vendor requires any field, and samples of theirs hold `""` and `{}` for "nothing": all
 * of these, the text "null" and its kin, and a missing field, are `null` here. Unknown fields pass
 * unread. Placeholders that depend on the field are core's to know.
 */
function known<S extends z.ZodType>(schema: S) {
  return z.preprocess(emptyAsNull, schema.nullable());
}

function emptyAsNull(value: unknown): unknown {
  if (value === undefined || value === "") return null;
  if (typeof value === "string") return isNothingWritten(value) ? null : value;
  const isEmptyObject =
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length === 0;
  return isEmptyObject ? null : value;
}

const text = known(z.string());

/** People may call a SIM "None": of what they write nothing is a placeholder. */
const name = z.preprocess(
  (value) => (value === undefined || value === "" ? null : value),
  z.string().nullable(),
);

/** What people read and nothing is found by: of invisible characters alone it is unknown, too. */
const visible = z.string().transform((value) => (visibleOrNull(value) === null ? null : value));
const shownText = known(visible);

/** MCC and MNC were numbers until 2017, and have lost their zeros then: core knows their width. */
const networkCode = known(z.union([visible, z.int().nonnegative().transform(String)]));

const cellId = known(z.union([visible, z.int().nonnegative().transform(String)]));

/** As a number it has lost the zeros in front of its 15 digits. */
const imei = known(
  z.union([
    visible,
    z
      .int()
      .nonnegative()
      .transform((digits) => String(digits).padStart(15, "0")),
  ]),
);

/**
 * More than a link of 1 Gbit/s could carry in 30 days in packets of common size. Up to this
 * bound, the sum over 50 pages of 1,000 sessions is still an exact integer.
 */
const mostPackets = 100_000_000_000;

/** A negative, broken or absurd count is damaged, and so unknown: never 0, never a guess. */
const packetCount = known(z.int().min(0).max(mostPackets));

/** A time that was never set is none: an `end` of 1970 is that of an open session. */
const instant = z.preprocess(
  (value) => (isNoTime(value) ? null : value),
  known(z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso))),
);

/** Half a place, and the documented empty place 0/0, are no place. */
const towerLocation = known(
  z
    .object({
      lat: known(z.number().min(-90).max(90)),
      lon: known(z.number().min(-180).max(180)),
    })
    .transform(({ lat, lon }): TowerLocation | null =>
      lat === null || lon === null || (lat === 0 && lon === 0)
        ? null
        : { latitude: lat, longitude: lon },
    ),
);

const dataSessionSchema = z
  .object({
    sid: text,
    sim_sid: text,
    account_sid: text,
    radio_link: shownText,
    operator_mcc: networkCode,
    operator_mnc: networkCode,
    operator_country: shownText,
    operator_name: shownText,
    cell_id: cellId,
    cell_location_estimate: towerLocation,
    packets_uploaded: packetCount,
    packets_downloaded: packetCount,
    last_updated: instant,
    start: instant,
    end: instant,
    imei,
  })
  .transform(
    (wire): DataSession => ({
      sid: wire.sid,
      simSid: wire.sim_sid,
      accountSid: wire.account_sid,
      radioLink: wire.radio_link,
      operator: {
        mcc: wire.operator_mcc,
        mnc: wire.operator_mnc,
        country: wire.operator_country,
        name: wire.operator_name,
      },
      cellId: wire.cell_id,
      tower: wire.cell_location_estimate,
      packetsUp: wire.packets_uploaded,
      packetsDown: wire.packets_downloaded,
      start: wire.start,
      end: wire.end,
      lastUpdated: wire.last_updated,
      imei: wire.imei,
    }),
  );

/**
 * A damaged `end` taken for `null` would call a closed session open, and without a readable
 * `start` a session would be drawn where it was not: both set the record aside. A damaged
 * `last_updated` is merely unknown; losing the session for it would draw a gap that never was.
 */
const dataSessionRecord: RecordKind<DataSession> = {
  schema: dataSessionSchema,
  essential: new Set(["start", "end"]),
};

/** The times of a record that was set aside, each as far as it can be read. */
export function timesOfDamaged(raw: unknown): RecordTimes {
  const fields = z.record(z.string(), z.unknown()).safeParse(raw).data;
  const timeIn = (name: string): RecordTimes["start"] => {
    const reading = fields === undefined ? null : instant.safeParse(fields[name]);
    return reading?.success ? reading.data : "unreadable";
  };
  return { start: timeIn("start"), end: timeIn("end"), lastUpdated: timeIn("last_updated") };
}

const simSchema = z
  .object({
    sid: z.string().refine(isSimSid),
    account_sid: text,
    unique_name: name,
    friendly_name: name,
    iccid: shownText,
    status: shownText,
    reset_status: shownText,
    rate_plan_sid: text,
    date_created: instant,
    date_updated: instant,
  })
  .transform(
    (wire): Sim => ({
      sid: wire.sid,
      accountSid: wire.account_sid,
      uniqueName: wire.unique_name,
      friendlyName: wire.friendly_name,
      iccid: wire.iccid,
      status: wire.status,
      resetStatus: wire.reset_status,
      ratePlanSid: wire.rate_plan_sid,
      dateCreated: wire.date_created,
      dateUpdated: wire.date_updated,
    }),
  );

/** Without a SID nothing can be asked about a SIM. */
export const simRecord: RecordKind<Sim> = { schema: simSchema, essential: new Set(["sid"]) };

const meta = z.object({ next_page_url: z.unknown().optional() });
const items = z.array(z.unknown());

export const dataSessionList: ListKind<DataSession> = {
  name: "data_sessions",
  envelope: z.object({ data_sessions: items, meta }).transform((wire) => ({
    items: wire.data_sessions,
    nextPageUrl: wire.meta.next_page_url,
  })),
  record: dataSessionRecord,
};

export const simList: ListKind<Sim> = {
  name: "sims",
  envelope: z.object({ sims: items, meta }).transform((wire) => ({
    items: wire.sims,
    nextPageUrl: wire.meta.next_page_url,
  })),
  record: simRecord,
};

/**
 * The error body of both platforms; all but its number is prose. Numbers have five digits:
 * gateways that write a `code` too repeat the HTTP status there.
 */
export const platformErrorSchema = z.object({
  code: z.union([
    z.int().min(10_000),
    z
      .string()
      .regex(/^\d{5}$/)
      .transform(Number),
  ]),
});

/**
 * Gateways in front of a platform name their errors by a word (`invalid_client` of OAuth,
 * `AccessDenied`). Prose is no such word, and neither is anything that could be a token.
 */
const errorWord = z.string().regex(/^[A-Za-z][A-Za-z_.-]{1,39}$/);
export const platformWordSchema = z.union([
  z.object({ code: errorWord }).transform(({ code }) => code),
  z.object({ error: errorWord }).transform(({ error }) => error),
]);
