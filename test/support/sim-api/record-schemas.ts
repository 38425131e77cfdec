import { z } from "zod";
import { isNoTime } from "../../../src/core/known/no-time.ts";
import { isNothingWritten } from "../../../src/core/known/placeholders.ts";
import type { DataSession, TowerLocation } from "../../../src/core/session.ts";
import { isSimSid, type Sim } from "../../../src/core/sim.ts";
import { visibleOrNull } from "../../../src/core/visible-text.ts";

/*
 * What records are accepted and what they mean, once more, as schemas: ten times slower than the
 * field readers of `src/sim-api`, which are held against them.
 */

interface RecordKind<T> {
  readonly schema: z.ZodType<T>;
  readonly essential: ReadonlySet<string>;
}

/** One record by its schema, with the names of its damaged fields; `null`: set aside. */
export function readBySchema<T>(
  raw: unknown,
  { schema, essential }: RecordKind<T>,
): { readonly record: T | null; readonly damaged: readonly string[] } {
  const first = schema.safeParse(raw);
  if (first.success) return { record: first.data, damaged: [] };
  const damaged = fieldsOf(first.error);
  if (!isObject(raw) || damaged.some((field) => essential.has(field)))
    return { record: null, damaged };
  const unknowns = Object.fromEntries(damaged.map((field) => [field, null]));
  const second = schema.safeParse({ ...raw, ...unknowns });
  return { record: second.success ? second.data : null, damaged };
}

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

const name = z.preprocess(
  (value) => (value === undefined || value === "" ? null : value),
  z.string().nullable(),
);

const visible = z.string().transform((value) => (visibleOrNull(value) === null ? null : value));
const shownText = known(visible);

const networkCode = known(z.union([visible, z.int().nonnegative().transform(String)]));

const cellId = known(z.union([visible, z.int().nonnegative().transform(String)]));

const imei = known(
  z.union([
    visible,
    z
      .int()
      .nonnegative()
      .transform((digits) => String(digits).padStart(15, "0")),
  ]),
);

const mostPackets = 100_000_000_000;

const packetCount = known(z.int().min(0).max(mostPackets));

const instant = z.preprocess(
  (value) => (isNoTime(value) ? null : value),
  known(z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso))),
);

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

export const sessionKind: RecordKind<DataSession> = {
  schema: dataSessionSchema,
  essential: new Set(["start", "end"]),
};

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

export const simKind: RecordKind<Sim> = { schema: simSchema, essential: new Set(["sid"]) };

function fieldsOf(error: z.ZodError): string[] {
  return [...new Set(error.issues.map(({ path }) => String(path[0] ?? "")))];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
