/**
 * What a word of Slack's for a refusal means for whoever asked. A word that is not in the table,
 * and an HTTP status, is Slack's own failure: nobody lacks a right for all that is known.
 */
export type RefusalKind =
  /** The app was not given a right, or an organisation forbids it. */
  | "right"
  /** The app's access to the workspace is gone. */
  | "access"
  /** The bot is no member, or there is no such place for it. */
  | "not_member"
  /** Only some people may post there, in the channel or the thread. */
  | "closed"
  | "archived"
  /** Too many messages at once. */
  | "limited"
  | "too_long"
  /** Slack calls the message wrong: a fault of ours. */
  | "malformed"
  | "slack_failed";

/** Errors of chat.postMessage, files.*, views.* and conversations.open (docs.slack.dev). */
const words: Readonly<Record<Exclude<RefusalKind, "slack_failed">, readonly string[]>> = {
  right: [
    ...["missing_scope", "no_permission", "not_allowed_token_type", "access_denied"],
    ...["ekm_access_denied", "enterprise_is_restricted", "team_access_not_granted"],
    ...["messages_tab_disabled", "cannot_dm_bot", "file_uploads_disabled"],
    "file_uploads_except_images_disabled",
  ],
  access: [
    ...["invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"],
    ...["org_login_required", "two_factor_setup_required"],
  ],
  not_member: ["not_in_channel", "channel_not_found", "user_not_in_channel"],
  closed: [
    ...["restricted_action", "restricted_action_read_only_channel", "thread_locked"],
    ...["restricted_action_thread_locked", "restricted_action_thread_only_channel"],
    ...["restricted_action_non_threadable_channel", "cannot_reply_to_message"],
    ...["posting_to_channel_denied", "slack_connect_file_upload_sharing_blocked"],
  ],
  archived: ["is_archived"],
  limited: ["ratelimited", "rate_limited", "message_limit_exceeded", "429"],
  too_long: ["msg_too_long", "msg_blocks_too_long", "too_many_attachments", "view_too_large"],
  malformed: [
    ...["invalid_blocks", "invalid_blocks_format", "no_text", "invalid_arguments"],
    ...["invalid_arg_name", "invalid_array_arg", "invalid_charset", "invalid_form_data"],
  ],
};

const kinds: ReadonlyMap<string, RefusalKind> = new Map(
  Object.entries(words).flatMap(([kind, list]) =>
    list.map((word): [string, RefusalKind] => [word, kind as RefusalKind]),
  ),
);

export function refusalKind(word: string): RefusalKind {
  return kinds.get(word) ?? "slack_failed";
}

/** The form of Slack's words. A web page in place of an answer is no word. */
const wordForm = /^[a-z][a-z0-9_]{0,79}$/;

/** With these Slack says that a part may have been done all the same (docs.slack.dev). */
const maybeDone: ReadonlySet<string> = new Set(["internal_error", "fatal_error"]);

/** Whether the word says that nothing was done. */
export function saysNotDone(word: string): boolean {
  return wordForm.test(word) && !maybeDone.has(word);
}
