import { randomUUID } from "node:crypto";
import type { ExpressionBuilder, Kysely } from "kysely";
import type { IncompleteReason } from "../core/session-read.ts";
import type { DirectorySim, DirectorySnapshots } from "../ports/directory.ts";
import { assertHeld } from "./leases-table.ts";
import type { StoreSchema } from "./store-schema.ts";

/** Pages deleted by one statement, so that neither a lock nor the event loop is held for long. */
const pagesPerDelete = 5;

/**
 * Keeps fleets in generations: a new one is written page by page beside the old one, and counts
 * only from the moment that one small transaction says so. A save that fails or is cut off leaves
 * the earlier fleet as it was, and what it wrote is removed by the next one.
 */
export function createDirectorySnapshots(database: Kysely<StoreSchema>): DirectorySnapshots {
  async function* readPages(account: string, generation: string, pageCount: number) {
    for (let page = 0; page < pageCount; page += 1) {
      const { sims } = await database
        .selectFrom("directory_pages")
        .select("sims")
        .where("account", "=", account)
        .where("generation", "=", generation)
        .where("page", "=", page)
        .executeTakeFirstOrThrow(() => new Error("the kept fleet is not whole"));
      yield simsOfPage(sims);
    }
  }

  const writePages = async (
    account: string,
    generation: string,
    pages: Iterable<readonly DirectorySim[]>,
  ): Promise<number> => {
    let page = 0;
    for (const sims of pages) {
      await database
        .insertInto("directory_pages")
        .values({ account, generation, page, sims: pageText(sims) })
        .execute();
      page += 1;
    }
    return page;
  };

  /**
   * Removes from the last page to the first, some at a time. The generation that counts is locked
   * meanwhile: a save that would count now waits, and then finds its pages whole or gone.
   */
  const removeOtherGenerations = async (account: string): Promise<void> => {
    let left = true;
    while (left) {
      left = await database.transaction().execute(async (transaction) => {
        const { generation } = await transaction
          .updateTable("directory_snapshots")
          .set((row) => ({ generation: row.ref("generation") }))
          .where("account", "=", account)
          .returning("generation")
          .executeTakeFirstOrThrow();
        const others = (row: ExpressionBuilder<StoreSchema, "directory_pages">) =>
          row.and([row("account", "=", account), row("generation", "<>", generation)]);
        const last = await transaction
          .selectFrom("directory_pages")
          .select((row) => row.fn.max("page").as("page"))
          .where(others)
          .executeTakeFirst();
        const firstRemoved = Number(last?.page ?? 0) - pagesPerDelete + 1;
        const { numDeletedRows } = await transaction
          .deleteFrom("directory_pages")
          .where(others)
          .where("page", ">=", firstRemoved)
          .executeTakeFirstOrThrow();
        return numDeletedRows > 0;
      });
    }
  };

  return {
    load: async (account) => {
      const kept = await database
        .selectFrom("directory_snapshots")
        .selectAll()
        .where("account", "=", account)
        .executeTakeFirst();
      if (kept === undefined) return null;
      return {
        version: kept.generation,
        readAt: Number(kept.read_at),
        incomplete: incompleteReason(kept.incomplete),
        pages: readPages(account, kept.generation, Number(kept.page_count)),
      };
    },
    save: async (account, { readAt, incomplete, pages }, hold = null) => {
      const generation = randomUUID();
      const pageCount = await writePages(account, generation, pages);
      const fields = { generation, read_at: readAt, incomplete, page_count: pageCount };
      await database.transaction().execute(async (transaction) => {
        if (hold !== null) await assertHeld(transaction, hold);
        await transaction
          .insertInto("directory_snapshots")
          .values({ account, ...fields })
          .onConflict((conflict) => conflict.column("account").doUpdateSet(fields))
          .execute();
        // After the row is locked: another process that has saved the same fleet tidies up what does
        // not count yet.
        const { written } = await transaction
          .selectFrom("directory_pages")
          .select((row) => row.fn.countAll().as("written"))
          .where("account", "=", account)
          .where("generation", "=", generation)
          .executeTakeFirstOrThrow();
        if (Number(written) !== pageCount) throw new Error("another process saved the fleet");
      });
      await removeOtherGenerations(account);
    },
    confirm: async (account, readAt, hold = null) => {
      let update = database
        .updateTable("directory_snapshots")
        .set({ read_at: readAt })
        .where("account", "=", account);
      if (hold !== null) {
        const held = database
          .selectFrom("leases")
          .select("name")
          .where("name", "=", hold.name)
          .where("epoch", "=", hold.epoch);
        update = update.where((row) => row.exists(held));
      }
      const { numUpdatedRows } = await update.executeTakeFirstOrThrow();
      return numUpdatedRows > 0;
    },
  };
}

function incompleteReason(text: string | null): IncompleteReason {
  const known = ["page_cap", "repeated_page", "foreign_next_page"] as const;
  return known.find((reason) => reason === text) ?? null;
}

type PageRow = readonly [
  sid: string,
  uniqueName: string | null,
  friendlyName: string | null,
  iccid: string | null,
  status: string | null,
];

/** SIMs as one JSON text of rows, without the names of their fields. */
function pageText(sims: readonly DirectorySim[]): string {
  const rows = sims.map(
    ({ sid, uniqueName, friendlyName, iccid, status }): PageRow => [
      sid,
      uniqueName,
      friendlyName,
      iccid,
      status,
    ],
  );
  return JSON.stringify(rows);
}

/** The SIMs of a page. Throws when the text is none: somebody else has written to the table. */
function simsOfPage(text: string): readonly DirectorySim[] {
  const rows: unknown = JSON.parse(text);
  if (!Array.isArray(rows)) throw new Error("a kept page of the fleet is not a list");
  return rows.map((row: unknown) => {
    if (!isPageRow(row)) throw new Error("a kept page of the fleet holds no SIM");
    const [sid, uniqueName, friendlyName, iccid, status] = row;
    return { sid, uniqueName, friendlyName, iccid, status };
  });
}

function isPageRow(row: unknown): row is PageRow {
  if (!Array.isArray(row) || row.length !== 5) return false;
  const [sid, ...texts]: unknown[] = row;
  return (
    typeof sid === "string" && texts.every((text) => text === null || typeof text === "string")
  );
}
