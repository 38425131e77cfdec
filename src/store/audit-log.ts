import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { isYounger } from "../core/age.ts";
import { dayMs, hourMs, type Instant } from "../core/instant.ts";
import type { AuditEntry, AuditLog } from "../ports/audit-log.ts";
import type { StoreSchema } from "./migrations.ts";

/** A quarter of a year, after which nobody asks any more who looked at a SIM. */
const keptMs = 90 * dayMs;
const pruneEveryMs = hourMs;

/** Entries removed at a time, so that nobody waits long for the table. */
const pruneBatch = 500;
const mostRecent = 1_000;

/** Keeps entries for 90 days; what is older goes, bit by bit, as new ones come. */
export function createAuditLog(database: Kysely<StoreSchema>): AuditLog {
  let prunedAt: Instant = Number.NEGATIVE_INFINITY;

  /** At most one batch for each new entry: the table shrinks faster than it grows. */
  const prune = async (now: Instant): Promise<void> => {
    if (isYounger(prunedAt, now, pruneEveryMs)) return;
    const oldest = database
      .selectFrom("audit_entries")
      .select("id")
      .where("at", "<", now - keptMs)
      .orderBy("at")
      .limit(pruneBatch);
    const { numDeletedRows } = await database
      .deleteFrom("audit_entries")
      .where("id", "in", oldest)
      .executeTakeFirstOrThrow();
    if (numDeletedRows < pruneBatch) prunedAt = now;
  };

  return {
    record: async (entry) => {
      await database
        .insertInto("audit_entries")
        .values({
          id: randomUUID(),
          at: entry.at,
          user_id: entry.userId,
          channel_id: entry.channelId,
          team_id: entry.teamId,
          command: entry.command,
          sim_sid: entry.simSid,
          account: entry.account,
          outcome: entry.outcome,
          reason: entry.reason ?? null,
        })
        .execute();
      await prune(entry.at);
    },
    recent: async ({ limit, userId, simSid }) => {
      let query = database
        .selectFrom("audit_entries")
        .selectAll()
        .orderBy("at", "desc")
        .orderBy("id")
        .limit(Math.max(0, Math.min(limit, mostRecent)));
      if (userId !== undefined) query = query.where("user_id", "=", userId);
      if (simSid !== undefined) query = query.where("sim_sid", "=", simSid);
      return (await query.execute()).map(entryOf);
    },
  };
}

function entryOf(row: StoreSchema["audit_entries"]): AuditEntry {
  return {
    at: Number(row.at),
    userId: row.user_id,
    channelId: row.channel_id,
    teamId: row.team_id,
    command: row.command,
    simSid: row.sim_sid,
    account: row.account,
    outcome: row.outcome,
    ...(row.reason !== null && { reason: row.reason }),
  };
}
