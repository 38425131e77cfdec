import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { isYounger } from "../core/age.ts";
import { dayMs, hourMs, type Instant } from "../core/instant.ts";
import type { AuditEntry, AuditLog, Shown } from "../ports/audit-log.ts";
import type { StoreSchema } from "./store-schema.ts";

/** A quarter of a year, after which nobody asks any more who looked at a SIM. */
export const defaultAuditKeptMs = 90 * dayMs;
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

/** Keeps entries for so long; what is older goes, bit by bit, as new ones come. */
export function createAuditLog(
  database: Kysely<StoreSchema>,
  keptMs = defaultAuditKeptMs,
): KeptAuditLog {
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
      if (simSid !== undefined)
        query = query.where((either) =>
          either.or([
            either("sim_sid", "=", simSid),
            either("other_sims", "like", `%${JSON.stringify(simSid)}%`),
          ]),
        );
      return (await query.execute()).map(entryOf);
    },
    askedIn: async ({ of, from, to, limit }) => {
      const asked = database
        .selectFrom("audit_entries")
        .selectAll()
        .where("sim_sid", "is not", null)
        .where("at", ">=", from)
        .where("at", "<=", to)
        .orderBy("at", "desc")
        .orderBy("id")
        .limit(limit);
      const own =
        "channelId" in of
          ? asked.where("channel_id", "=", of.channelId)
          : asked.where("user_id", "=", of.userId);
      return (await own.execute()).map(entryOf);
    },
    page: async ({ since, after, limit }) => {
      const behind = after === null ? null : placeOf(after);
      let query = database
        .selectFrom("audit_entries")
        .selectAll()
        // From where the page begins: what was read already is not walked through again.
        .where("at", ">=", behind?.at ?? since)
        .orderBy("at")
        .orderBy("id")
        .limit(limit);
      if (behind !== null)
        query = query.where((either) =>
          either.or([
            either("at", ">", behind.at),
            either.and([either("at", "=", behind.at), either("id", ">", behind.id)]),
          ]),
        );
      const rows = await query.execute();
      const last = rows.length < limit ? undefined : rows.at(-1);
      return {
        entries: rows.map(entryOf),
        next: last === undefined ? null : `${last.at} ${last.id}`,
      };
    },
  };
}

function placeOf(after: string): { readonly at: Instant; readonly id: string } {
  const [at = "", id = ""] = after.split(" ");
  return { at: Number(at), id };
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
    shown: entry.shown ?? null,
    verdict: entry.verdict ?? null,
    severity: entry.severity ?? null,
    other_sims: entry.otherSims === undefined ? null : JSON.stringify(entry.otherSims),
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
    ...(row.verdict !== null && { verdict: row.verdict }),
    ...(row.severity !== null && { severity: row.severity }),
    ...(row.other_sims !== null && { otherSims: JSON.parse(row.other_sims) }),
    ...(row.shown !== null && { shown: row.shown as Shown }),
    outcome: row.outcome,
    ...(row.reason !== null && { reason: row.reason }),
  };
}
