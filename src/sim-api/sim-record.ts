import { isSimSid, type Sim } from "../core/sim.ts";
import { damaged, type FieldReader, instant, name, shownText, text } from "./fields.ts";
import { type RecordReader, unlessDamaged } from "./reading.ts";

/** Without a SID nothing can be asked about a SIM. */
const simSid: FieldReader<string> = (received) =>
  typeof received === "string" && isSimSid(received) ? received : damaged;

/** Reads one SIM; one without a usable SID is set aside. */
export const readSimRecord: RecordReader<Sim> = (wire, faults) => {
  const known = unlessDamaged;
  const sid = known(simSid(wire["sid"]), "sid", faults);
  const others = {
    accountSid: known(text(wire["account_sid"]), "account_sid", faults),
    uniqueName: known(name(wire["unique_name"]), "unique_name", faults),
    friendlyName: known(name(wire["friendly_name"]), "friendly_name", faults),
    iccid: known(shownText(wire["iccid"]), "iccid", faults),
    status: known(shownText(wire["status"]), "status", faults),
    resetStatus: known(shownText(wire["reset_status"]), "reset_status", faults),
    ratePlanSid: known(text(wire["rate_plan_sid"]), "rate_plan_sid", faults),
    dateCreated: known(instant(wire["date_created"]), "date_created", faults),
    dateUpdated: known(instant(wire["date_updated"]), "date_updated", faults),
  };
  return sid === null ? null : { sid, ...others };
};
