import type { DataSession, Operator, TowerLocation } from "../core/session.ts";
import type { RecordTimes } from "../core/session-read.ts";
import {
  cellId,
  damaged,
  imei,
  instant,
  isObject,
  networkCode,
  packetCount,
  place,
  remembering,
  shownText,
  text,
} from "./fields.ts";
import { type RecordReader, unlessDamaged } from "./reading.ts";
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
  const simSid = remembering(text);
  const accountSid = remembering(text);
  const radioLink = remembering(shownText);
  const mcc = remembering(networkCode);
  const mnc = remembering(networkCode);
  const country = remembering(shownText);
  const operatorName = remembering(shownText);
  const cell = remembering(cellId);
  const device = remembering(imei);
  const operators = new SharedValues<Operator>();
  const towers = new SharedValues<TowerLocation>();

  const sharedOperator = (one: Operator): Operator =>
    operators.under(one.mcc).under(one.mnc).under(one.country).under(one.name).shared(one);
  const sharedTower = (one: TowerLocation | null): TowerLocation | null =>
    one === null ? null : towers.under(one.latitude).under(one.longitude).shared(one);

  return (wire, faults) => {
    const known = unlessDamaged;
    const session: DataSession = {
      sid: known(text(wire["sid"]), "sid", faults),
      simSid: known(simSid(wire["sim_sid"]), "sim_sid", faults),
      accountSid: known(accountSid(wire["account_sid"]), "account_sid", faults),
      radioLink: known(radioLink(wire["radio_link"]), "radio_link", faults),
      operator: sharedOperator({
        mcc: known(mcc(wire["operator_mcc"]), "operator_mcc", faults),
        mnc: known(mnc(wire["operator_mnc"]), "operator_mnc", faults),
        country: known(country(wire["operator_country"]), "operator_country", faults),
        name: known(operatorName(wire["operator_name"]), "operator_name", faults),
      }),
      cellId: known(cell(wire["cell_id"]), "cell_id", faults),
      tower: sharedTower(
        known(place(wire["cell_location_estimate"]), "cell_location_estimate", faults),
      ),
      packetsUp: known(packetCount(wire["packets_uploaded"]), "packets_uploaded", faults),
      packetsDown: known(packetCount(wire["packets_downloaded"]), "packets_downloaded", faults),
      start: known(instant(wire["start"]), "start", faults),
      end: known(instant(wire["end"]), "end", faults),
      lastUpdated: known(instant(wire["last_updated"]), "last_updated", faults),
      imei: known(device(wire["imei"]), "imei", faults),
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
