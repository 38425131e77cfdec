import type { LookupFunction } from "node:net";
import type { Sim } from "../core/sim.ts";
import { withoutMarksAtEnd } from "../core/text-ends.ts";
import type { Clock, StartTimer } from "../core/time.ts";
import type { SimApiObserver, SimPage, SimSource } from "../ports/sim-source.ts";
import { createCaller, type SimApiCaller } from "./call.ts";
import { realWait, type Wait } from "./deadline.ts";
import { type SimApiOutcomeObserver, withOutcome } from "./outcome.ts";
import type { Provider } from "./provider.ts";
import { readSessions, readUntilHeard } from "./read-sessions.ts";
import { readList, readSingle } from "./reading.ts";
import { createResilientCaller, withAccountName } from "./resilient-caller.ts";
import { findByIccid, isAddressable } from "./sim-lookup.ts";
import { readSimRecord } from "./sim-record.ts";
import { createTransport } from "./transport.ts";
import { walkList } from "./walk-list.ts";
import { simList } from "./wire.ts";

export interface SimSourceOptions {
  readonly provider: Provider;
  /** The only place to which credentials are sent; a path in it is kept. */
  readonly baseUrl: string;
  /** Stands in failures, where there are several accounts. */
  readonly account?: string | null;
  readonly clock: Clock;
  /** Told of every HTTP call, each attempt on its own. */
  readonly observer?: SimApiObserver;
  /** Told once how a call ended after all its attempts, where that says something about the platform. */
  readonly onOutcome?: SimApiOutcomeObserver;
  /** The time for one call, from connecting to the last byte. */
  readonly callTimeoutMs?: number;
  /** Through which proxy an address is reached; `null`: directly. Default: all directly. */
  readonly proxyFor?: (url: URL) => string | null;
  /** How names become addresses. Default: the system's resolver; replaced in tests. */
  readonly lookup?: LookupFunction;
  /**
   * `plain`: every call is sent at once and once. Default `resilient`: retry, a limit of calls at
   * once, and an answer at once while the platform is down.
   */
  readonly calls?: "resilient" | "plain";
  /** The most calls at once. Default: what the platforms' documents suggest. */
  readonly mostCallsAtOnce?: number;
  /** How retries wait, and what spreads them (0 to 1); replaced in tests. */
  readonly wait?: Wait;
  readonly random?: () => number;
  /** The timer behind `callTimeoutMs`. */
  readonly startTimer?: StartTimer;
}

/** A source that holds connections. `close` waits for calls under way and is final. */
export interface ClosableSimSource extends SimSource {
  close(): Promise<void>;
}

const defaultCallTimeoutMs = 8_000;

/** Two million SIMs. */
const maxSimPages = 2_000;

/** The REST client for Programmable Wireless. It only ever sends GET. */
export function createSimSource(options: SimSourceOptions): ClosableSimSource {
  const { provider, clock, callTimeoutMs = defaultCallTimeoutMs } = options;
  const baseUrl = withoutMarksAtEnd(new URL(options.baseUrl).href, "/");
  const transport = createTransport({
    callTimeoutMs,
    lookup: options.lookup,
    proxyFor: options.proxyFor,
    startTimer: options.startTimer,
  });
  const observer = options.observer ?? (() => undefined);
  const plain = createCaller({
    baseUrl,
    auth: provider.createAuth({ transport, clock, observer }),
    errors: provider.errors,
    transport,
    clock,
    observer,
  });
  const resilient =
    options.calls === "plain"
      ? null
      : createResilientCaller(plain, {
          clock,
          wait: options.wait ?? realWait,
          random: options.random ?? Math.random,
          mostCallsAtOnce: options.mostCallsAtOnce,
        });
  const told = withOutcome(
    resilient?.call ?? plain,
    () => resilient?.isDown() ?? false,
    options.onOutcome ?? (() => undefined),
  );
  const call = withAccountName(told, options.account ?? null);

  return {
    provider: provider.name,
    fetchSim: (sidOrUniqueName, signal) => fetchSim(call, sidOrUniqueName, signal),
    fetchSimByIccid: (iccid, signal) => fetchSimByIccid(call, iccid, signal),
    readSessions: (simSid, signal, room) =>
      readSessions({ call, baseUrl, clock }, simSid, signal, room),
    readUntilHeard: (simSid, since, signal, room) =>
      readUntilHeard({ call, baseUrl, clock }, simSid, since, signal, room),
    listSims: (signal) => listSims(call, baseUrl, signal),
    probe: async (signal) => {
      await call(
        { operation: "probe", path: "/v1/Sims", query: { PageSize: "1" }, read: readSims },
        signal,
      );
    },
    waitOf: (signal) => resilient?.waitOf(signal) ?? null,
    close: () => transport.close(),
  };
}

async function fetchSim(
  call: SimApiCaller,
  sidOrUniqueName: string,
  signal: AbortSignal,
): Promise<Sim | null> {
  if (!isAddressable(sidOrUniqueName)) return null;
  return call<Sim | null>(
    {
      operation: "fetch_sim",
      path: `/v1/Sims/${encodeURIComponent(sidOrUniqueName)}`,
      read: (body) => readSingle(body, readSimRecord),
      absent: null,
    },
    signal,
  );
}

function fetchSimByIccid(
  call: SimApiCaller,
  iccid: string,
  signal: AbortSignal,
): Promise<Sim | null> {
  return call(
    {
      operation: "find_sim",
      path: "/v1/Sims",
      query: { Iccid: iccid },
      read: (body) => findByIccid(readSims(body), iccid),
    },
    signal,
  );
}

async function* listSims(
  call: SimApiCaller,
  baseUrl: string,
  signal: AbortSignal,
): AsyncGenerator<SimPage, void, void> {
  const steps = walkList(
    (query) => call({ operation: "list_sims", path: "/v1/Sims", query, read: readSims }, signal),
    { baseUrl, maxPages: maxSimPages },
  );
  // Rows shift between pages, and a list that begins again brings its first pages again. (What
  // could not be read there is counted again: nothing tells one such record from another.)
  const seen = new Set<string>();
  for await (const step of steps) {
    if (step.kind !== "page") continue;
    const sims = step.records.filter(({ sid }) => !seen.has(sid));
    for (const { sid } of sims) seen.add(sid);
    yield { sims, setAside: step.setAside.length, incomplete: step.incomplete };
  }
}

function readSims(body: unknown) {
  return readList(body, simList);
}
