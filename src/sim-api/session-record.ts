import type { DataSession, Operator, TowerLocation } from "../core/session.ts";
import type { RecordTimes } from "../core/session-read.ts";
import {
  cellId,
  createInstantReader,
  damaged,
  type FieldReader,
  imei,
  instant,
  isObject,
  networkCode,
  packetCount,
  place,
  rememberingField,
  shownText,
  text,
} from "./fields.ts";
import { type RecordReader, readField } from "./reading.ts";
import { SharedValues } from "./shared-values.ts";

/**
 * Reads the sessions of one SIM. They repeat its SIDs, its device, a few networks and cells, and
 * each record comes with copies of its own: each is kept once for all records of this reader, which
 * is more than half of what they would weigh, and what was made of a text is not worked out again.
 *
 * A damaged `end` taken for `null` would call a closed session open, and without a readable
 * `start` a session would be drawn where it was not: both set the record aside. A damaged
 * `last_updated` is merely unknown; losing the session for it would draw a gap that never was.
 */
export function createSessionRecordReader(): RecordReader<DataSession> {
  const simSid = rememberingField(text);
  const accountSid = rememberingField(text);
  const radioLink = rememberingField(shownText);
  const mcc = rememberingField(networkCode);
  const mnc = rememberingField(networkCode);
  const country = rememberingField(shownText);
  const operatorName = rememberingField(shownText);
  const cell = rememberingField(cellId);
  const device = rememberingField(imei);
  const time = createInstantReader();
  const operators = new SharedValues<Operator>();
  const towers = new SharedValues<TowerLocation>();

  const sharedOperator = (one: Operator): Operator =>
    operators.under(one.mcc).under(one.mnc).under(one.country).under(one.name).shared(one);
  const sharedTower = (one: TowerLocation | null): TowerLocation | null =>
    one === null ? null : towers.under(one.latitude).under(one.longitude).shared(one);

  return (wire, faults) => {
    const field = <Value>(key: string, read: FieldReader<Value>) =>
      readField(wire, key, read, faults);
    const session: DataSession = {
      sid: field("sid", text),
      simSid: field("sim_sid", simSid),
      accountSid: field("account_sid", accountSid),
      radioLink: field("radio_link", radioLink),
      operator: sharedOperator({
        mcc: field("operator_mcc", mcc),
        mnc: field("operator_mnc", mnc),
        country: field("operator_country", country),
        name: field("operator_name", operatorName),
      }),
      cellId: field("cell_id", cell),
      tower: sharedTower(field("cell_location_estimate", place)),
      packetsUp: field("packets_uploaded", packetCount),
      packetsDown: field("packets_downloaded", packetCount),
      start: field("start", time),
      end: field("end", time),
      lastUpdated: field("last_updated", time),
      imei: field("imei", device),
    };
    return faults.includes("start") || faults.includes("end") ? null : session;
  };
}

/** The times of a record that was set aside, each as far as it can be read. */
export function timesOfDamaged(raw: unknown): RecordTimes {
  const timeIn = (field: string): RecordTimes["start"] => {
    const time = isObject(raw) ? instant(raw[field]) : damaged;
    return time === damaged ? "unreadable" : time;
  };
  return { start: timeIn("start"), end: timeIn("end"), lastUpdated: timeIn("last_updated") };
}
