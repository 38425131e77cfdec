import {
  type CallbackOptions,
  type Installation,
  type InstallationStore,
  InstallProvider,
  type InstallProviderOptions,
  type InstallURLOptions,
} from "@slack/oauth";
import { WebAPIPlatformError } from "@slack/web-api";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { minuteMs, secondMs } from "../../core/instant.ts";
import type { Clock } from "../../core/time.ts";
import { answerText, type Handler, type Route } from "../../ops/http-server.ts";
import type { UsableInstallation } from "../../ports/installations.ts";
import { isAllowed } from "./allowed.ts";
import {
  answerPage,
  type InstallPage,
  installedPage,
  installPages,
  notAllowedPage,
  pageHeaders,
} from "./pages.ts";
import { installScopes } from "./scopes.ts";

export interface InstallerParts {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  /** `https://slack.com/api/`. */
  readonly slackApiUrl: string;
  /** Where Slack leads back to; `null`: the first address of the app's settings. */
  readonly redirectUri: string | null;
  readonly allowed: ReadonlySet<string>;
  readonly clock: Clock;
  readonly logger: NonNullable<InstallProviderOptions["logger"]>;
  readonly keep: (installation: UsableInstallation) => Promise<void>;
  /** Takes back what Slack has given, since it will not be used. Never rejects. */
  readonly giveBack: (token: string) => Promise<void>;
  readonly onInstalled: (installation: UsableInstallation) => void;
  /** `reason` is a word for the log. */
  readonly onRefused: (reason: string, teamId: string | null) => void;
}

export const installPath = "/slack/install";
export const redirectPath = "/slack/oauth_redirect";

/** Somebody waits before the browser. */
const slackTimeoutMs = 8 * secondMs;
/** Slack asks the app for its secret at each: a stranger must not use that up. */
const exchangesAMinute = 30;

/** It could not be kept; everything else that fails is Slack's. */
class NotKept extends Error {
  override readonly name = "NotKept";
}

/**
 * `GET /slack/install` and `GET /slack/oauth_redirect`: Slack's own installer, which leads to Slack with
 * a signed state that is in the address and in a cookie, and exchanges what comes back for a token.
 */
export function installRoutes(parts: InstallerParts): Route[] {
  const { clientId, clientSecret, stateSecret, slackApiUrl, redirectUri, logger } = parts;
  const provider = new InstallProvider({
    ...{ clientId, clientSecret, stateSecret, logger },
    // One click less, and no picture from elsewhere.
    directInstall: true,
    authorizationUrl: new URL("/oauth/v2/authorize", slackApiUrl).href,
    installationStore: storeOf(parts),
    clientOptions: {
      ...{ slackApiUrl, logger, timeout: slackTimeoutMs, allowAbsoluteUrls: false },
      // What comes back is good for one exchange: a second try would be refused.
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  });
  const options: InstallURLOptions = {
    scopes: [...installScopes],
    ...(redirectUri !== null && { redirectUri }),
  };
  const callback = callbackOptions(parts);
  const install: Handler = async (request, response) => {
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    await provider.handleInstallPath(request, response, undefined, options);
  };
  const redirect: Handler = async (request, response) => {
    // Whatever looks at links before somebody follows them.
    if (request.method === "HEAD") answerText(response, 405, "", { allow: "GET" });
    else await provider.handleCallback(request, response, callback);
  };
  return [
    { method: "GET", path: installPath, handle: install },
    { method: "GET", path: redirectPath, handle: redirect },
  ];
}

/** Requests are authorised elsewhere, from memory: here installations only come in. */
function storeOf({ keep, clock }: InstallerParts): InstallationStore {
  return {
    storeInstallation: async (given) => {
      const installation = usable(given, clock);
      if (installation === null) throw new NotKept("Slack gave no bot token");
      try {
        await keep(installation);
      } catch (cause) {
        throw new NotKept("the store does not keep the installation", { cause });
      }
    },
    fetchInstallation: () => Promise.reject(new Error("nobody is authorised by the installer")),
  };
}

function callbackOptions(parts: InstallerParts): CallbackOptions {
  const { allowed, clock, giveBack, onInstalled, onRefused } = parts;
  const exchanges = new RateLimiterMemory({
    ...{ points: exchangesAMinute, duration: minuteMs / secondMs },
  });
  return {
    beforeInstallation: async (_options, _request, response) => {
      const isWithin = await exchanges.consume("all").then(
        () => true,
        () => false,
      );
      if (isWithin) return true;
      onRefused("too_many", null);
      answerPage(response, installPages.tooMany);
      return false;
    },
    afterInstallation: async (given, _options, _request, response) => {
      const installation = usable(given, clock);
      const refuse = async (reason: string, page: InstallPage): Promise<false> => {
        onRefused(reason, given.team?.id ?? given.enterprise?.id ?? null);
        if (given.bot !== undefined) await giveBack(given.bot.token);
        answerPage(response, page);
        return false;
      };
      if (installation === null) return refuse("no_bot_token", installPages.noBot);
      if (!isAllowed(installation, allowed))
        return refuse("workspace_not_allowed", notAllowedPage(installation.id));
      if (given.bot?.refreshToken !== undefined) return refuse("rotation", installPages.rotation);
      return true;
    },
    success: (given, _options, _request, response) => {
      const installation = usable(given, clock);
      if (installation !== null) onInstalled(installation);
      answerPage(response, installedPage(given.team?.name ?? given.enterprise?.name ?? "Slack"));
    },
    failure: (error, _options, _request, response) => {
      const page = failurePage(error);
      onRefused(reasonOf(error), null);
      answerPage(response, page);
    },
  };
}

/** `null`: no bot came with it, or nobody says where. */
function usable(given: Installation, clock: Clock): UsableInstallation | null {
  const { bot, team, enterprise, isEnterpriseInstall } = given;
  const teamId = isEnterpriseInstall === true ? null : (team?.id ?? null);
  const enterpriseId = enterprise?.id ?? null;
  const id = teamId ?? enterpriseId;
  if (bot === undefined || id === null) return null;
  // A workspace's own installation is never taken for that of its organisation.
  if (teamId === null && isEnterpriseInstall !== true) return null;
  return {
    ...{ id, teamId, enterpriseId, botId: bot.id, botUserId: bot.userId, scopes: bot.scopes },
    ...{ installedAt: clock.now(), botToken: bot.token },
  };
}

/** Slack's words for settings that are wrong (docs.slack.dev, oauth.v2.access). */
const settingWords = new Set([
  ...["bad_client_secret", "invalid_client_id", "bad_redirect_uri", "invalid_grant_type"],
  ...["invalid_scope", "oauth_authorization_url_mismatch", "no_scopes"],
]);

/** What came back is used, too old, or somebody else's. */
const attemptWords = new Set(["invalid_code", "code_expired", "code_already_used"]);

function failurePage(error: unknown): InstallPage {
  if (error instanceof NotKept) return installPages.notKept;
  const word = reasonOf(error);
  if (word === "slack_oauth_installer_authorization_error") return installPages.declined;
  if (attemptWords.has(word) || /^slack_oauth_(missing|invalid)_/.test(word))
    return installPages.anotherAttempt;
  return settingWords.has(word) ? installPages.wrongSettings : installPages.noAnswer;
}

/** Slack's word, or the library's. */
function reasonOf(error: unknown): string {
  if (error instanceof NotKept) return "not_kept";
  if (error instanceof WebAPIPlatformError) return String(error.data.error);
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" ? code : "unknown";
}
