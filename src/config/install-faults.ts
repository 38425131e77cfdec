import type { ConfigFault } from "./values.ts";

/** Of the three, one alone does nothing. */
const appVariables = ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_STATE_SECRET"] as const;

/** Of all variables those that it depends on. */
type Given = {
  readonly [name in
    | (typeof appVariables)[number]
    | "SLACK_BOT_TOKEN"
    | "ENCRYPTION_KEYS"
    | "ALLOWED_WORKSPACES"]?: string | undefined;
};

const whereToFind = {
  SLACK_CLIENT_ID: "Copy the Client ID from Basic Information of the Slack app",
  SLACK_CLIENT_SECRET: "Copy the Client Secret from Basic Information of the Slack app",
  SLACK_STATE_SECRET: "Make one yourself that nobody can guess (openssl rand -hex 32)",
} as const;

/** One workspace has a token, many have an app that is installed over OAuth: never both, never half. */
export function installFaults(given: Given): ConfigFault[] {
  const set = appVariables.filter((variable) => given[variable] !== undefined);
  return set.length === 0 ? oneWorkspaceFaults(given) : manyWorkspacesFaults(given, set);
}

function oneWorkspaceFaults(given: Given): ConfigFault[] {
  const idle = (["ENCRYPTION_KEYS", "ALLOWED_WORKSPACES"] as const).filter(
    (variable) => given[variable] !== undefined,
  );
  return [
    ...(given.SLACK_BOT_TOKEN === undefined
      ? [
          {
            variable: "SLACK_BOT_TOKEN",
            problem: "is missing",
            mend: "Install the app into your workspace, then copy the Bot User OAuth Token (xoxb-) from OAuth & Permissions.",
          },
        ]
      : []),
    ...idle.map((variable) => ({
      variable,
      problem: "is set, but without SLACK_CLIENT_ID it would do nothing",
      mend: "Set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET for many workspaces, or remove this variable.",
    })),
  ];
}

function manyWorkspacesFaults(
  given: Given,
  set: readonly (typeof appVariables)[number][],
): ConfigFault[] {
  const because = `although ${set.join(" and ")} ${set.length === 1 ? "is" : "are"} set`;
  const orOne = "or remove the others for one workspace with SLACK_BOT_TOKEN";
  return [
    ...appVariables
      .filter((variable) => given[variable] === undefined)
      .map((variable) => ({
        variable,
        problem: `is missing ${because}`,
        mend: `${whereToFind[variable]}, ${orOne}.`,
      })),
    ...(given.SLACK_BOT_TOKEN === undefined
      ? []
      : [
          {
            variable: "SLACK_BOT_TOKEN",
            problem: `is set, but each workspace has a token of its own: ${set.join(", ")} set many workspaces`,
            mend: "Remove it, or remove those for one workspace.",
          },
        ]),
    ...(given.ENCRYPTION_KEYS === undefined
      ? [
          {
            variable: "ENCRYPTION_KEYS",
            problem: "is missing: the tokens of many workspaces are kept encrypted",
            mend: "Make a key with: openssl rand -base64 32. Keep it apart from the database and its backups.",
          },
        ]
      : []),
    ...(given.ALLOWED_WORKSPACES === undefined
      ? [
          {
            variable: "ALLOWED_WORKSPACES",
            problem: "is missing: whoever finds the install link could see your SIMs",
            mend: "List the ids of the workspaces (T…) or Enterprise organisations (E…) that may install simscope.",
          },
        ]
      : []),
  ];
}
