import { proxyDoubts } from "../bot/proxy.ts";
import type { AccountConfig, Environment } from "../config/account.ts";
import { type ChartConfig, type Config, parseConfig } from "../config/config.ts";
import { type EnvFile, withEnvFiles } from "../config/env-files.ts";
import type { ReadFile } from "../config/file/accounts-file.ts";
import { proxyPlace } from "../config/proxy.ts";
import { unknownVariables } from "../config/unknown-variables.ts";
import { isLoopback } from "../config/values.ts";
import type { Clock } from "../core/time.ts";
import type { SimSource } from "../ports/sim-source.ts";
import { accountResults } from "./account-words.ts";
import { checkClocks } from "./check-clock.ts";
import { type CheckResult, fault, ok, skipped, warning } from "./check-result.ts";
import { checkSimApi } from "./check-sim-api.ts";
import { checkSlack } from "./check-slack.ts";
import { checkStore } from "./check-store.ts";
import type { Fetch } from "./slack-call.ts";

/** All that the checks touch, injected so that they run against local servers too. */
export interface DoctorParts {
  readonly env: Environment;
  /** Reads the file of SIMSCOPE_CONFIG; left out: from the disk. */
  readonly readFile?: ReadFile;
  /** The files that variables came from, where Node read any. */
  readonly envFiles?: readonly EnvFile[];
  /** Whether `fetch` goes through the proxy, if there is one; left out: it does. */
  readonly canProxyFetch?: boolean;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly openSimSource: (account: AccountConfig) => SimSource & { close(): Promise<void> };
  /** Draws a small picture and rejects if that fails. `null`: there is no renderer to test. */
  readonly testChart: ((chart: ChartConfig) => Promise<void>) | null;
}

/**
 * Checks the configuration, then both platforms with it. A configuration with faults ends the
 * run: whatever would follow from it is no news.
 */
export async function runChecks(parts: DoctorParts): Promise<CheckResult[]> {
  const { parsed, warnings } = withEnvFiles(
    parseConfig(parts.env, parts.readFile),
    parts.envFiles ?? [],
    parts.env,
  );
  const doubts = [...warnings, ...proxyDoubts(parts.env), ...unknownVariables(parts.env)].map(
    ({ variable, problem, mend }) => warning(variable, problem, mend),
  );
  if (parsed.kind === "faults")
    return [
      ...parsed.faults.map(({ variable, problem, mend }) => fault(variable, problem, mend)),
      ...doubts,
      ...["Slack", "SIM platform", "Clock", "Database"].map((what) =>
        skipped(what, "the settings have to be right first"),
      ),
    ];
  const { config } = parsed;
  const { clock, fetch } = parts;

  const slack = await checkSlack(config, fetch).then((checks) => ({
    ...checks,
    receivedAt: clock.now(),
  }));
  return [
    ok("Configuration", configurationWords(config)),
    ...doubts,
    ...adminResults(config),
    ...proxyResults(config, parts.canProxyFetch ?? true),
    ...slack.results,
    ...accountResults(config),
    // At once: in an outage of many accounts nobody should wait for one after the other.
    ...(await Promise.all(config.accounts.map((account) => simApiResult(parts, account)))),
    ...(await checkClocks(
      clock,
      fetch,
      slack,
      config.accounts.map(({ sim }) => sim.apiUrl),
    )),
    await checkStore(config.store),
    ...publicUrlResults(config.publicUrl),
    ...(await chartResults(config.chart, parts.testChart)),
  ];
}

async function simApiResult(
  { openSimSource }: DoctorParts,
  account: AccountConfig,
): Promise<CheckResult> {
  const source = openSimSource(account);
  try {
    return await checkSimApi(source, account);
  } finally {
    await source.close();
  }
}

function configurationWords({ slack, access, chart, publicUrl }: Config): string {
  const transport = slack.transport.kind === "socket" ? "Socket Mode" : "HTTP";
  const people = [
    ...(access.users === null ? [] : [`${access.users.size} named users`]),
    ...(access.groups === null ? [] : [`members of ${access.groups.size} user groups`]),
  ].join(" and ");
  const allowed = [
    ...(people === "" ? [] : [people]),
    ...(access.channels === null ? [] : [`${access.channels.size} named channels`]),
  ];
  const everybody =
    slack.workspaces.kind === "one"
      ? "everybody in the workspace"
      : `everybody in ${slack.workspaces.allowed.size} allowed workspaces and organisations`;
  const who = allowed.length === 0 ? everybody : allowed.join(" in ");
  const pictures =
    chart.renderer === "off"
      ? "no pictures"
      : `pictures ${chart.renderer}, ${publicUrl === null ? "uploaded to Slack" : "served by the bot"}`;
  return `${transport}; ${who} may ask; ${pictures}`;
}

/** Being an admin lets nobody ask: whoever may not ask may not export either. */
function adminResults({ access, admins }: Config): CheckResult[] {
  const { users, groups } = access;
  if (users === null || groups !== null) return [];
  const left = admins.filter((id) => !users.has(id));
  return left.length === 0
    ? []
    : [
        warning(
          "ADMIN_USERS",
          `names people who may not ask: ${left.join(", ")}`,
          "Add them to ALLOWED_USERS too: the export is asked for like anything else.",
        ),
      ];
}

function proxyResults({ proxy }: Config, canProxyFetch: boolean): CheckResult[] {
  if (proxy === null) return [];
  const except =
    proxy.exceptions.length === 0 ? "" : `, except for ${proxy.exceptions.join(", ")} (NO_PROXY)`;
  return [
    canProxyFetch
      ? ok("Proxy", `Slack and the SIM platform go through ${proxyPlace(proxy)}${except}`)
      : warning(
          "Proxy",
          "is used for the SIM platform, but this Node.js cannot use it for Slack",
          "Use Node.js 24.14 or later.",
        ),
  ];
}

function publicUrlResults(publicUrl: string | null): CheckResult[] {
  if (publicUrl === null) return [];
  return [
    isLoopback(new URL(publicUrl))
      ? warning(
          "PUBLIC_URL",
          "is an address of this machine, which Slack cannot reach",
          "Give the https address under which the internet reaches the bot, or remove it.",
        )
      : ok("PUBLIC_URL", "is an https address"),
  ];
}

async function chartResults(
  chart: ChartConfig,
  testChart: DoctorParts["testChart"],
): Promise<CheckResult[]> {
  if (chart.renderer === "off" || testChart === null) return [];
  const what = `Chart renderer (${chart.renderer})`;
  try {
    await testChart(chart);
    return [ok(what, "drew a test picture")];
  } catch {
    return [
      warning(
        what,
        "could not draw a test picture; answers would go out without one",
        chart.renderer === "quickchart"
          ? "Check QUICKCHART_URL and that the server runs."
          : "Run npm ci again on this machine, so that the right build of @napi-rs/canvas is there.",
      ),
    ];
  }
}
