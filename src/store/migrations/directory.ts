import type { Kysely, Migration } from "kysely";

/** The list of SIMs. */
export const directoryMigrations: Readonly<Record<string, Migration>> = {
  "0001_directory": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable("directory_snapshots")
        .addColumn("account", "text", (column) => column.primaryKey())
        .addColumn("generation", "text", (column) => column.notNull())
        .addColumn("read_at", "bigint", (column) => column.notNull())
        .addColumn("incomplete", "text")
        .addColumn("page_count", "integer", (column) => column.notNull())
        .execute();
      await database.schema
        .createTable("directory_pages")
        .addColumn("account", "text", (column) => column.notNull())
        .addColumn("generation", "text", (column) => column.notNull())
        .addColumn("page", "integer", (column) => column.notNull())
        .addColumn("sims", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("directory_pages_key", ["account", "generation", "page"])
        .execute();
    },
  },
};
