import type { Instant, Interval } from "../core/instant.ts";
import { isoUtc } from "../core/words.ts";
import type { AuditEntry, AuditLog } from "../ports/audit-log.ts";

/** Some milliseconds of work; between two pages questions are answered. */
const pageEntries = 500;

/** Who asked, from a moment on, oldest first: each question a line of JSON, without its end. */
export async function* auditLines(
  audit: Pick<AuditLog, "page">,
  since: Instant,
): AsyncGenerator<string> {
  let after: string | null = null;
  do {
    const { entries, next } = await audit.page({ since, after, limit: pageEntries });
    for (const entry of entries) yield auditLine(entry);
    after = next;
  } while (after !== null);
}

/** Every field in every line, so that whoever reads it need not know which may be missing. */
function auditLine(entry: AuditEntry): string {
  return JSON.stringify({
    // Always with milliseconds, so that lines sort by it.
    at: new Date(entry.at).toISOString(),
    userId: entry.userId,
    channelId: entry.channelId,
    teamId: entry.teamId,
    command: entry.command,
    outcome: entry.outcome,
    reason: entry.reason ?? null,
    shown: entry.shown ?? null,
    simSid: entry.simSid,
    account: entry.account,
    verdict: entry.verdict ?? null,
    severity: entry.severity ?? null,
    otherSims: entry.otherSims ?? [],
  });
}

/** Some 20 MB, which Slack takes and a person can still open. */
export const mostInFile = 50_000;

/** A stretch of the log as a file: lines of JSON in UTF-8. */
export interface AuditFile extends Interval {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly questions: number;
}

/** Who asked since `from`; `to` is now, and tells the file's name. */
export async function auditFile(
  audit: Pick<AuditLog, "page">,
  { from, to }: Interval,
  most = mostInFile,
): Promise<AuditFile | "too_long"> {
  const lines: string[] = [];
  for await (const line of auditLines(audit, from)) {
    if (lines.length === most) return "too_long";
    lines.push(`${line}\n`);
  }
  const name = `audit-${stamp(from)}-${stamp(to)}.jsonl`;
  const bytes = new TextEncoder().encode(lines.join(""));
  return { from, to, name, bytes, questions: lines.length };
}

/** `20261123T1005Z` */
function stamp(at: Instant): string {
  return isoUtc(at)
    .replace(/[-:]/g, "")
    .replace(/\d\d(?:\.\d+)?Z$/, "Z");
}
