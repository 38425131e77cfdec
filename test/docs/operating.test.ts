import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { variableNames } from "../../src/config/schema.ts";
import { errorCodes } from "../../src/core/errors.ts";
import { createHealth } from "../../src/ops/health.ts";
import { logFieldNames } from "../../src/ops/log-fields.ts";
import { createMetrics } from "../../src/ops/metrics.ts";
import { chartsRoute, opsRoutes } from "../../src/ops/routes.ts";
import { openStore } from "../../src/store/open-store.ts";

const text = readFileSync(new URL("../../docs/operating.md", import.meta.url), "utf8");
const clock = { now: () => 0 };
const metrics = createMetrics({ clock, withProcess: false });

function firstCellsOf(title: string): string[] {
  const [, rest = ""] = text.split(`\n## ${title}\n`);
  const section = rest.split("\n## ")[0] ?? "";
  return [...section.matchAll(/^\| `([^`]+)` +\|/gm)].map((match) => match[1] ?? "");
}

test("the error codes are exactly those of the code, in the same order", () => {
  expect(firstCellsOf("Error codes")).toEqual([...errorCodes]);
});

test("the log fields are exactly those of the allow-list", () => {
  expect(firstCellsOf("Log")).toEqual(logFieldNames);
});

test("the metrics and their labels are exactly those that are exposed", async () => {
  const exposed = (await metrics.exposition()).text.matchAll(/^# TYPE (\S+) /gm);
  expect(firstCellsOf("Metrics").sort()).toEqual([...exposed].map((match) => match[1]).sort());
});

test("the tables are exactly those of the database", async () => {
  const folder = await mkdtemp(join(tmpdir(), "simscope-tables-"));
  const path = join(folder, "simscope.db");
  await (await openStore({ kind: "sqlite", path })).close();
  const database = new DatabaseSync(path, { readOnly: true });
  const tables = database
    .prepare("select name from sqlite_master where type = 'table'")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !name.startsWith("kysely_"));
  database.close();
  await rm(folder, { recursive: true });
  expect(firstCellsOf("What is stored").sort()).toEqual(tables.sort());
});

test("every metric that is named exists", async () => {
  const exposed = (await metrics.exposition()).text;
  const named = [...text.matchAll(/simscope_[a-z_]+/g)].map((match) => match[0]);
  for (const name of named) expect(exposed).toContain(name.replace(/_(bucket|count|sum)$/, ""));
});

test("every address of the server is there", () => {
  const health = createHealth({
    clock,
    checks: new Map([["slack", async () => undefined]]),
  });
  const routes = [...opsRoutes(health, metrics), chartsRoute(() => undefined)];
  const documented = firstCellsOf("Addresses");
  for (const { method, path } of routes)
    expect(
      documented.some((address) => address.startsWith(`${method} ${path}`)),
      path,
    ).toBe(true);
});

test("each secret among the settings says how it is exchanged", () => {
  const upkeep = readFileSync(new URL("../../docs/upkeep.md", import.meta.url), "utf8");
  const [, section = ""] = upkeep.split("\n## New secrets\n");
  const table = section.split("\n## ")[0] ?? "";
  const secrets = variableNames.filter((name) => /(TOKEN|SECRET|KEYS?)$/.test(name));
  expect(secrets.length).toBeGreaterThan(8);
  for (const name of [...secrets, "DATABASE_URL"]) expect(table).toContain(`\`${name}\``);
});
