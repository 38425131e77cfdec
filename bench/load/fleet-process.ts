/**
 * A fleet of SIMs with many sessions each, in a process of its own: what it costs must not be taken
 * for what the bot costs. The playground's records, but each page is written once and kept. One in
 * so many SIMs is silent for days. Says where it is, at `/calls` which reads of sessions came when,
 * and ends with the channel to its parent.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { credentialsOf } from "../../playground/fleet/credentials.ts";
import { simFieldsOf } from "../../playground/fleet/fleet-sim.ts";
import { sidOf } from "../../playground/fleet/identity.ts";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import { wireSim } from "../../playground/fleet/wire.ts";
import { dayMs, minuteMs } from "../../src/core/instant.ts";

const [sims = 0, sessions = 0, callMs = 0, silentOneIn = 0] = process.argv.slice(2).map(Number);
/** That the sessions of a SIM were asked for: of which, by its place in the fleet, and with which token. */
export interface FleetCall {
  readonly at: number;
  readonly index: number;
  readonly token: string;
}

const { accountSid, authToken } = credentialsOf("load");
const anchor = Date.now();
const pageSize = 1_000;
const anySid = sidOf("DE", "any");

const everyMs = Math.floor((29 * dayMs) / Math.max(1, sessions));
/** Some stopped later than others. */
const silentForMs = Array.from({ length: 10 }, (_, index) => 3 * dayMs + index * 100 * minuteMs);
const pages = pagesUntil(anchor);
const pagesOfSilent = silentOneIn === 0 ? [] : silentForMs.map((ms) => pagesUntil(anchor - ms));

function pagesUntil(last: number): readonly string[] {
  const records = Array.from({ length: sessions }, (_, index) => {
    const start = last - 5 * minuteMs - index * everyMs;
    return sessionRecord({
      start,
      end: start + everyMs * 0.7,
      sim_sid: anySid,
      account_sid: accountSid,
      cell_id: `310-260-${40_000 + (index % 40)}-${1_000 + (index % 7)}`,
      cell_location_estimate: { lat: 29 + (index % 40) / 97, lon: -95 - (index % 40) / 89 },
      packets_uploaded: (index * 7_919) % 4_000,
      packets_downloaded: (index * 6_007) % 9_000,
      imei: "353626072136169",
    });
  });
  return Array.from({ length: Math.ceil(sessions / pageSize) }, (_, page) =>
    JSON.stringify(records.slice(page * pageSize, (page + 1) * pageSize)),
  );
}
const fleet = Array.from({ length: sims }, (_, index) => {
  const key = `load-${String(index).padStart(4, "0")}`;
  return simFieldsOf(key, { seed: "load", anchor, accountSid });
});
const lists = Array.from({ length: Math.max(1, Math.ceil(sims / pageSize)) }, (_, page) => {
  const list = fleet.slice(page * pageSize, (page + 1) * pageSize);
  return JSON.stringify(list.map((sim) => wireSim(sim, "https://wireless.twilio.com", [])));
});
const byName = new Map(
  fleet.flatMap((sim, index) => [sim.sid, sim.unique_name].map((key) => [key, { sim, index }])),
);
/** Reads of sessions, in order. */
const calls: FleetCall[] = [];

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", origin());
  const [, , , name, list] = url.pathname.split("/");
  const isCalls = url.pathname === "/calls";
  const body = isCalls
    ? JSON.stringify(calls)
    : name === undefined
      ? simList(url)
      : about(name, list !== undefined, url, request.headers.authorization);
  response.statusCode = body === null ? 404 : 200;
  response.setHeader("content-type", "application/json");
  void wait(isCalls ? 0 : callMs).then(() => response.end(body ?? '{"code":20404,"status":404}'));
});
server.listen(0, "127.0.0.1", () => process.send?.({ url: origin(), accountSid, authToken }));
process.on("disconnect", () => process.exit(0));

function origin(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function simList({ searchParams }: URL): string {
  const page = Number(searchParams.get("Page") ?? 0);
  return pageOf("sims", lists, page, `/v1/Sims?PageSize=${pageSize}&Page=${page + 1}`);
}

function pageOf(key: string, all: readonly string[], page: number, nextPath: string): string {
  const next = page + 1 < all.length ? origin() + nextPath : null;
  return `{"${key}":${all[page] ?? "[]"},"meta":${JSON.stringify({ next_page_url: next })}}`;
}

function about(
  name: string,
  isList: boolean,
  { searchParams }: URL,
  authorization = "",
): string | null {
  const known = byName.get(decodeURIComponent(name));
  if (known === undefined) return null;
  const { sim, index } = known;
  if (!isList) return JSON.stringify(wireSim(sim, origin(), []));
  const page = Number(searchParams.get("Page") ?? 0);
  const [, token = ""] = Buffer.from(authorization.slice(6), "base64").toString().split(":");
  calls.push({ at: Date.now(), index, token });
  const own =
    silentOneIn > 0 && index % silentOneIn === 0
      ? pagesOfSilent[(index / silentOneIn) % pagesOfSilent.length]
      : pages;
  const next = `/v1/Sims/${sim.sid}/DataSessions?PageSize=${pageSize}&Page=${page + 1}`;
  return pageOf("data_sessions", own ?? pages, page, next).replaceAll(anySid, sim.sid);
}
