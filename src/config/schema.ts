import { z } from "zod";
import { installFaults } from "./install-faults.ts";
import { encryptionKeys, workspaceIds } from "./install-values.ts";
import { credential, ownAddress, ownDatabase, ownIds } from "./placeholders.ts";
import {
  loopbackOnly,
  type SimField,
  simChecks,
  simFields,
  simFieldsOf,
  simVariables,
} from "./sim.ts";
import { simFaults } from "./sim-faults.ts";
import { thresholdList } from "./thresholds.ts";
import {
  type Check,
  type ConfigFault,
  callsPerMinute,
  databaseUrl,
  days,
  form,
  hoursOrOff,
  isPrivate,
  minutes,
  oneOf,
  perMinute,
  port,
  seconds,
  slackIds,
  webUrl,
} from "./values.ts";

export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const chartRenderers = ["embedded", "quickchart", "off"] as const;

/** All variables: each checked alone, then the rules between them. Values stay text. */
export const environmentSchema = z
  .object({
    PORT: value(port),
    LOG_LEVEL: value(oneOf(logLevels)),
    SLACK_BOT_TOKEN: value(
      credential(
        form(
          /^xoxb-\S+$/,
          "is not a bot token",
          "Copy the Bot User OAuth Token (it begins with xoxb-) from OAuth & Permissions.",
        ),
      ),
    ),
    SLACK_SIGNING_SECRET: value(
      credential(
        form(
          /^\S+$/,
          "holds a space",
          "Copy the Signing Secret from Basic Information of the Slack app.",
        ),
      ),
    ),
    SLACK_APP_TOKEN: value(
      credential(
        form(
          /^xapp-\S+$/,
          "is not an app-level token",
          "Create one under Basic Information, App-Level Tokens, with the scope connections:write; it begins with xapp-.",
        ),
      ),
    ),
    SLACK_CLIENT_ID: value(
      credential(
        form(
          /^\d+\.\d+$/,
          "is not a client id",
          "Copy the Client ID (two numbers with a dot between them) from Basic Information of the Slack app.",
        ),
      ),
    ),
    SLACK_CLIENT_SECRET: value(
      credential(
        form(
          /^\S+$/,
          "holds a space",
          "Copy the Client Secret from Basic Information of the Slack app.",
        ),
      ),
    ),
    SLACK_STATE_SECRET: value(
      credential(
        form(
          /^\S{16,}$/,
          "is shorter than 16 characters, or holds a space",
          "Make one yourself that nobody can guess: openssl rand -hex 32.",
        ),
      ),
    ),
    ENCRYPTION_KEYS: value(credential(encryptionKeys)),
    ALLOWED_WORKSPACES: value(ownIds(workspaceIds)),
    SLACK_API_URL: value(loopbackOnly),
    ...valuesOfOnlyAccount(),
    SIMSCOPE_CONFIG: value(),
    CHART_RENDERER: value(oneOf(chartRenderers)),
    QUICKCHART_URL: value(webUrl(isPrivate, "this machine and private networks")),
    QUICKCHART_API_KEY: value(credential()),
    PUBLIC_URL: value(ownAddress(loopbackOnly)),
    ALLOWED_USERS: value(ownIds(slackIds("UW", "user"))),
    ALLOWED_GROUPS: value(ownIds(slackIds("S", "user group"))),
    ALLOWED_CHANNELS: value(ownIds(slackIds("CGD", "channel"))),
    ADMIN_USERS: value(ownIds(slackIds("UW", "user", "admins"))),
    QUESTIONS_PER_MINUTE: value(perMinute),
    DATABASE_URL: value(ownDatabase(databaseUrl)),
    AUDIT_DAYS: value(days),
    EVIDENCE_DAYS: value(days),
    DIRECTORY_REFRESH_MINUTES: value(minutes),
    SWEEP_HOURS: value(hoursOrOff),
    SWEEP_CALLS_PER_MINUTE: value(callsPerMinute),
    WATCH_EVERY_SECONDS: value(seconds),
    TRIAGE_THRESHOLDS: value(thresholdList),
  })
  .superRefine((given, context) => {
    for (const { variable, problem, mend } of [
      ...slackFaults(given),
      ...onlyAccountFaults(given),
      ...chartFaults(given),
    ])
      context.addIssue({ code: "custom", path: [variable], message: problem, params: { mend } });
  });

/** What is needed to read the database, and nothing else. */
export const storeSchema = z.object({
  DATABASE_URL: environmentSchema.shape.DATABASE_URL,
  AUDIT_DAYS: environmentSchema.shape.AUDIT_DAYS,
});

/** The variables that were set, each good by itself. */
export type GivenVariables = z.infer<typeof environmentSchema>;

/** Every variable that the bot reads, in the order of the documentation. */
export const variableNames: readonly string[] = Object.keys(environmentSchema.shape);

function value(check: Check = () => null) {
  return z
    .string()
    .superRefine((text, context) => {
      const mistake = check(text);
      if (mistake !== null)
        context.addIssue({
          code: "custom",
          message: mistake.problem,
          params: { mend: mistake.mend },
        });
    })
    .optional();
}

/** Each field of an account under its variable, so that none can be forgotten. */
function valuesOfOnlyAccount() {
  return Object.fromEntries(
    simFields.map((field) => [simVariables[field], value(simChecks[field])]),
  ) as Record<(typeof simVariables)[SimField], ReturnType<typeof value>>;
}

function onlyAccountFaults(given: GivenVariables): ConfigFault[] {
  if (given.SIMSCOPE_CONFIG !== undefined) return [];
  return simFaults(simFieldsOf(given, simVariables), simVariables).map(({ field, ...mistake }) => ({
    variable: simVariables[field],
    ...mistake,
  }));
}

function slackFaults(given: GivenVariables): ConfigFault[] {
  const faults = installFaults(given);
  if (given.SLACK_SIGNING_SECRET === undefined && given.SLACK_APP_TOKEN === undefined)
    faults.push({
      variable: "SLACK_SIGNING_SECRET",
      problem: "is missing, and so is SLACK_APP_TOKEN, so Slack has no way to reach the bot",
      mend: "For Socket Mode set SLACK_APP_TOKEN (xapp-). For HTTP set SLACK_SIGNING_SECRET.",
    });
  return faults;
}

function chartFaults(given: GivenVariables): ConfigFault[] {
  if (given.CHART_RENDERER === "quickchart" && given.QUICKCHART_URL === undefined)
    return [
      {
        variable: "QUICKCHART_URL",
        problem: "is missing although CHART_RENDERER is quickchart",
        mend: "Set it to your QuickChart server. There is no default: data leaves only for where you say.",
      },
    ];
  if (given.CHART_RENDERER !== undefined) return [];
  return (["QUICKCHART_URL", "QUICKCHART_API_KEY"] as const).flatMap((variable) =>
    given[variable] === undefined
      ? []
      : [
          {
            variable,
            problem: "is set, but without CHART_RENDERER=quickchart it would do nothing",
            mend: "Set CHART_RENDERER=quickchart, or remove this variable.",
          },
        ],
  );
}
