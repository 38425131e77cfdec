import { isSimSid, type Sim } from "../core/sim.ts";
import { damaged, type FieldReader, instant, name, shownText, text } from "./fields.ts";
import { type RecordReader, readField } from "./reading.ts";

/** Without a SID nothing can be asked about a SIM. */
const simSid: FieldReader<string> = (received) =>
  typeof received === "string" && isSimSid(received) ? received : damaged;

/** Reads one SIM; one without a usable SID is set aside. */
export const readSimRecord: RecordReader<Sim> = (wire, faults) => {
  const field = <Value>(key: string, read: FieldReader<Value>) =>
    readField(wire, key, read, faults);
  const sid = field("sid", simSid);
  const others = {
    accountSid: field("account_sid", text),
    uniqueName: field("unique_name", name),
    friendlyName: field("friendly_name", name),
    iccid: field("iccid", shownText),
    status: field("status", shownText),
    resetStatus: field("reset_status", shownText),
    ratePlanSid: field("rate_plan_sid", text),
    dateCreated: field("date_created", instant),
    dateUpdated: field("date_updated", instant),
  };
  return sid === null ? null : { sid, ...others };
};
