import type { Instant } from "./instant.ts";
import type { WindowName } from "./window.ts";

/** The file of an answer, by what it is of and by its bytes: who keeps the same bytes keeps the same. */
export interface EvidenceFile {
  /** The account that the SIM is in; `null`: the only one. */
  readonly account: string | null;
  readonly simSid: string;
  /** Of the whole file, as Export sends it; 64 hexadecimal digits. */
  readonly sha256: string;
}

/** That somebody kept an answer. */
export interface EvidenceKeep extends EvidenceFile {
  readonly windowName: WindowName;
  /** The moment that the answer is of. */
  readonly asOf: Instant;
  /** When the platform was read for this file; later where the answer's own read was gone. */
  readonly readAt: Instant;
  /** Sessions in it. */
  readonly rows: number;
  /** A Slack id. */
  readonly keptBy: string;
  readonly keptAt: Instant;
  /** Where it went; `null`: to the person alone, as a direct message. */
  readonly channelId: string | null;
  /** Of the file that a channel got, without what only the asker may see; `null`: the whole one went out. */
  readonly maskedSha256: string | null;
}

/** One file with all who kept it, the first one first. */
export interface Evidence extends EvidenceFile {
  readonly keeps: readonly EvidenceKeep[];
  /** Until when its bytes are stored; `null`: they are not. */
  readonly storedUntil: Instant | null;
}

export interface EvidencePage {
  readonly total: number;
  /** Kept last first. */
  readonly evidence: readonly Evidence[];
}

/** What became of a hash that was to be stored. */
export type Recorded =
  | {
      readonly kind: "stored";
      /** Until when the bytes are stored, too; `null`: they are not. */
      readonly until: Instant | null;
      /** Who kept the same bytes before, oldest first. */
      readonly before: readonly EvidenceKeep[];
      /** Who kept this very answer before, with other bytes. */
      readonly otherBytes: readonly EvidenceKeep[];
    }
  /** The database said no, or is away. */
  | { readonly kind: "not_stored" }
  /** It gave no answer in time: it may have been stored. */
  | { readonly kind: "unknown" };
