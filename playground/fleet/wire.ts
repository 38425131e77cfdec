import type { Instant } from "../../src/core/instant.ts";

/** A DataSession as it stands in the platform's JSON. */
export interface WireSession {
  readonly sid: string | null;
  readonly sim_sid: string | null;
  readonly account_sid: string | null;
  readonly radio_link: string | null;
  readonly operator_mcc: string | null;
  readonly operator_mnc: string | null;
  readonly operator_country: string | null;
  readonly operator_name: string | null;
  readonly cell_id: string | null;
  readonly cell_location_estimate: { readonly lat?: number; readonly lon?: number } | null;
  /** `null` at KORE only. */
  readonly packets_uploaded: number | null;
  readonly packets_downloaded: number | null;
  readonly last_updated: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly imei: string | null;
}

/** A Sim as it stands in the platform's JSON, without the members that depend on the host. */
export interface WireSimFields {
  readonly sid: string;
  readonly unique_name: string | null;
  readonly account_sid: string;
  readonly rate_plan_sid: string | null;
  readonly friendly_name: string | null;
  readonly iccid: string | null;
  readonly e_id: string | null;
  readonly status: string;
  readonly reset_status: "resetting" | null;
  readonly commands_callback_url: string | null;
  readonly commands_callback_method: "GET" | "POST" | null;
  readonly sms_fallback_method: "GET" | "POST" | null;
  readonly sms_fallback_url: string | null;
  readonly sms_method: "GET" | "POST" | null;
  readonly sms_url: string | null;
  readonly voice_fallback_method: "GET" | "POST" | null;
  readonly voice_fallback_url: string | null;
  readonly voice_method: "GET" | "POST" | null;
  readonly voice_url: string | null;
  readonly date_created: string;
  readonly date_updated: string;
  readonly ip_address: string | null;
}

/** The whole Sim: `url` and `links` name the host that answers. */
export interface WireSim extends WireSimFields {
  readonly url: string;
  readonly links: Readonly<Record<string, string>>;
}

/** `2017-06-11T17:32:31Z`: whole seconds, as both platforms write an instant. */
export function wireInstant(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** The resource on the host that answers; `origin` without a trailing slash. */
export function wireSim(
  fields: WireSimFields,
  origin: string,
  linkNames: readonly ("data_sessions" | "rate_plan" | "usage_records")[],
): WireSim {
  const url = `${origin}/v1/Sims/${fields.sid}`;
  const targets = {
    data_sessions: `${url}/DataSessions`,
    rate_plan: `${origin}/v1/RatePlans/${fields.rate_plan_sid}`,
    usage_records: `${url}/UsageRecords`,
  };
  return {
    ...fields,
    url,
    links: Object.fromEntries(linkNames.map((name) => [name, targets[name]])),
  };
}
