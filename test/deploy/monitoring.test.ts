import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { exposedSeries } from "../support/deploy/exposed-series.ts";
import { parsePromql } from "../support/deploy/promql.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

/** Prometheus takes no file with a word that it does not know. */
const ruleFile = z.strictObject({
  groups: z.tuple([
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Simscope[A-Za-z]+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(["critical", "warning"]) }),
          annotations: z.strictObject({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ]),
});
const { rules } = ruleFile.parse(JSON.parse(read("deploy/prometheus/rules.json"))).groups[0];

const source = z.strictObject({ type: z.literal("prometheus"), uid: z.literal("$" + "{source}") });
const board = z
  .object({
    panels: z.array(
      z.object({
        id: z.int(),
        type: z.enum(["stat", "timeseries"]),
        title: z.string().min(1),
        gridPos: z.strictObject({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
        datasource: source,
        targets: z
          .array(
            z.strictObject({
              refId: z.string(),
              expr: z.string(),
              legendFormat: z.string().min(1),
            }),
          )
          .min(1),
      }),
    ),
    templating: z.object({ list: z.array(z.object({ name: z.string() })) }),
  })
  .parse(JSON.parse(read("deploy/grafana/simscope.json")));

const series = await exposedSeries();

/** What an expression names and no bot has. */
function unknownIn(expr: string): string[] {
  const { selectors, groupedBy } = parsePromql(expr);
  const labels = new Set(["le"]);
  const unknown = selectors.flatMap(({ metric, matchers }) => {
    const known = series.get(metric);
    if (known === undefined) return [metric];
    for (const label of known.keys()) labels.add(label);
    return matchers
      .filter(({ label, value }) => known.get(label)?.has(value) !== true)
      .map(({ label, value }) => `${metric}{${label}="${value}"}`);
  });
  return [...unknown, ...groupedBy.filter((label) => !labels.has(label))];
}

test("what is no PromQL, and what no bot exposes, is noticed", () => {
  expect(() => parsePromql("sum(rate(simscope_answers_total[5m])")).toThrow("no PromQL");
  expect(unknownIn("simscope_question_in_flight")).toEqual(["simscope_question_in_flight"]);
  expect(unknownIn('simscope_reachable{side="sims"}')).toEqual(['simscope_reachable{side="sims"}']);
  expect(unknownIn("sum by (code) (simscope_reachable)")).toEqual(["code"]);
  expect(unknownIn("simscope_audit_waiting_bucket")).toEqual(["simscope_audit_waiting_bucket"]);
});

test.each(rules)("the rule $alert is about what every bot exposes", ({ expr }) => {
  expect(unknownIn(expr)).toEqual([]);
});

test("the rules are those of docs/operating.md, in the same order and words", () => {
  const [, section = ""] = read("docs/operating.md").split("\n## Alerts worth having\n");
  const rows = (section.split("\n## ")[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2)
    .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "").trim()));
  expect(rows).toEqual(
    rules.map(({ expr, for: lasting, annotations }) => [
      ...[annotations.summary, `\`${expr}\``, lasting ?? "at once", annotations.description],
    ]),
  );
});

test("an alert is there for everything that the database loses", () => {
  const watched = rules.flatMap(({ expr }) => parsePromql(expr).selectors);
  expect(watched).toContainEqual({
    metric: "simscope_reachable",
    matchers: [{ label: "side", value: "database" }],
  });
  const names = watched.map(({ metric }) => metric);
  expect(names).toEqual(
    expect.arrayContaining(["simscope_audit_waiting", "simscope_audit_dropped_total"]),
  );
});

test.each(board.panels)("the board's panel “$title” is about what every bot exposes", (panel) => {
  for (const { expr } of panel.targets) expect(unknownIn(expr), expr).toEqual([]);
});

test("every metric of the bot's own is on the board", () => {
  const shown = board.panels
    .flatMap(({ targets }) => targets)
    .flatMap(({ expr }) => parsePromql(expr).selectors)
    .map(({ metric }) => metric.replace(/_(bucket|count|sum)$/, ""));
  const own = [...series.keys()]
    .filter((name) => name.startsWith("simscope_"))
    .map((name) => name.replace(/_(bucket|count|sum)$/, ""));
  expect([...new Set(own)].filter((name) => !shown.includes(name))).toEqual([]);
});

test("the board's panels have an id each, lie within its width and over no other", () => {
  expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
  const taken = new Set<string>();
  for (const { title, gridPos } of board.panels) {
    expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
        expect(taken.has(`${x} ${y}`), title).toBe(false);
        taken.add(`${x} ${y}`);
      }
  }
  expect(board.templating.list.map(({ name }) => name)).toEqual(["source", "job"]);
});
