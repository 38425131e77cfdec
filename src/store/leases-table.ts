import type { Kysely } from "kysely";
import type { Instant } from "../core/instant.ts";
import type { LeaseHold } from "../ports/background-lease.ts";
import type { StoreSchema } from "./store-schema.ts";

/** A lease as it stands. Whoever holds it lets `expiresAt` grow; 0: it was given back. */
export interface LeaseRow {
  readonly holder: string;
  readonly epoch: number;
  readonly expiresAt: Instant;
}

export interface LeasesTable {
  look(name: string): Promise<LeaseRow | null>;
  /** Takes a lease that still stands as it was seen (`null`: there was none); `null`: somebody was faster. */
  take(
    name: string,
    holder: string,
    seen: LeaseRow | null,
    expiresAt: Instant,
  ): Promise<LeaseHold | null>;
  /** `false`: another one has taken it. */
  renew(hold: LeaseHold, expiresAt: Instant): Promise<boolean>;
}

export function createLeasesTable(database: Kysely<StoreSchema>): LeasesTable {
  return {
    look: async (name) => {
      const row = await database
        .selectFrom("leases")
        .selectAll()
        .where("name", "=", name)
        .executeTakeFirst();
      if (row === undefined) return null;
      return { holder: row.holder, epoch: Number(row.epoch), expiresAt: Number(row.expires_at) };
    },
    take: async (name, holder, seen, expiresAt) => {
      const epoch = (seen?.epoch ?? 0) + 1;
      const fields = { holder, epoch, expires_at: expiresAt };
      const taken =
        seen === null
          ? await database
              .insertInto("leases")
              .values({ name, ...fields })
              .onConflict((conflict) => conflict.column("name").doNothing())
              .returning("epoch")
              .execute()
          : await database
              .updateTable("leases")
              .set(fields)
              .where("name", "=", name)
              .where("epoch", "=", seen.epoch)
              .where("expires_at", "=", seen.expiresAt)
              .returning("epoch")
              .execute();
      return taken.length === 0 ? null : { name, epoch };
    },
    renew: async ({ name, epoch }, expiresAt) => {
      const { numUpdatedRows } = await database
        .updateTable("leases")
        .set({ expires_at: expiresAt })
        .where("name", "=", name)
        .where("epoch", "=", epoch)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0;
    },
  };
}

/** Rejects where another process does this work now; else nobody takes it until the transaction ends. */
export async function assertHeld(
  transaction: Kysely<StoreSchema>,
  { name, epoch }: LeaseHold,
): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable("leases")
    .set({ epoch })
    .where("name", "=", name)
    .where("epoch", "=", epoch)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new Error("another process does this work now");
}
