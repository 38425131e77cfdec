import { appTokenMends, tokenMends, unknownAppMend, unknownMend } from "../bot/start-failure.ts";
import type { Config, SlackTransport } from "../config/config.ts";
import type { InstallConfig } from "../config/install.ts";
import type { ToldTime } from "./check-clock.ts";
import { checkApp, checkInstallations, linkResult } from "./check-installations.ts";
import { peopleResults } from "./check-people.ts";
import { type CheckResult, fault, ok, skipped, warning } from "./check-result.ts";
import { notAnswered, refusedResult } from "./slack-answer-words.ts";
import { callSlack, type Fetch, type SlackAnswer } from "./slack-call.ts";

interface SlackChecks {
  readonly results: readonly CheckResult[];
  /** For comparing clocks. */
  readonly told: ToldTime;
}

/** Tokens, scopes, and what the chosen transport needs. */
export function checkSlack(config: Config, fetch: Fetch): Promise<SlackChecks> {
  const { workspaces } = config.slack;
  return workspaces.kind === "one"
    ? checkOne(config, fetch, workspaces.botToken)
    : checkMany(config, fetch, workspaces);
}

async function checkMany(
  config: Config,
  fetch: Fetch,
  install: InstallConfig,
): Promise<SlackChecks> {
  const { apiUrl, transport } = config.slack;
  const app = await checkApp(install, apiUrl, fetch);
  const { results, tokens } = await checkInstallations(config, install, fetch, (place, answer) =>
    missingScopes(config, answer.scopes ?? [], ` in ${place}`),
  );
  return {
    results: [
      app.result,
      linkResult(config.publicUrl),
      await transportResult(transport, apiUrl, fetch),
      ...results,
      ...(tokens.length === 0 ? [] : await namedResults(config, fetch, tokens)),
    ],
    told: app.told,
  };
}

async function checkOne(config: Config, fetch: Fetch, botToken: string): Promise<SlackChecks> {
  const { apiUrl, transport } = config.slack;
  const answer = await callSlack(fetch, apiUrl, "auth.test", botToken);
  return {
    results: [
      tokenResult(answer),
      ...(answer.kind === "answered" && answer.ok
        ? scopeResults(config, answer.scopes)
        : [skipped("Slack scopes", "Slack tells them with a good bot token only")]),
      await transportResult(transport, apiUrl, fetch),
      ...(answer.kind === "answered" && answer.ok
        ? await namedResults(config, fetch, [botToken])
        : []),
    ],
    told: answer.kind === "answered" ? { date: answer.date } : "no_answer",
  };
}

function tokenResult(answer: SlackAnswer): CheckResult {
  const what = "Slack bot token";
  if (answer.kind !== "answered") return notAnswered(what, answer);
  if (!answer.ok) return refusedResult(what, answer.error, tokenMends, unknownMend);
  return ok(what, `is ${answer.user ?? "a bot"} in the workspace ${answer.team ?? "(unnamed)"}`);
}

function scopeResults(config: Config, granted: readonly string[] | null): CheckResult[] {
  const what = "Slack scopes";
  if (granted === null)
    return [
      warning(what, "Slack did not tell them", "Compare them by hand with the table in README.md."),
    ];
  const needed = neededScopes(config);
  const missing = missingScopes(config, granted);
  const wanted = optionalScopes.filter((scope) => scope !== forPictures.scope || uploads(config));
  const useful = [...needed.map(({ scope }) => scope), ...wanted];
  if (uploads(config) && !granted.includes(forPictures.scope))
    missing.push(
      warning(
        `Slack scope ${forPictures.scope}`,
        `is missing; it is needed ${forPictures.reason}, so answers go out without a picture`,
        "Add it under OAuth & Permissions and install the app again, or set PUBLIC_URL or CHART_RENDERER=off.",
      ),
    );
  const superfluous = granted.filter((scope) => !useful.includes(scope));
  const extra =
    superfluous.length === 0
      ? []
      : [
          warning(
            what,
            `not needed with this configuration: ${superfluous.join(", ")}`,
            "Remove them from the app: what is not granted cannot be misused.",
          ),
        ];
  const complete = missing.length === 0 && extra.length === 0;
  return complete ? [ok(what, granted.join(", "))] : [...missing, ...extra];
}

/** `where`: in which workspace, of many. */
function missingScopes(config: Config, granted: readonly string[], where = ""): CheckResult[] {
  return neededScopes(config)
    .filter(({ scope }) => !granted.includes(scope))
    .map(({ scope, reason }) =>
      fault(
        `Slack scope ${scope}${where}`,
        `is missing; it is needed ${reason}`,
        "Add it under OAuth & Permissions, then install the app again.",
      ),
    );
}

async function namedResults(
  config: Config,
  fetch: Fetch,
  tokens: readonly string[],
): Promise<CheckResult[]> {
  return [
    ...(await groupResults(config, fetch, tokens)),
    ...(await peopleResults(config, fetch, tokens)),
  ];
}

/** Whether Slack tells who is in the groups: one line for each that it does not. */
async function groupResults(
  config: Config,
  fetch: Fetch,
  tokens: readonly string[],
): Promise<CheckResult[]> {
  const groups = groupsIn(config);
  const results: CheckResult[] = [];
  for (const usergroup of groups) {
    const what = `Slack user group ${usergroup}`;
    const answer = await groupAnswer(config, fetch, usergroup, tokens);
    if (answer.kind !== "answered") results.push(notAnswered(what, answer));
    else if (answer.error === "missing_argument")
      results.push(skipped(what, "with an org-wide token only the bot finds its workspace"));
    else if (!answer.ok)
      results.push(refusedResult(what, answer.error, groupMends, otherGroupMend));
  }
  const isGood = groups.length > 0 && results.length === 0;
  return isGood ? [ok("Slack user groups", `Slack tells who is in ${groups.join(", ")}`)] : results;
}

/** Of the first workspace that knows the group. */
async function groupAnswer(
  config: Config,
  fetch: Fetch,
  usergroup: string,
  [token = "", ...others]: readonly string[],
): Promise<SlackAnswer> {
  const args = { usergroup };
  const { apiUrl } = config.slack;
  const answer = await callSlack(fetch, apiUrl, "usergroups.users.list", token, args);
  const isKnown = answer.kind === "answered" && answer.error !== "no_such_subteam";
  return isKnown || others.length === 0 ? answer : groupAnswer(config, fetch, usergroup, others);
}

const groupMends: Readonly<Record<string, string>> = {
  missing_scope:
    "Add the scope usergroups:read under OAuth & Permissions, then install the app again.",
  no_such_subteam: "Copy the id of the group again; it may have been deleted.",
  plan_upgrade_required:
    "User groups need a paid plan of Slack's; list people in ALLOWED_USERS instead.",
};
const otherGroupMend = "Until Slack tells who is in it, its members are refused. Try again later.";

async function transportResult(
  transport: SlackTransport,
  apiUrl: string,
  fetch: Fetch,
): Promise<CheckResult> {
  if (transport.kind === "http") return signingSecretResult(transport.signingSecret);
  const what = "Slack app token (Socket Mode)";
  const answer = await callSlack(fetch, apiUrl, "apps.connections.open", transport.appToken);
  if (answer.kind !== "answered") return notAnswered(what, answer);
  if (answer.ok) return ok(what, "may open a connection");
  return refusedResult(what, answer.error, appTokenMends, unknownAppMend);
}

/** Only a request from Slack can prove the secret; its form is all that can be seen from here. */
function signingSecretResult(secret: string): CheckResult {
  const what = "Slack signing secret (HTTP)";
  return /^[0-9a-f]{32}$/.test(secret)
    ? ok(what, "has the right form; the first request from Slack will prove it")
    : warning(
        what,
        "does not have the form of Slack's (32 digits and letters a-f)",
        "Copy the Signing Secret again from Basic Information, not the Client Secret.",
      );
}

interface NeededScope {
  readonly scope: string;
  readonly reason: string;
}

/** User groups on which it depends who may ask, or what. */
function groupsIn({ access, accountRules }: Partial<Config>): readonly string[] {
  return [...new Set([...(access?.groups ?? []), ...(accountRules?.groups.keys() ?? [])])];
}

function uploads({ chart, publicUrl }: Pick<Config, "chart" | "publicUrl">): boolean {
  return chart.renderer !== "off" && publicUrl === null;
}

const forPictures = {
  scope: "files:read",
  reason: "to see when Slack has processed the uploaded picture",
} as const;
const forGroups = {
  scope: "usergroups:read",
  reason: "for ALLOWED_GROUPS, and for rules of user groups",
} as const;

const forTelling = {
  scope: "im:history",
  reason: "to see after a crash whether a message was sent",
} as const;

/** The bot scopes that a configuration needs, each with the reason that an admin may ask for. */
export function neededScopes(config: Partial<Config> = {}): NeededScope[] {
  const always = [
    { scope: "commands", reason: "to receive /sim" },
    {
      scope: "chat:write",
      reason: "to post an answer for everybody, in a thread, or as a direct message",
    },
    { scope: "app_mentions:read", reason: "to hear a question that begins with @simscope" },
    {
      scope: "im:write",
      reason: "to open the direct message for an export, or when a SIM is back",
    },
    {
      scope: "files:write",
      reason: "to send an export as a file, and to upload the timeline picture",
    },
  ];
  return groupsIn(config).length > 0 ? [...always, forGroups] : always;
}

/**
 * What may be declined: pictures that are uploaded, the asker's time zone, who belongs to the company
 * where Slack does not say, whether a message was sent before a crash, and user groups, which are needed only where settings name some.
 */
export const optionalScopes: readonly string[] = [
  ...[forPictures.scope, "users:read", forGroups.scope, forTelling.scope],
];
