import { readFileSync } from "node:fs";
import { variableNames } from "../../../src/config/schema.ts";
import { createHealth } from "../../../src/ops/health.ts";
import { createMetrics } from "../../../src/ops/metrics.ts";
import { opsRoutes } from "../../../src/ops/routes.ts";

const root = new URL("../../../", import.meta.url);
const clock = { now: () => 0 };

export function readText(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

/** The addresses for whoever operates the bot: none of them is reached from outside. */
export const insidePaths: readonly string[] = opsRoutes(
  createHealth({ clock, checks: new Map() }),
  createMetrics({ clock, withProcess: false }),
).map(({ path }) => path);

/** What Slack and people's browsers must reach, and nothing else. */
export const outsidePaths: readonly string[] = [
  ...["/slack/events", "/slack/install", "/slack/oauth_redirect", "/charts/"],
];

/** Of Node.js, beside the settings. */
const variablesOfNode = ["NODE_OPTIONS"];

/** Those that simscope does not read, of these. */
export function strangeVariables(names: readonly string[]): string[] {
  const known = [...variableNames, ...variablesOfNode];
  return names.filter((name) => !known.includes(name));
}

/** The names in a file of settings, also those that are off (`#NAME=…`). */
export function namesInEnvFile(path: string): string[] {
  return [...readText(path).matchAll(/^#?([A-Z_]+)=/gm)].map(([, name = ""]) => name);
}
