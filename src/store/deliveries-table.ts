import { hash } from "node:crypto";
import type { Kysely } from "kysely";
import { isYounger } from "../core/age.ts";
import { dayMs, type Instant, minuteMs } from "../core/instant.ts";
import type { StoreSchema } from "./store-schema.ts";

/** Slack repeats an event three times within some six minutes. */
export const claimKeptMs = 10 * minuteMs;
const pruneEveryMs = minuteMs;
const pruneBatch = 1_000;

/** What came in lately, by hashes of its names: as long as one another, and nothing that could be read. */
export interface DeliveriesTable {
  /** Remembers all names; resolves to whether one was remembered before. Of two at once, one is first. */
  claim(ids: readonly string[], now: Instant): Promise<boolean>;
}

/** Takes away what is old, once a minute at most and bit by bit; nobody waits for it. */
export function createDeliveriesPruning(database: Kysely<StoreSchema>): (now: Instant) => void {
  let prunedAt: Instant = Number.NEGATIVE_INFINITY;

  const prune = async (now: Instant): Promise<void> => {
    prunedAt = now;
    const old = database
      .selectFrom("deliveries")
      .select("id")
      // Of another machine's clock, a day ahead: nobody would ever take it away.
      .where((row) =>
        row.or([row("came_at", "<", now - claimKeptMs), row("came_at", ">", now + dayMs)]),
      )
      .limit(pruneBatch);
    await database.deleteFrom("deliveries").where("id", "in", old).execute();
  };
  return (now) => {
    if (!isYounger(prunedAt, now, pruneEveryMs)) void prune(now).catch(() => undefined);
  };
}

export function createDeliveriesTable(database: Kysely<StoreSchema>): DeliveriesTable {
  const prune = createDeliveriesPruning(database);
  return {
    claim: async (ids, now) => {
      const rows = hashedNames(ids).map((id) => ({ id, came_at: now }));
      if (rows.length === 0) return false;
      const claimed = await database
        .insertInto("deliveries")
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .column("id")
            .doUpdateSet({ came_at: now })
            .where("deliveries.came_at", "<", now - claimKeptMs),
        )
        .returning("id")
        .execute();
      prune(now);
      return claimed.length < rows.length;
    },
  };
}

/** Each once, and in one order: two that claim the same names would wait for each other. */
export function hashedNames(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.map(hashOf))].toSorted();
}

function hashOf(id: string): string {
  return hash("sha256", id, "base64url");
}
