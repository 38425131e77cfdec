import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { injectionSchema } from "./faults/fault.ts";
import type { FleetState } from "./fleet-state.ts";
import { orders } from "./order.ts";
import { type Outage, outageSchema } from "./outages/outage.ts";
import { wireInstant } from "./wire.ts";

export const controlPrefix = "/_control/";

/** A SIM with 100,000 records fits; more is a mistake. */
const largestBodyBytes = 64 * 1024 * 1024;

/** They are listed as a whole: whoever needs more takes synthetic ones. */
export const mostEverydaySims = 2_000;

const settingsSchema = z.strictObject({
  order: z.enum(orders).optional(),
  paging: z.enum(["snapshot", "live"]).optional(),
  everydaySims: z.int().min(0).max(mostEverydaySims).optional(),
  syntheticSims: z.int().min(0).max(10_000_000).optional(),
  concurrencyLimit: z.int().positive().nullable().optional(),
  tokenLifetimeSeconds: z.int().positive().optional(),
});

const text = z.string().nullable();
const simSchema = z.strictObject({
  fields: z
    .strictObject({
      sid: z.string().regex(/^DE[0-9a-f]{32}$/i),
      unique_name: text,
      friendly_name: text,
      iccid: text,
      rate_plan_sid: text,
      status: z.string(),
      reset_status: z.literal("resetting").nullable(),
    })
    .partial()
    .default({}),
  /** Raw records, malformed ones included. */
  sessions: z.array(z.unknown()).default([]),
});

/** What a route is given. `name` is the decoded last part of the path, `""` when there is none. */
interface Call {
  readonly state: FleetState;
  readonly name: string;
  readonly body: unknown;
}

const notFound = Symbol("not found");

/** `METHOD collection` → what to do; the returned value is the JSON answer. */
const routes: Readonly<Record<string, (call: Call) => unknown>> = {
  "GET scenarios": ({ state }) => ({ scenarios: state.scenarios() }),
  "GET settings": ({ state }) => state.settings,
  "PATCH settings": ({ state, body }) => state.configure(defined(settingsSchema.parse(body))),
  "PUT sims/:name": ({ state, name, body }) => {
    const { fields, sessions } = simSchema.parse(body);
    return state.putSim({ key: name, fields: defined(fields), sessions });
  },
  "POST sessions/:name": ({ state, name, body }) =>
    state.fleet.addSessions(name, z.array(z.unknown()).parse(body)) ? { added: true } : notFound,
  "GET sessions/:name": ({ state, name }) => {
    const sessions = state.sessionsOf(name);
    return sessions === null ? notFound : { sessions };
  },
  "GET faults": ({ state }) => ({ faults: state.faults.active() }),
  "POST faults": ({ state, body }) => ({ id: state.faults.inject(injectionSchema.parse(body)) }),
  "DELETE faults": ({ state }) => {
    state.faults.clear();
    return { faults: [] };
  },
  "DELETE faults/:name": ({ state, name }) =>
    state.faults.remove(Number(name)) ? { faults: state.faults.active() } : notFound,
  "GET everyday": ({ state: { fleet } }) => ({
    ...fleet.everyday.places,
    inUse: fleet.everyday.inUse.length,
    sims: fleet.everyday.sims.map(({ fields }) => ({
      sid: fields.sid,
      uniqueName: fields.unique_name,
      friendlyName: fields.friendly_name,
    })),
  }),
  "GET outages": ({ state }) => ({ outages: state.outages().map(outageView) }),
  "POST outages": ({ state, body }) => {
    const outage = state.startOutage(outageSchema.parse(body));
    return outage === null ? notFound : outageView(outage);
  },
  "DELETE outages/:name": ({ state, name }) => {
    const outage = state.endOutage(Number(name));
    return outage === null ? notFound : outageView(outage);
  },
  "GET requests": ({ state: { log } }) => ({
    requests: log.entries,
    underWay: log.underWay,
    peakConcurrency: log.peakConcurrency,
  }),
  "DELETE requests": ({ state }) => {
    state.log.clear();
    return { requests: [] };
  },
  "GET gate": ({ state }) => ({ waiting: state.gate.waiting }),
  "POST hold": ({ state }) => {
    state.gate.hold();
    return { waiting: state.gate.waiting };
  },
  "POST release": ({ state }) => {
    state.gate.release();
    return { waiting: state.gate.waiting };
  },
  "POST expire-page-tokens": ({ state }) => {
    state.expirePageTokens();
    return { expired: true };
  },
  "GET token-requests": ({ state: { tokenLog } }) => ({ requests: tokenLog.entries }),
  "POST expire-access-tokens": ({ state }) => {
    state.expireAccessTokens();
    return { expired: true };
  },
  "POST reset": ({ state }) => {
    state.reset();
    return { reset: true };
  },
};

/** Instants as text, for people and scripts alike. */
function outageView({ from, to, ...outage }: Outage) {
  return { ...outage, from: wireInstant(from), to: to === null ? null : wireInstant(to) };
}

/** Serves `/_control/…`. Only pages of this machine may call it from a browser. */
export async function serveControl(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  state: FleetState,
): Promise<void> {
  const { origin } = request.headers;
  if (origin !== undefined) {
    if (!isLoopback(origin)) return send(response, 403, { error: "foreign origin" });
    response.setHeader("access-control-allow-origin", origin);
    response.setHeader("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE");
    response.setHeader("access-control-allow-headers", "content-type");
    response.setHeader("vary", "origin");
    if (request.method === "OPTIONS") return send(response, 204, null);
  }
  const [collection = "", name] = url.pathname.slice(controlPrefix.length).split("/");
  const route = routes[`${request.method} ${collection}${name === undefined ? "" : "/:name"}`];
  if (route === undefined) return send(response, 404, { error: "no such control" });
  try {
    const body = await readJson(request);
    const result = route({ state, name: decodeURIComponent(name ?? ""), body });
    if (result === notFound)
      return send(response, 404, { error: `nothing is called ${name ?? "that"}` });
    send(response, 200, result);
  } catch (error) {
    if (error instanceof z.ZodError) return send(response, 400, { error: z.prettifyError(error) });
    if (!(error instanceof SyntaxError || error instanceof URIError)) throw error;
    send(response, 400, { error: error.message });
  }
}

function send(response: ServerResponse, status: number, payload: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(status === 204 ? undefined : JSON.stringify(payload));
}

function isLoopback(origin: string): boolean {
  const { hostname } = URL.parse(origin) ?? { hostname: "" };
  return ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > largestBodyBytes) throw new SyntaxError("body too large");
    chunks.push(chunk);
  }
  const json = Buffer.concat(chunks).toString();
  return json === "" ? undefined : JSON.parse(json);
}

/** Without the members that are `undefined`. */
function defined<Value extends object>(
  value: Value,
): { [Name in keyof Value]?: Exclude<Value[Name], undefined> } {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Value]?: Exclude<Value[Name], undefined> };
}
