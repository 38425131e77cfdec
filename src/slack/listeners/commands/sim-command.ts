import type { App } from "@slack/bolt";
import type { Scope } from "../../../accounts/accounts.ts";
import type { SimReports } from "../../../questions/report.ts";
import { scopeOfSessions } from "../../answers/account-scope.ts";
import { askedBy } from "../../intake/asker.ts";
import type { Message } from "../../kit/blocks.ts";
import { parseSimCommand } from "../../typed/command.ts";
import type { SimCommand } from "../../typed/command-forms.ts";
import { waitingMessage } from "../../views/waiting.ts";
import { createOnceAtATime } from "../once-at-a-time.ts";
import type { ListenerParts } from "../parts.ts";
import { commandReply } from "./command-reply.ts";

/**
 * `/sim …`. Listens to every command of the app, so that an admin may give it another name when
 * `/sim` is taken. The ack is empty and comes first: Slack waits 3 seconds for it.
 */
export function listenToSimCommand(app: App, parts: ListenerParts): void {
  const once = createOnceAtATime();
  app.command(/^\/.+$/, async ({ ack, command, respond, context }) => {
    await ack();
    const { text = "" } = command;
    const parsed = parseSimCommand(text, parts);
    const isPublic = "isPublic" in parsed && parsed.isPublic;
    const asked = askedBy(command, nameOf(parsed));
    // People repeat a command that seems to do nothing: the first one's answer is on its way.
    await once(asked, [asked.userId, asked.channelId, text.trim()], (free) =>
      parts.answer(
        asked,
        respond,
        { kind: "new", isPublic },
        (scope) =>
          // Free again before the answer is seen: whoever has read it may ask the same at once.
          commandReply(parsed, scope, parts, asked, {
            pick: isPublic ? "public" : "replace",
            readers: "asker",
            slack: parts.slackCalls(context.botToken ?? ""),
          }).finally(free),
        (scope) => waitWords(parts.simReports, scope, parsed),
      ),
    );
  });
}

/** What it is called in metrics and the audit line: a SIM alone is a question about its sessions. */
function nameOf(command: SimCommand): string {
  const isSim = command.kind === "unknown" && !command.isMistyped;
  return isSim ? command.sessions.kind : command.kind;
}

function waitWords(simReports: SimReports, scope: Scope, parsed: SimCommand): Message | null {
  const command = parsed.kind === "unknown" ? parsed.sessions : parsed;
  if (command.kind !== "sessions") return null;
  const typed = scopeOfSessions(scope, command);
  const wait = typed.kind === "other" ? null : simReports.waitOf(typed.question);
  return wait === null ? null : waitingMessage(wait);
}
