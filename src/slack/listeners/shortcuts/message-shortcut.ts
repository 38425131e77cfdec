import type { App, MessageShortcut } from "@slack/bolt";
import type { Scope } from "../../../accounts/accounts.ts";
import { isSimSid } from "../../../core/sim.ts";
import { simsInText } from "../../../questions/mentions.ts";
import type { Reply } from "../../delivery/answering.ts";
import { askedBy } from "../../intake/asker.ts";
import { textsOfMessage } from "../../typed/texts-of-message.ts";
import { simsInMessage } from "../../views/sims-in-message.ts";
import type { ListenerParts } from "../parts.ts";

export const messageShortcutId = "find_sims_in_message";

/** Offers the SIMs that an alert speaks of, in its thread; privately where the bot is no member. */
export function listenToMessageShortcut(app: App, parts: ListenerParts): void {
  const { answerInThread, slackCalls } = parts;
  app.shortcut<MessageShortcut>(
    { callback_id: messageShortcutId, type: "message_action" },
    async ({ ack, body, shortcut, respond, context }) => {
      await ack();
      const { message, channel } = shortcut;
      const threadTs = String(message["thread_ts"] ?? shortcut.message_ts);
      const asked = askedBy(body, messageShortcutId);
      const slack = slackCalls(context.botToken ?? "");
      await answerInThread(
        asked,
        { channelId: channel.id, threadTs, slack, respond },
        async (scope) => simsInMessageReply(scope, textsOfMessage(message)),
      );
    },
  );
}

/** The SIMs that the text of a message speaks of. */
export function simsInMessageReply(scope: Scope, text: string): Reply {
  const { mentions, others, lists } = simsInText(scope, text);
  const sims = mentions.flatMap((mention) => {
    if (mention.kind === "known") return [mention.sim];
    return mention.kind === "unknown" && isSimSid(mention.identifier)
      ? [unlisted(mention.identifier)]
      : [];
  });
  const superSims = mentions.filter(({ kind }) => kind === "super_sim").length;
  const unknownIccids = mentions.length - sims.length - superSims;
  const message = simsInMessage({ sims, unknownIccids, superSims, others, lists });
  return sims.length === 0
    ? { kind: "aside", outcome: "nothing_found", message }
    : { kind: "answer", outcome: "ok", message };
}

/** Nothing is known of it yet, not even its account, and the platform can be asked all the same. */
function unlisted(sid: string) {
  return { sid, account: null, uniqueName: null, friendlyName: null, iccid: null, status: null };
}
