import { tokenMends, unknownMend } from "../bot/start-failure.ts";
import type { Config } from "../config/config.ts";
import type { InstallConfig } from "../config/install.ts";
import { isAllowed } from "../slack/install/allowed.ts";
import { purposeOf } from "../store/kept-installations.ts";
import { peekInstallations } from "../store/peek-installations.ts";
import { createTokenSeal } from "../store/token-seal.ts";
import type { ToldTime } from "./check-clock.ts";
import { type CheckResult, fault, ok, skipped, warning } from "./check-result.ts";
import { notAnswered, refusedResult } from "./slack-answer-words.ts";
import { callSlack, type Fetch, type SlackAnswer } from "./slack-call.ts";

const redirectPath = "/slack/oauth_redirect";

/** What Slack says to a code that nobody was given, once client id and secret are right. */
const refusedCodes = new Set(["invalid_code", "code_expired", "code_already_used"]);

/** Client id and secret, by an exchange that must fail. */
export async function checkApp(
  { clientId, clientSecret }: InstallConfig,
  apiUrl: string,
  fetch: Fetch,
): Promise<{ readonly result: CheckResult; readonly told: ToldTime }> {
  const what = "Slack app (OAuth)";
  const answer = await callSlack(fetch, apiUrl, "oauth.v2.access", null, {
    ...{ client_id: clientId, client_secret: clientSecret, code: "asked-by-the-doctor" },
  });
  if (answer.kind !== "answered") return { result: notAnswered(what, answer), told: "no_answer" };
  const isRight = refusedCodes.has(answer.error ?? "");
  return {
    result: isRight
      ? ok(what, "Slack knows client id and secret")
      : refusedResult(what, answer.error, appMends, unknownMend),
    told: { date: answer.date },
  };
}

const copyAgain = "from Basic Information of the Slack app.";
const appMends: Readonly<Record<string, string>> = {
  invalid_client_id: `Copy the Client ID again (SLACK_CLIENT_ID) ${copyAgain}`,
  bad_client_secret: `Copy the Client Secret again (SLACK_CLIENT_SECRET) ${copyAgain}`,
};

/** Only Slack knows which addresses the app has: what must be among them. */
export function linkResult(publicUrl: string | null): CheckResult {
  const what = "Redirect URL";
  return publicUrl === null
    ? ok(what, `the first one under OAuth & Permissions must end with ${redirectPath}`)
    : ok(what, `${publicUrl}${redirectPath} must be among those under OAuth & Permissions`);
}

type GoodAnswer = Extract<SlackAnswer, { kind: "answered" }>;

/** What is kept of installations: whether keys open it, and whether Slack still takes it. */
export async function checkInstallations(
  { store, slack: { apiUrl } }: Pick<Config, "store" | "slack">,
  { encryptionKeys, allowed }: InstallConfig,
  fetch: Fetch,
  scopesOf: (place: string, answer: GoodAnswer) => readonly CheckResult[],
): Promise<{ readonly results: readonly CheckResult[]; readonly tokens: readonly string[] }> {
  const what = "Installations";
  if (store.kind === "sqlite" && store.path === ":memory:")
    return { results: [warning(what, ...inMemory)], tokens: [] };
  const rows = await peekInstallations(store).catch(() => "unread" as const);
  if (rows === "unread")
    return { results: [skipped(what, "the database cannot be read")], tokens: [] };
  const seal = createTokenSeal(encryptionKeys);
  const results: CheckResult[] = [];
  const tokens: string[] = [];
  let old = 0;
  for (const row of rows) {
    const place = `${what} in ${row.id}`;
    const opened = seal.open(row.sealedToken, purposeOf(row));
    if (!isAllowed(row, allowed)) results.push(warning(place, ...notAllowed));
    else if (opened.kind === "unreadable") results.push(fault(place, ...unreadable));
    else {
      if (opened.isOld) old += 1;
      const answer = await callSlack(fetch, apiUrl, "auth.test", opened.text);
      if (answer.kind !== "answered") results.push(notAnswered(place, answer));
      else if (!answer.ok) results.push(refusedResult(place, answer.error, goneMends, unknownMend));
      else {
        tokens.push(opened.text);
        results.push(...scopesOf(row.id, answer));
      }
    }
  }
  const isOld = old === 0 ? "" : `; ${old} sealed with an older key, until the bot has read them`;
  const summary = `${tokens.length} of ${rows.length} can be used${isOld}`;
  return {
    results: [ok(what, rows.length === 0 ? "there are none yet" : summary), ...results],
    tokens,
  };
}

const inMemory = [
  "are kept in memory: a restart forgets them",
  "Name a file or a PostgreSQL in DATABASE_URL.",
] as const;
const notAllowed = [
  "may not use simscope any more: it is not in ALLOWED_WORKSPACES",
  "Add its id, or have the app removed there.",
] as const;
const unreadable = [
  "no key of ENCRYPTION_KEYS opens its token, or the row was changed",
  "Put the key back with which it was kept, or have it installed again by /slack/install.",
] as const;
const again = "Have it installed again by /slack/install.";
const goneMends: Readonly<Record<string, string>> = {
  ...tokenMends,
  ...{ invalid_auth: again, account_inactive: again, token_revoked: again, not_authed: again },
};
