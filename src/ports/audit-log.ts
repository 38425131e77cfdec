import type { Instant } from "../core/instant.ts";

/** Who asked what about which SIM, where, and what came of it. Never what was typed. */
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

/** Answers "who looked at what?" for as long as entries are kept. */
export interface AuditLog {
  record(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  recent(filter: AuditFilter): Promise<readonly AuditEntry[]>;
}
