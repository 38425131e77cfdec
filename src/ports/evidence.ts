import type { Evidence, EvidenceFile, EvidenceKeep, EvidencePage } from "../core/evidence.ts";
import type { Instant } from "../core/instant.ts";

/** Bytes to be stored for some time. */
export interface StoredBytes {
  readonly bytes: Uint8Array;
  readonly until: Instant;
}

/** The accounts that somebody may look in; `null`: the only one. */
export interface EvidenceOf {
  readonly accounts: readonly (string | null)[];
  readonly simSid: string;
}

/** What was kept of several SIMs, since a moment. */
export interface KeptOf {
  readonly accounts: readonly (string | null)[];
  readonly simSids: readonly string[];
  readonly since: Instant;
}

/** How many files were kept of a SIM. */
export interface KeptOfSim {
  readonly account: string | null;
  readonly simSid: string;
  readonly files: number;
  readonly lastKeptAt: Instant;
}

/** What was kept of answers, for all replicas. */
export interface EvidenceStore {
  /** Once for the same person, place and answer, however often it is told; its bytes stay for the longer time. */
  keep(keep: EvidenceKeep, stored: StoredBytes | null): Promise<void>;
  /** What is known of files like this: the same bytes, or others of the same answer. */
  like(keep: EvidenceKeep): Promise<readonly EvidenceKeep[]>;
  ofSim(
    sim: EvidenceOf,
    range: { readonly offset: number; readonly limit: number },
    now: Instant,
  ): Promise<EvidencePage>;
  /** Those of which something was. */
  keptOf(sims: KeptOf): Promise<readonly KeptOfSim[]>;
  /** Of one file; `null`: nobody kept it. */
  of(file: EvidenceFile, now: Instant): Promise<Evidence | null>;
  /** `null`: they are not stored, or not any more. Not checked against their hash. */
  bytes(file: EvidenceFile, now: Instant): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Takes away the bytes whose time is over, some at a time. */
  prune(now: Instant): Promise<void>;
}
