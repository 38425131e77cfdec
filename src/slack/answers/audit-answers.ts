import { parseSince } from "../../core/since.ts";
import type { Clock } from "../../core/time.ts";
import type { AuditLog } from "../../ports/audit-log.ts";
import { auditFile, mostInFile } from "../../questions/audit.ts";
import type { Reply } from "../delivery/answering.ts";
import type { SlackCalls } from "../delivery/slack-calls.ts";
import type { Message } from "../kit/blocks.ts";
import {
  auditComment,
  auditNotSentMessage,
  auditSentMessage,
  auditSinceMessage,
  auditTooLongMessage,
  auditUnreadMessage,
  nobodyAskedMessage,
  notAnAdminMessage,
} from "../views/audit.ts";

export interface AuditAnswersParts {
  readonly audit: Pick<AuditLog, "page">;
  /** How many entries the database has not taken yet: they are in no file. */
  readonly waiting: () => number;
  readonly keptMs: number;
  readonly clock: Clock;
  readonly admins: readonly string[];
  readonly onUnread: (error: unknown) => void;
}

/**
 * Sends who asked to an admin, as a direct message, since a time as it was typed. What is said of it
 * where it was asked is for the asker alone.
 */
export type AuditAnswers = (since: string, userId: string, slack: SlackCalls) => Promise<Reply>;

export function createAuditAnswers(parts: AuditAnswersParts): AuditAnswers {
  const { audit, waiting, keptMs, clock, admins, onUnread } = parts;
  return async (typed, userId, slack) => {
    if (!admins.includes(userId)) return confidential("not_an_admin", notAnAdminMessage(admins));
    const to = clock.now();
    const since = parseSince(typed, to);
    if (since === null) return confidential("invalid", auditSinceMessage());
    const file = await auditFile(audit, { from: Math.max(since, to - keptMs), to }).catch(
      (error: unknown): "unread" => {
        onUnread(error);
        return "unread";
      },
    );
    if (file === "unread") return confidential("store_away", auditUnreadMessage());
    if (file === "too_long") return confidential("too_long", auditTooLongMessage(mostInFile));
    if (file.questions === 0) return confidential("nothing_to_export", nobodyAskedMessage());
    const { name, bytes } = file;
    const sent = await slack.sendFile(userId, { name, bytes, comment: auditComment(file) });
    switch (sent.kind) {
      case "done":
        return confidential("ok", auditSentMessage(file, waiting()));
      case "refused":
        return confidential("export_refused", auditNotSentMessage(sent.reason));
      case "unconfirmed":
        return confidential("export_unconfirmed", auditNotSentMessage(null));
    }
  };
}

function confidential(outcome: string, message: Message): Reply {
  return { kind: "aside", isConfidential: true, command: "audit", outcome, message };
}
