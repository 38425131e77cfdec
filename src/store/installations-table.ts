import type { Kysely } from "kysely";
import type { Instant } from "../core/instant.ts";
import type { StoreSchema } from "./store-schema.ts";

/** A row as it is kept: whoever reads the table finds no token. */
export interface InstallationRow {
  readonly id: string;
  readonly teamId: string | null;
  readonly enterpriseId: string | null;
  readonly botId: string;
  readonly botUserId: string;
  readonly scopes: readonly string[];
  readonly installedAt: Instant;
  readonly sealedToken: string;
}

export interface InstallationsTable {
  list(): Promise<readonly InstallationRow[]>;
  /** In place of an earlier row of that id. */
  put(row: InstallationRow): Promise<void>;
  /** Puts another seal in the place of this one; nothing where it is another one by now. */
  reseal(id: string, from: string, to: string): Promise<void>;
  /** Takes the row away, unless it is of another installation by now. */
  drop(id: string, installedAt: Instant): Promise<void>;
}

export function createInstallationsTable(database: Kysely<StoreSchema>): InstallationsTable {
  return {
    list: async () => {
      const rows = await database.selectFrom("installations").selectAll().orderBy("id").execute();
      return rows.map((row) => ({
        id: row.id,
        teamId: row.team_id,
        enterpriseId: row.enterprise_id,
        botId: row.bot_id,
        botUserId: row.bot_user_id,
        scopes: row.scopes.split(",").filter((scope) => scope !== ""),
        installedAt: Number(row.installed_at),
        sealedToken: row.sealed_token,
      }));
    },
    put: async ({ id, ...row }) => {
      const fields = {
        team_id: row.teamId,
        enterprise_id: row.enterpriseId,
        bot_id: row.botId,
        bot_user_id: row.botUserId,
        scopes: row.scopes.join(","),
        installed_at: row.installedAt,
        sealed_token: row.sealedToken,
      };
      await database
        .insertInto("installations")
        .values({ id, ...fields })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(fields))
        .execute();
    },
    reseal: async (id, from, to) => {
      await database
        .updateTable("installations")
        .set({ sealed_token: to })
        .where("id", "=", id)
        .where("sealed_token", "=", from)
        .execute();
    },
    drop: async (id, installedAt) => {
      await database
        .deleteFrom("installations")
        .where("id", "=", id)
        .where("installed_at", "=", installedAt)
        .execute();
    },
  };
}
