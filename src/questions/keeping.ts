import { createHash } from "node:crypto";
import type { EvidenceKeep, Recorded } from "../core/evidence.ts";
import { secondMs } from "../core/instant.ts";
import type { Audience } from "../core/private-numbers.ts";
import type { SimReport } from "../core/report.ts";
import { inTime, type StartTimer, startRealTimer } from "../core/time.ts";
import type { WindowName } from "../core/window.ts";
import type { EvidenceStore } from "../ports/evidence.ts";
import { exportSessions, type SessionsFile } from "./export.ts";

/** 64 hexadecimal digits, as `sha256sum` prints them. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The file of an answer, and what of it goes out. */
export interface KeepableFile {
  /** What Export sends: its hash is what is kept. */
  readonly whole: SessionsFile;
  readonly sha256: string;
  /** The same where the readers may see all of it. */
  readonly posted: SessionsFile;
  readonly postedSha256: string;
}

/** `audience`: who reads the place where the file goes. */
export async function keepableFile(
  report: SimReport,
  widenedFrom: WindowName | null,
  audience: Audience,
): Promise<KeepableFile> {
  const whole = await exportSessions(report, widenedFrom);
  const posted = audience === "asker" ? whole : await exportSessions(report, widenedFrom, audience);
  return { whole, sha256: sha256Of(whole.bytes), posted, postedSha256: sha256Of(posted.bytes) };
}

export interface KeepingParts {
  readonly evidence: Pick<EvidenceStore, "keep" | "like">;
  /** How long bytes are stored; `null`: they are not. */
  readonly keptMs: number | null;
  readonly onFailed: (error: unknown) => void;
  readonly startTimer?: StartTimer;
}

/** Whoever pressed Keep is waiting. */
const patienceMs = 3 * secondMs;

/** Stores that somebody kept a file. Never rejects, and never takes longer than people wait. */
export type RecordKeep = (keep: EvidenceKeep, bytes: Uint8Array) => Promise<Recorded>;

export function createRecordKeep(parts: KeepingParts): RecordKeep {
  const { evidence, keptMs, onFailed, startTimer = startRealTimer } = parts;

  const store = async (keep: EvidenceKeep, bytes: Uint8Array): Promise<Recorded> => {
    const until = keptMs === null ? null : keep.keptAt + keptMs;
    const like = await evidence.like(keep);
    await evidence.keep(keep, until === null ? null : { bytes, until });
    return {
      kind: "stored",
      until,
      before: like.filter(({ sha256 }) => sha256 === keep.sha256),
      otherBytes: like.filter(({ sha256 }) => sha256 !== keep.sha256),
    };
  };

  return (keep, bytes) => {
    const stored = store(keep, bytes).catch((error: unknown): Recorded => {
      onFailed(error);
      return { kind: "not_stored" };
    });
    return inTime(stored, { kind: "unknown" }, patienceMs, startTimer);
  };
}
