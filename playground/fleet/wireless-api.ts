import type { Instant } from "../../src/core/instant.ts";
import { type Answer, jsonAnswer, platformError } from "./answer.ts";
import type { Fleet, SimFilter } from "./fleet.ts";
import { inOrder, type Order } from "./order.ts";
import type { PageRequest, Pager } from "./paging.ts";
import { wireSim } from "./wire.ts";

/** What a call asks for, as far as the path tells. */
export type Operation =
  | { readonly kind: "list_sims" }
  | { readonly kind: "fetch_sim"; readonly sim: string }
  | { readonly kind: "list_sessions"; readonly sim: string }
  | { readonly kind: "unknown" };

/** `pathname` as it stands in the URL, still percent-encoded. */
export function operationOf(pathname: string): Operation {
  const [root, collection, sim, sub, ...rest] = pathname.split("/").slice(1);
  if (root !== "v1" || collection !== "Sims" || rest.length > 0) return { kind: "unknown" };
  if (sim === undefined) return { kind: "list_sims" };
  const name = decoded(sim);
  if (name === null || name === "") return { kind: "unknown" };
  if (sub === undefined) return { kind: "fetch_sim", sim: name };
  return sub === "DataSessions" ? { kind: "list_sessions", sim: name } : { kind: "unknown" };
}

export interface WirelessContext {
  readonly fleet: Fleet;
  readonly pager: Pager;
  readonly order: Order;
  /** `live`: each page shows its own moment, so rows may shift between pages. */
  readonly paging: "snapshot" | "live";
  readonly now: Instant;
}

/** The platform's answer when all is well with it. Authentication has been done. */
export function answerOf(operation: Operation, url: URL, context: WirelessContext): Answer {
  switch (operation.kind) {
    case "unknown":
      return notFound(url);
    case "fetch_sim": {
      const sim = context.fleet.find(operation.sim);
      if (sim === null) return notFound(url);
      return jsonAnswer(200, wireSim(sim.fields, url.origin, sim.linkNames));
    }
    case "list_sims":
      return paged(url, context, (request) => simPage(url, context, request));
    case "list_sessions":
      return paged(url, context, (request) => sessionPage(operation.sim, url, context, request));
  }
}

function paged(
  url: URL,
  { pager, paging, now }: WirelessContext,
  make: (request: PageRequest) => Answer,
): Answer {
  const request = pager.read(url, now);
  if ("status" in request) return request;
  return make(paging === "live" ? { ...request, asOf: now } : request);
}

function simPage(url: URL, { fleet, pager }: WirelessContext, request: PageRequest): Answer {
  const { sims, hasMore } = fleet.list(filterOf(url), request.offset, request.pageSize);
  return jsonAnswer(200, {
    sims: sims.map(({ fields, linkNames }) => wireSim(fields, url.origin, linkNames)),
    meta: pager.meta("sims", url, request, hasMore),
  });
}

function sessionPage(
  name: string,
  url: URL,
  { fleet, pager, order }: WirelessContext,
  request: PageRequest,
): Answer {
  // Names are documented for fetching a SIM only: a client that relies on more should find out.
  const sim = fleet.find(name);
  if (sim === null || sim.fields.sid.toLowerCase() !== name.toLowerCase()) return notFound(url);
  const rows = inOrder(fleet.sessionRows(sim, request.asOf), order);
  const end = request.offset + request.pageSize;
  return jsonAnswer(200, {
    data_sessions: rows.slice(request.offset, end).map((row) => row.record()),
    meta: pager.meta("data_sessions", url, request, rows.length > end),
  });
}

function filterOf(url: URL): SimFilter {
  const status = url.searchParams.get("Status");
  const iccid = url.searchParams.get("Iccid");
  const ratePlan = url.searchParams.get("RatePlan");
  return {
    ...(status !== null && { status }),
    ...(iccid !== null && { iccid }),
    ...(ratePlan !== null && { ratePlan }),
  };
}

function notFound(url: URL): Answer {
  return platformError(404, {
    message: `The requested resource ${url.pathname} was not found`,
  });
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
