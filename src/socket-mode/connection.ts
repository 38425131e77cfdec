import { WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";
import { secondMs } from "../core/instant.ts";

/** What Slack sends over a connection, to be acknowledged within 3 s. */
export interface Envelope {
  readonly envelopeId: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly retryNum?: number;
  readonly retryReason?: string;
  /** Over the connection that it came from. Rejects when that is gone. */
  ack(response?: unknown): Promise<void>;
}

/** What a connection tells while it is open. */
export interface ConnectionEvents {
  onEnvelope(envelope: Envelope): void;
  /** Slack will close it soon, in its own time; `reason` is Slack's word, like `refresh_requested`. */
  onAskedToGo(reason: string): void;
}

/** One connection to Slack, from the request for its address to its end. Never used twice. */
export interface Connection {
  /** Resolves with Slack's greeting; rejects when it is refused, fails or takes too long. */
  readonly ready: Promise<void>;
  /** Resolves once it is over, for whatever reason. */
  readonly closed: Promise<void>;
  /** Ends it, in whatever state it is; resolves when nothing of it is left. */
  close(): Promise<void>;
}

export type OpenConnection = (events: ConnectionEvents) => Connection;

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
