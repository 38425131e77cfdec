import type { Instant } from "../../../src/core/instant.ts";
import { type WireSession, wireInstant } from "../wire.ts";
import type { PlannedSession } from "./life.ts";
import { packetsAfter } from "./traffic.ts";

/** Whether the platform would list the session at `now`: begun, and seen within the retention. */
export function isListed(session: PlannedSession, now: Instant, retentionMs: number): boolean {
  return session.start <= now && lastUpdateAt(session, now) >= now - retentionMs;
}

/**
 * The record as the platform would show it at `now`: open until its end has come, counts and
 * `last_updated` growing meanwhile, fixed from then on.
 */
export function observe(
  session: PlannedSession,
  now: Instant,
  owner: { readonly simSid: string; readonly accountSid: string },
): WireSession {
  const { operator, cell, traffic } = session;
  const lastUpdate = lastUpdateAt(session, now);
  const isClosed = !session.abandoned && session.end <= now;
  return {
    sid: session.sid,
    sim_sid: owner.simSid,
    account_sid: owner.accountSid,
    radio_link: session.radioLink,
    operator_mcc: operator.mcc,
    operator_mnc: operator.mnc,
    operator_country: operator.country,
    operator_name: operator.name,
    cell_id: cell.id,
    cell_location_estimate: { lat: cell.latitude, lon: cell.longitude },
    packets_uploaded: packetsAfter(traffic.up, lastUpdate - session.start),
    packets_downloaded: packetsAfter(traffic.down, lastUpdate - session.start),
    last_updated: wireInstant(lastUpdate),
    start: wireInstant(session.start),
    end: isClosed ? wireInstant(session.end) : null,
    imei: session.imei,
  };
}

function lastUpdateAt({ start, end, updateEveryMs }: PlannedSession, now: Instant): Instant {
  if (end <= now) return end;
  return start + Math.floor((now - start) / updateEveryMs) * updateEveryMs;
}
