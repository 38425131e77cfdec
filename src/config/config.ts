import { readFileSync } from "node:fs";
import type { z } from "zod";
import { type AccessRules, type AccountRules, noRules } from "../accounts/account-rules.ts";
import type { Thresholds } from "../core/findings/thresholds.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "../core/instant.ts";
import type { AccountConfig, Environment } from "./account.ts";
import { meantEnvironment } from "./environment.ts";
import { type ReadFile, readAccountsFile } from "./file/accounts-file.ts";
import { type InstallConfig, installConfigOf, installSecrets } from "./install.ts";
import { unswapped } from "./misplaced.ts";
import { type ProxyConfig, parseProxy, proxySecrets } from "./proxy.ts";
import {
  environmentSchema,
  type GivenVariables,
  logLevels,
  storeSchema,
  variableNames,
} from "./schema.ts";
import { simConfigOf, simFieldsOf, simSecretOf, simVariables } from "./sim.ts";
import { type StoreSettings, storeSecrets, storeSettingsOf } from "./store.ts";
import { parseThresholds } from "./thresholds.ts";
import { mistypedLimits } from "./unknown-variables.ts";
import { type ConfigFault, splitList, withoutSlash } from "./values.ts";

export type LogLevel = (typeof logLevels)[number];

/** How Slack reaches the bot. */
export type SlackTransport =
  | { readonly kind: "http"; readonly signingSecret: string }
  | { readonly kind: "socket"; readonly appToken: string };

/** Where the app is installed. */
export type WorkspacesConfig =
  /** In one workspace, or one whole organisation, by hand. */
  | { readonly kind: "one"; readonly botToken: string }
  /** Wherever somebody installs it over OAuth, and the admin allows it. */
  | ({ readonly kind: "many" } & InstallConfig);

export type ChartConfig =
  | { readonly renderer: "embedded" }
  | { readonly renderer: "quickchart"; readonly url: string; readonly apiKey: string | null }
  | { readonly renderer: "off" };

/** The whole configuration, checked. Holds secrets: never log it. */
export interface Config extends StoreSettings {
  readonly port: number;
  readonly logLevel: LogLevel;
  readonly slack: {
    readonly transport: SlackTransport;
    readonly workspaces: WorkspacesConfig;
    /** Ends with a slash. */
    readonly apiUrl: string;
  };
  /** In the order in which they were written down. */
  readonly accounts: readonly [AccountConfig, ...AccountConfig[]];
  readonly accountRules: AccountRules;
  readonly access: AccessRules;
  /** Slack ids of those who may export who asked, and whom a refusal names. */
  readonly admins: readonly string[];
  /** For each person. */
  readonly questionsPerMinute: number;
  readonly chart: ChartConfig;
  /** Without a slash at its end. Set: pictures are served from here. `null`: uploaded to Slack. */
  readonly publicUrl: string | null;
  /** From the end of one listing of all SIMs to the beginning of the next. */
  readonly directory: { readonly refreshIntervalMs: number };
  /** Between two looks at a SIM that somebody waits for, at first. */
  readonly watchEveryMs: number;
  /** For Slack and the SIM platforms; `null`: they are reached directly. */
  readonly proxy: ProxyConfig | null;
  /** Each SIM is read once in so long, never faster than so many calls; `null`: only when asked about. */
  readonly sweep: { readonly everyMs: number; readonly callsPerMinute: number } | null;
  /** How long the files of kept answers are stored; `null`: only their hashes are. */
  readonly evidence: { readonly keptMs: number | null };
  /** Thresholds of the findings that differ from the defaults. */
  readonly thresholds: Partial<Thresholds>;
}

export type ParsedConfig =
  | { readonly kind: "ok"; readonly config: Config }
  | { readonly kind: "faults"; readonly faults: readonly ConfigFault[] };

/**
 * The configuration from environment variables, or every mistake in them at once. A variable
 * that is empty or blank counts as unset. Unknown variables are none of our business, unless the
 * file of several accounts refers to them, or they were to limit who may ask.
 */
export function parseConfig(written: Environment, readFile: ReadFile = readTextFile): ParsedConfig {
  const hasFile = (written["SIMSCOPE_CONFIG"]?.trim() ?? "") !== "";
  const { env: placed, faults: asWritten } = meantEnvironment(written, variableNames, hasFile);
  const { env, faults: swapped } = unswapped(placed);
  const proxy = parseProxy(env);
  const before = [
    ...[...asWritten, ...swapped, ...mistypedLimits(written)],
    ...(proxy.kind === "fault" ? [proxy.fault] : []),
  ];
  const parsed = parseMeant(env, proxy.kind === "ok" ? proxy.proxy : null, readFile);
  if (before.length === 0) return parsed;
  // What belongs elsewhere leaves its own variable empty: that is no second fault.
  const left = new Set(swapped.map(({ variable }) => variable));
  const after =
    parsed.kind === "faults" ? parsed.faults.filter(({ variable }) => !left.has(variable)) : [];
  return { kind: "faults", faults: [...before, ...after] };
}

type ParsedStoreSettings =
  | ({ readonly kind: "ok" } & StoreSettings)
  | { readonly kind: "faults"; readonly faults: readonly ConfigFault[] };

/** Only what tells where the database is: whoever reads it need not have the other settings. */
export function parseStoreSettings(written: Environment): ParsedStoreSettings {
  const names = Object.keys(storeSchema.shape);
  const { env, faults } = meantEnvironment(written, names, false);
  const parsed = storeSchema.safeParse(givenOf(env, names));
  if (parsed.success && faults.length === 0) return { kind: "ok", ...storeSettingsOf(parsed.data) };
  const wrong = parsed.success ? [] : parsed.error.issues.map(toFault);
  return { kind: "faults", faults: [...faults, ...wrong] };
}

function givenOf(env: Environment, names: readonly string[]): Record<string, string> {
  const given: Record<string, string> = {};
  for (const name of names) {
    const trimmed = env[name]?.trim() ?? "";
    if (trimmed !== "") given[name] = trimmed;
  }
  return given;
}

function parseMeant(env: Environment, proxy: ProxyConfig | null, readFile: ReadFile): ParsedConfig {
  const given = givenOf(env, variableNames);
  const { SIMSCOPE_CONFIG: path } = given;
  if (path === undefined) {
    const parsed = environmentSchema.safeParse(given);
    return parsed.success
      ? { kind: "ok", config: toConfig(parsed.data, { ...onlyAccount(parsed.data), proxy }) }
      : { kind: "faults", faults: parsed.error.issues.map(toFault) };
  }
  // With a file, the variables of the only account are material for its references, no more.
  for (const variable of Object.values(simVariables)) delete given[variable];
  const parsed = environmentSchema.safeParse(given);
  const file = readAccountsFile(path, env, readFile);
  if (parsed.success && file.kind === "ok")
    return { kind: "ok", config: toConfig(parsed.data, { ...file, proxy }) };
  const faults = parsed.success ? [] : parsed.error.issues.map(toFault);
  return { kind: "faults", faults: [...faults, ...(file.kind === "faults" ? file.faults : [])] };
}

function readTextFile(path: string): string {
  return readFileSync(path, "utf8");
}

/** The faults as lines for a terminal: variable, what is wrong, what to do. */
export function faultLines(faults: readonly ConfigFault[]): string[] {
  return faults.map(({ variable, problem, mend }) => `${variable}: ${problem}. ${mend}`);
}

function toFault(issue: z.core.$ZodIssue): ConfigFault {
  const mend: unknown = issue.code === "custom" ? issue.params?.["mend"] : undefined;
  return {
    variable: String(issue.path[0] ?? ""),
    problem: issue.message,
    mend: typeof mend === "string" ? mend : "See the table of variables in docs/settings.md.",
  };
}

/** From checked values to structure. The defaults are the contract's. */
function toConfig(
  given: GivenVariables,
  { accounts, accountRules, proxy }: Pick<Config, "accounts" | "accountRules" | "proxy">,
): Config {
  const transport = transportOf(given);
  const workspaces = workspacesOf(given);
  if (transport === null || workspaces === null)
    throw new Error("the schema accepted a configuration that lacks credentials");
  return {
    port: Number(given.PORT ?? "3000"),
    logLevel: logLevels.find((level) => level === given.LOG_LEVEL) ?? "info",
    slack: {
      transport,
      workspaces,
      apiUrl: `${withoutSlash(given.SLACK_API_URL ?? "https://slack.com/api")}/`,
    },
    accounts,
    accountRules,
    access: {
      users: idSet(given.ALLOWED_USERS),
      groups: idSet(given.ALLOWED_GROUPS),
      channels: idSet(given.ALLOWED_CHANNELS),
    },
    admins: [...new Set(splitList(given.ADMIN_USERS ?? ""))],
    questionsPerMinute: Number(given.QUESTIONS_PER_MINUTE ?? "30"),
    chart: chartOf(given),
    publicUrl: given.PUBLIC_URL === undefined ? null : withoutSlash(given.PUBLIC_URL),
    ...storeSettingsOf(given),
    sweep: sweepOf(given),
    directory: { refreshIntervalMs: Number(given.DIRECTORY_REFRESH_MINUTES ?? "10") * minuteMs },
    watchEveryMs: Number(given.WATCH_EVERY_SECONDS ?? "300") * secondMs,
    proxy,
    evidence: { keptMs: evidenceMs(given) },
    thresholds: thresholdsOf(given),
  };
}

/** The simple case: one account from plain variables, for everybody. */
function onlyAccount(given: GivenVariables): Pick<Config, "accounts" | "accountRules"> {
  const sim = simConfigOf(simFieldsOf(given, simVariables));
  if (sim === null) throw new Error("the schema accepted a SIM platform that lacks credentials");
  return {
    accounts: [{ name: null, description: null, sim }],
    accountRules: noRules,
  };
}

/** Socket Mode wins where both are set: the contract says that SLACK_APP_TOKEN switches it on. */
function transportOf(given: GivenVariables): SlackTransport | null {
  if (given.SLACK_APP_TOKEN !== undefined)
    return { kind: "socket", appToken: given.SLACK_APP_TOKEN };
  if (given.SLACK_SIGNING_SECRET !== undefined)
    return { kind: "http", signingSecret: given.SLACK_SIGNING_SECRET };
  return null;
}

function workspacesOf(given: GivenVariables): WorkspacesConfig | null {
  const { SLACK_BOT_TOKEN: botToken } = given;
  const install = installConfigOf(given);
  if (install !== null) return { kind: "many", ...install };
  return botToken === undefined ? null : { kind: "one", botToken };
}

function sweepOf({
  SWEEP_HOURS: hours = "24",
  SWEEP_CALLS_PER_MINUTE: calls = "60",
}: GivenVariables): Config["sweep"] {
  if (hours === "off") return null;
  return { everyMs: Number(hours) * hourMs, callsPerMinute: Number(calls) };
}

function evidenceMs({ EVIDENCE_DAYS: text }: GivenVariables): number | null {
  return text === undefined ? null : Number(text) * dayMs;
}

function thresholdsOf({ TRIAGE_THRESHOLDS: text }: GivenVariables): Partial<Thresholds> {
  const parsed = text === undefined ? null : parseThresholds(text);
  return parsed?.kind === "ok" ? parsed.thresholds : {};
}

function chartOf(given: GivenVariables): ChartConfig {
  if (given.CHART_RENDERER === "off") return { renderer: "off" };
  if (given.CHART_RENDERER === "quickchart" && given.QUICKCHART_URL !== undefined)
    return {
      renderer: "quickchart",
      url: withoutSlash(given.QUICKCHART_URL),
      apiKey: given.QUICKCHART_API_KEY ?? null,
    };
  return { renderer: "embedded" };
}

function idSet(list: string | undefined): ReadonlySet<string> | null {
  return list === undefined ? null : new Set(splitList(list));
}

/** Every credential in the configuration, for the log to blank out should one slip into a sentence. */
export function secretsOf({ slack, accounts, chart, store, proxy }: Config): string[] {
  return [
    ...(slack.workspaces.kind === "one"
      ? [slack.workspaces.botToken]
      : installSecrets(slack.workspaces)),
    slack.transport.kind === "http" ? slack.transport.signingSecret : slack.transport.appToken,
    ...accounts.map(({ sim }) => simSecretOf(sim)),
    ...(chart.renderer === "quickchart" && chart.apiKey !== null ? [chart.apiKey] : []),
    ...storeSecrets(store),
    ...proxySecrets(proxy),
  ];
}
