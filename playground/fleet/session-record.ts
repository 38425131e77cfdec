import type { Instant } from "../../src/core/instant.ts";
import { sidOf } from "./identity.ts";
import { tMobileUsa } from "./operators.ts";
import { type WireSession, wireInstant } from "./wire.ts";

/** What a record made by hand says of itself; everything else is a plain LTE session. */
export type RecordParts = { readonly start: Instant; readonly end: Instant | null } & Partial<
  Omit<WireSession, "start" | "end">
>;

/** A well-formed record for `putSim` and `addSessions`. Without a sid it gets one from its start. */
export function sessionRecord({ start, end, ...parts }: RecordParts): WireSession {
  return {
    sid: sidOf("WN", "record", start),
    sim_sid: null,
    account_sid: null,
    radio_link: "LTE",
    operator_mcc: tMobileUsa.mcc,
    operator_mnc: tMobileUsa.mnc,
    operator_country: tMobileUsa.country,
    operator_name: tMobileUsa.name,
    cell_id: "310-260-40482-1243",
    cell_location_estimate: { lat: 29.7604, lon: -95.3698 },
    packets_uploaded: 31,
    packets_downloaded: 27,
    last_updated: wireInstant(end ?? start),
    start: wireInstant(start),
    end: end === null ? null : wireInstant(end),
    imei: null,
    ...parts,
  };
}
