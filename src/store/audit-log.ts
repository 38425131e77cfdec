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

/** An entry with the name that it was given when it was made. */
export interface NamedEntry {
  readonly id: string;
  readonly entry: AuditEntry;
}

export interface KeptAuditLog extends AuditLog {
  /** Keeps all or none; one that is kept already (its receipt was lost) stays as it is. */
  keep(entries: readonly NamedEntry[]): Promise<void>;
}

/** Keeps entries for 90 days; what is older goes, bit by bit, as new ones come. */
export function createAuditLog(database: Kysely<StoreSchema>): KeptAuditLog {
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

  const keep = async (entries: readonly NamedEntry[]): Promise<void> => {
    const last = entries.at(-1);
    if (last === undefined) return;
    await database
      .insertInto("audit_entries")
      .values(entries.map(({ id, entry }) => ({ id, ...rowOf(entry) })))
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
    await prune(last.entry.at);
  };

  return {
    keep,
    record: (entry) => keep([{ id: randomUUID(), entry }]),
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

function rowOf(entry: AuditEntry): Omit<StoreSchema["audit_entries"], "id"> {
  return {
    at: entry.at,
    user_id: entry.userId,
    channel_id: entry.channelId,
    team_id: entry.teamId,
    // PostgreSQL has no place for this character in a text.
    command: entry.command.replaceAll("\0", ""),
    sim_sid: entry.simSid,
    account: entry.account,
    outcome: entry.outcome,
    reason: entry.reason ?? null,
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
