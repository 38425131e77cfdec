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
