/**
 * `npm run bench -- answers`: the bot beside the floor beneath it (`against-floor.ts`).
 * `npm run bench -- answers --store postgres`: the bot on PostgreSQL beside the bot on SQLite
 * (`compare-stores.ts`).
 */
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { store: { type: "string", default: "sqlite" } },
  strict: false,
});
await import(values["store"] === "postgres" ? "./compare-stores.ts" : "./against-floor.ts");
