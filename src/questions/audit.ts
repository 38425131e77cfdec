import type { Instant } from "../core/instant.ts";
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
