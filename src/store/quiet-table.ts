import type { Kysely } from "kysely";
import { dayMs } from "../core/instant.ts";
import type { QuietBook } from "../ports/quiet-book.ts";
import type { StoreSchema } from "./store-schema.ts";

/** Nobody asks any more what was arranged. */
const keptAfterMs = dayMs;

export function createQuietTable(database: Kysely<StoreSchema>): QuietBook {
  return {
    all: async (now) => {
      const rows = await database
        .selectFrom("quiet_sims")
        .selectAll()
        .where("until", ">", now)
        .execute();
      return rows.map((row) => ({
        account: row.account === "" ? null : row.account,
        simSid: row.sim_sid,
        until: Number(row.until),
        setBy: row.set_by,
        setAt: Number(row.set_at),
        reason: row.reason,
      }));
    },
    put: async ({ account, simSid, until, setBy, setAt, reason }) => {
      // PostgreSQL has no place for this character in a text.
      const told = reason === null ? null : reason.replaceAll("\0", "");
      const fields = { until, set_by: setBy, set_at: setAt, reason: told };
      await database
        .insertInto("quiet_sims")
        .values({ account: account ?? "", sim_sid: simSid, ...fields })
        .onConflict((conflict) => conflict.columns(["account", "sim_sid"]).doUpdateSet(fields))
        .execute();
      await database
        .deleteFrom("quiet_sims")
        .where("until", "<", setAt - keptAfterMs)
        .execute();
    },
    remove: async (account, simSid) => {
      const { numDeletedRows } = await database
        .deleteFrom("quiet_sims")
        .where("account", "=", account ?? "")
        .where("sim_sid", "=", simSid)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  };
}
