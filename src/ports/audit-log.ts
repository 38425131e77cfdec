import type { Instant } from "../core/instant.ts";

/** What an answer showed of SIMs: as they were read now, as they were read earlier, or nothing. */
export type Shown = "now" | "earlier" | "nothing";

/** Which SIM, as the record of who asked has it. */
export interface RecordedSim {
  readonly simSid: string;
  /** The account that the SIM is in; `null`: the only one. */
  readonly account: string | null;
}

/** A SIM that an answer showed, and how it was judged there. */
export interface AuditedSim extends RecordedSim {
  /** The kind of the finding that led the verdict; `null`: none did. */
  readonly verdict: string | null;
  /** `null`: it was not judged there. */
  readonly severity: string | null;
}

/**
 * One question: who asked what about which SIM, where, and what came of it. Never what was typed,
 * nor a name, an ICCID, an IMEI or a place.
 */
export interface AuditEntry {
  readonly at: Instant;
  readonly userId: string;
  /** `null`: asked outside of any channel. */
  readonly channelId: string | null;
  readonly teamId: string | null;
  /** The command's first word or the action id. */
  readonly command: string;
  /** The SIM that was looked at, when it came to that. */
  readonly simSid: string | null;
  /** The account that the SIM is in; `null`: the only one, or no SIM was looked at. */
  readonly account: string | null;
  /** How it was judged; both left out: no SIM was, `verdict` alone: none of its findings led. */
  readonly verdict?: string;
  readonly severity?: string;
  /** Further SIMs of the same question, as in a comparison; left out: none. */
  readonly otherSims?: readonly AuditedSim[];
  /** Left out: kept by an earlier version, which did not tell. */
  readonly shown?: Shown;
  /** `ok`, or the name of what came instead. */
  readonly outcome: string;
  /** Why the question was refused; left out: it was not. */
  readonly reason?: string;
}

export interface AuditFilter {
  readonly limit: number;
  readonly userId?: string;
  readonly simSid?: string;
}

/** A stretch of the log, up to now, bit by bit. */
export interface AuditPageFilter {
  readonly since: Instant;
  /** `next` of the page before; `null`: from the beginning. */
  readonly after: string | null;
  readonly limit: number;
}

export interface AuditPage {
  /** Oldest first. */
  readonly entries: readonly AuditEntry[];
  /** Where the next page begins; `null`: there is no more. */
  readonly next: string | null;
}

/** Questions about SIMs in a channel, or of a person; from and up to these moments. */
export interface AskedInFilter {
  readonly of: { readonly channelId: string } | { readonly userId: string };
  readonly from: Instant;
  readonly to: Instant;
  readonly limit: number;
}

/** Answers "who looked at what?" for as long as entries are kept. */
export interface AuditLog {
  record(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  recent(filter: AuditFilter): Promise<readonly AuditEntry[]>;
  page(filter: AuditPageFilter): Promise<AuditPage>;
  /** Newest first. */
  askedIn(filter: AskedInFilter): Promise<readonly AuditEntry[]>;
}
