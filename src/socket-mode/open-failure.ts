import { WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";
import { secondMs } from "../core/instant.ts";

/** What can be done about a connection that could not be opened. */
export type OpenFailure =
  /** Slack does not know the app token any more: only an admin can mend that. */
  | { readonly kind: "refused"; readonly reason: string }
  /** It may work the next time, after so long at the earliest. */
  | { readonly kind: "passing"; readonly retryAfterMs: number };

/** Slack's words for a token that will not work again (docs.slack.dev, apps.connections.open). */
const refusals = new Set([
  ...["invalid_auth", "not_authed", "account_inactive", "user_removed_from_team"],
  ...["team_disabled", "token_revoked", "token_expired", "not_allowed_token_type"],
  ...["missing_scope", "no_permission", "org_login_required"],
]);

export function openFailureOf(error: unknown): OpenFailure {
  if (error instanceof WebAPIPlatformError && refusals.has(error.data.error))
    return { kind: "refused", reason: error.data.error };
  const asked = error instanceof WebAPIRateLimitedError ? error.retryAfter * secondMs : 0;
  return { kind: "passing", retryAfterMs: asked };
}
