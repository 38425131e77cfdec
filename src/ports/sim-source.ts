import type { Instant } from "../core/instant.ts";
import type { HeardOrRead, IncompleteReason, SessionRead } from "../core/session-read.ts";
import type { Sim } from "../core/sim.ts";
import type { SimProvider } from "../core/sim-provider.ts";

export type { HeardOrRead, IncompleteReason, SessionRead } from "../core/session-read.ts";

/** One page of the account's SIMs. */
export interface SimPage {
  readonly sims: readonly Sim[];
  /** How many records could not be read and were set aside. */
  readonly setAside: number;
  /** Set on the last page when the list was cut short. */
  readonly incomplete: IncompleteReason;
}

/**
 * Read access to the platform that holds the SIMs. Every method rejects with a `BotError` whose
 * code begins with `sim_api_`; "no such SIM" is a value, never an error. `signal` carries the
 * deadline of the whole question.
 */
export interface SimSource {
  readonly provider: SimProvider;
  /** By SID or unique name. `null`: no such SIM in this account. */
  fetchSim(sidOrUniqueName: string, signal: AbortSignal): Promise<Sim | null>;
  /** By complete ICCID. `null`: no such SIM in this account. */
  fetchSimByIccid(iccid: string, signal: AbortSignal): Promise<Sim | null>;
  /**
   * All pages of the SIM's data sessions. `null`: no such SIM in this account. `room` is told of
   * each page and may hold the next one up.
   */
  readSessions(simSid: string, signal: AbortSignal, room?: PageRoom): Promise<SessionRead | null>;
  /**
   * The same, but no further than to the first page with a sign of life of `since` or later: for
   * whoever asks for no more. Where there is none, all pages are read: the order of the list is
   * undocumented. A source for which each SIM is one call leaves it out.
   */
  readUntilHeard?(
    simSid: string,
    since: Instant,
    signal: AbortSignal,
    room?: PageRoom,
  ): Promise<HeardOrRead | null>;
  /** All SIMs of the account, page by page. */
  listSims(signal: AbortSignal): AsyncIterable<SimPage>;
  /** The cheapest authenticated call; resolves when the platform can answer. */
  probe(signal: AbortSignal): Promise<void>;
  /**
   * What keeps the question with this signal waiting at this moment; `null`: an answer is under
   * way. For people who wait long. A source that never waits leaves it out.
   */
  waitOf?(signal: AbortSignal): SimApiWait | null;
}

/** Where the pages of a read find room in memory. */
export interface PageRoom {
  /**
   * A page has come, and so many sessions are held of the read by now. Unless it was the last one,
   * resolves when there is room for the next; rejects when the question's time is over before that.
   */
  pageCame(sessions: number, isLast: boolean): Promise<void>;
}

/** Why a call to the SIM platform has not been sent yet. */
export type SimApiWait =
  /** The platform said "too many at once"; the next try is at `until`. */
  | { readonly kind: "limited"; readonly until: Instant }
  /** The platform failed, or the connection; the next try is at `until`. */
  | { readonly kind: "failing"; readonly until: Instant }
  /** Calls of other questions come first. */
  | { readonly kind: "queued" };

/** One call to the SIM platform, as told to metrics and logs. Holds no data of a SIM. */
export interface SimApiCall {
  readonly operation: "fetch_sim" | "find_sim" | "list_sessions" | "list_sims" | "probe" | "token";
  /** `ok`, `not_found`, an error code, or `abandoned`: the question was answered without it. */
  readonly outcome: string;
  readonly status: number | null;
  readonly durationMs: number;
  /** Set where nobody waits for it, and nobody reads of its failure. */
  readonly inBackground?: true;
  /** The platform's own request id, when it sent one. */
  readonly requestId: string | null;
  /**
   * What of the answer could not be read: path of the field (`data_sessions[].imei`) → number of
   * records. Paths only, never values. Missing when all could be read.
   */
  readonly faults?: Readonly<Record<string, number>>;
}

export type SimApiObserver = (call: SimApiCall) => void;
