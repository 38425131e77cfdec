import { WebAPIPlatformError, type WebClient } from "@slack/web-api";

/** What is asked of Slack about tokens themselves. */
export interface TokenCalls {
  /** Resolves when Slack answers; needs no token. */
  reach(): Promise<void>;
  /** Never rejects. */
  stateOf(botToken: string): Promise<"good" | "dead" | "untold">;
  revoke(token: string): Promise<void>;
}

/** Slack's words for a token that never will be good again (docs.slack.dev, auth.test). */
const dead = new Set([
  ...["account_inactive", "invalid_auth", "not_authed", "token_revoked", "token_expired"],
  "team_access_not_granted",
]);

/** `client`: without a token of its own. */
export function createTokenCalls(client: WebClient): TokenCalls {
  return {
    reach: async () => {
      await client.api.test();
    },
    stateOf: async (token) => {
      try {
        await client.auth.test({ token });
        return "good";
      } catch (error) {
        const word = error instanceof WebAPIPlatformError ? String(error.data.error) : "";
        return dead.has(word) ? "dead" : "untold";
      }
    },
    revoke: async (token) => {
      await client.auth.revoke({ token });
    },
  };
}
