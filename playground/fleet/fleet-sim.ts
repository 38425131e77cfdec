import type { Instant } from "../../src/core/instant.ts";
import { retentionMs } from "../../src/core/window.ts";
import { hexOf, iccidOf, sidOf } from "./identity.ts";
import { hashOf, type SeedPart } from "./random.ts";
import type { SimSketch } from "./scenarios/scenario.ts";
import { type PlannedSession, plansOf } from "./story/life.ts";
import { isListed, observe } from "./story/observe.ts";
import { type WireSimFields, wireInstant } from "./wire.ts";

export type LinkName = "data_sessions" | "rate_plan" | "usage_records";
export const allLinkNames: readonly LinkName[] = ["data_sessions", "rate_plan", "usage_records"];

/** One row of a session list; the record is made only when its page is asked for. */
export interface SessionRow {
  readonly start: Instant;
  /** Sorts rows into an order that has nothing to do with time. */
  readonly shuffleKey: string;
  readonly record: () => unknown;
}

/** One SIM of the fleet with everything it would list at a moment. */
export interface FleetSim {
  readonly fields: WireSimFields;
  readonly linkNames: readonly LinkName[];
  rowsAt(now: Instant): readonly SessionRow[];
}

export interface FleetFacts {
  readonly seed: SeedPart;
  readonly anchor: Instant;
  readonly accountSid: string;
}

/** The SIM resource of a key, with whatever `fields` says instead. */
export function simFieldsOf(
  key: string,
  { seed, anchor, accountSid }: FleetFacts,
  fields: Partial<WireSimFields> = {},
): WireSimFields {
  const ageDays = 45 + (hashOf(seed, "age", key) % 600);
  return {
    sid: sidOf("DE", seed, key),
    unique_name: key,
    account_sid: accountSid,
    rate_plan_sid: sidOf("WP", seed, "rate plan"),
    friendly_name: key,
    // Serials from 90,000,000,000 on: the synthetic fleet counts from zero.
    iccid: iccidOf(90_000_000_000 + (hashOf(seed, "iccid", key) % 1_000_000_000)),
    e_id: null,
    status: "active",
    reset_status: null,
    commands_callback_url: null,
    commands_callback_method: "POST",
    sms_fallback_method: "POST",
    sms_fallback_url: null,
    sms_method: "POST",
    sms_url: null,
    voice_fallback_method: "POST",
    voice_fallback_url: null,
    voice_method: "POST",
    voice_url: null,
    date_created: wireInstant(anchor - ageDays * 86_400_000),
    date_updated: wireInstant(anchor - (ageDays % 40) * 86_400_000 - 4_000_000),
    ip_address: null,
    ...fields,
  };
}

/** A scenario's SIM. Sessions are planned once, as far as they have been asked for. */
export function sketchedSim(sketch: SimSketch, facts: FleetFacts): FleetSim {
  const fields = simFieldsOf(sketch.key, facts, {
    ...(sketch.changed !== undefined && {
      date_updated: wireInstant(facts.anchor + sketch.changed),
    }),
    ...sketch.fields,
  });
  const tracks = plansOf(sketch.life ?? [], facts.anchor, [facts.seed, sketch.key]).map(
    plannedUpTo,
  );
  const owner = { simSid: fields.sid, accountSid: fields.account_sid };
  return {
    fields,
    linkNames: sketch.linkNames ?? allLinkNames,
    rowsAt: (now) => [
      ...tracks.flatMap((upTo) => plannedRows(upTo(now), now, owner)),
      ...rowsOf(sketch.records?.({ now, anchor: facts.anchor, ...owner }) ?? []),
    ],
  };
}

/** What of these sessions is listed at `now`. */
export function plannedRows(
  sessions: readonly PlannedSession[],
  now: Instant,
  owner: { readonly simSid: string; readonly accountSid: string },
): readonly SessionRow[] {
  return sessions
    .filter((session) => isListed(session, now, retentionMs))
    .map((session) => ({
      start: session.start,
      shuffleKey: session.sid,
      record: () => observe(session, now, owner),
    }));
}

/** Rows of records that are served as they are, whatever they hold. */
export function rowsOf(records: readonly unknown[]): readonly SessionRow[] {
  return records.map((record, index) => ({
    start: startOf(record),
    shuffleKey: `WN${hexOf(32, "row", index, JSON.stringify(record) ?? "")}`,
    record: () => record,
  }));
}

/** Reads a generator no further than needed and keeps what it gave, in order of start. */
function plannedUpTo(
  plan: Generator<PlannedSession, void, undefined>,
): (now: Instant) => readonly PlannedSession[] {
  const planned: PlannedSession[] = [];
  let isExhausted = false;
  return (now) => {
    while (!isExhausted && (planned.at(-1)?.start ?? Number.NEGATIVE_INFINITY) <= now) {
      const { done, value } = plan.next();
      if (value !== undefined) planned.push(value);
      isExhausted = done === true;
    }
    return planned;
  };
}

function startOf(record: unknown): Instant {
  const start =
    typeof record === "object" && record !== null && "start" in record ? record.start : undefined;
  const at = typeof start === "string" ? Date.parse(start) : Number.NaN;
  return Number.isNaN(at) ? 0 : at;
}
