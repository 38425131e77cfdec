import { WebAPIHTTPError } from "@slack/web-api";
import { PlainError } from "../core/errors.ts";
import { reduceError } from "../ops/reduce-error.ts";
import { InstallationUntold } from "../slack/intake/installation.ts";
import { StoreError } from "../store/store-error.ts";

/** What is wrong and what to do: sentences for the admin, without a full stop after the first. */
interface StartFault {
  readonly reason: string;
  readonly mend: string;
}

/** The bot cannot start; says which part of it, why, and what to do about it. */
export class StartFailure extends PlainError {
  override readonly name = "StartFailure";

  constructor(part: string, { reason, mend }: StartFault, cause: unknown) {
    super(`${part}: ${reason}. ${mend}`, { cause });
  }
}

/** Does a part's work at the start; what it rejects with is told as that part's failure. */
export async function startingPart<Result>(
  part: string,
  work: () => Result | Promise<Result>,
  faultOf: (error: unknown) => StartFault,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new StartFailure(part, faultOf(error), error);
  }
}

export function storeFault(error: unknown): StartFault {
  if (error instanceof StoreError) return error.words;
  return { reason: `cannot be opened (${wordOf(error)})`, mend: "Check DATABASE_URL." };
}

export function portFault(port: number): (error: unknown) => StartFault {
  return (error) => {
    const word = wordOf(error);
    if (word === "EADDRINUSE")
      return {
        reason: `port ${port} (PORT) is in use by another program`,
        mend: "End that one, or set PORT to another number.",
      };
    if (word === "EACCES")
      return {
        reason: `port ${port} (PORT) may not be used by this user`,
        mend: "Set PORT to a number from 1024 on.",
      };
    return { reason: `port ${port} (PORT) cannot be used (${word})`, mend: "Set another PORT." };
  };
}

/** `token`: the one that the part of the start was about. */
export function slackFault(token: "SLACK_BOT_TOKEN" | "SLACK_APP_TOKEN") {
  return (error: unknown): StartFault => {
    if (error instanceof InstallationUntold)
      return {
        reason: `Slack does not say which workspace ${token} belongs to`,
        mend: "Check SLACK_API_URL where it is set; else install the app again and copy its new token.",
      };
    const refusal = reduceError(error).slackError ?? reduceError(error).cause?.slackError;
    if (refusal !== undefined) {
      const mends = token === "SLACK_BOT_TOKEN" ? tokenMends : appTokenMends;
      const reason = `Slack refused the call with ${token} (${refusal})`;
      return { reason, mend: mends[refusal] ?? unknownMend };
    }
    const status = statusOf(error);
    return {
      reason: `Slack cannot be asked (${status === null ? wordOf(error) : `HTTP ${status}`})`,
      mend: "Check that this machine may reach slack.com over https (proxy, firewall, DNS), and SLACK_API_URL where it is set.",
    };
  };
}

/** For parts that fail on their settings only. */
export function settingFault(variables: string): (error: unknown) => StartFault {
  return (error) => ({
    reason: `cannot be set up (${wordOf(error)})`,
    mend: `Check ${variables}.`,
  });
}

function statusOf(error: unknown): number | null {
  if (error instanceof WebAPIHTTPError) return error.statusCode;
  return null;
}

/** The deepest code, else the deepest name, of an error and its causes: never a message. */
function wordOf(error: unknown): string {
  const chain = [];
  for (let at: ReturnType<typeof reduceError> | undefined = reduceError(error); at; at = at.cause)
    chain.push(at);
  if (chain.some(({ name }) => name === "TimeoutError")) return "timeout";
  const coded = chain.findLast(({ code }) => typeof code === "string" && /^[A-Z_]+$/.test(code));
  return String(coded?.code ?? chain.at(-1)?.name ?? "unknown");
}

/** What to do about Slack's refusal of a bot token, by Slack's word. */
export const tokenMends: Readonly<Record<string, string>> = {
  invalid_auth: "Copy the Bot User OAuth Token again from OAuth & Permissions of the Slack app.",
  not_authed: "Copy the Bot User OAuth Token again from OAuth & Permissions of the Slack app.",
  account_inactive:
    "The app was removed from the workspace: install it again and copy the new token.",
  token_revoked: "The token was withdrawn: install the app again and copy the new token.",
  token_expired: "Token rotation is on for this app: switch it off and install the app again.",
  ratelimited: "Slack is limiting these calls: wait a minute and try again.",
};

/** The same for an app token. */
export const appTokenMends: Readonly<Record<string, string>> = {
  invalid_auth: "Create a new app-level token under Basic Information and copy it.",
  not_allowed_token_type: "Use an app-level token (xapp-), not a bot token.",
  missing_scope: "Create the app-level token with the scope connections:write.",
  ratelimited: "Slack is limiting these calls: wait a minute and try again.",
};

/** A word that is in no table says nothing of the app: mostly Slack itself has failed. */
export const laterMend =
  "It is on Slack's side as far as is known: try again in a minute, and see slack-status.com.";
export const unknownMend = `${laterMend} If it lasts, look the word up at docs.slack.dev.`;
export const unknownAppMend = `${laterMend} If it lasts, check that Socket Mode is switched on for the app.`;
