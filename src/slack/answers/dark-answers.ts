import type { Scope } from "../../accounts/accounts.ts";
import type { DarkList } from "../../core/fleet/dark-list.ts";
import type { Audience } from "../../core/private-numbers.ts";
import type { DarkSims } from "../../questions/dark.ts";
import { darkFile } from "../../questions/dark-file.ts";
import type { Reply } from "../delivery/answering.ts";
import type { LookedAt } from "../delivery/question-frame.ts";
import type { SlackCalls } from "../delivery/slack-calls.ts";
import type { DarkState } from "../values/dark-state.ts";
import { darkMessage, darkRowsOf } from "../views/dark.ts";
import { darkComment, darkFileMessage, darkNotSentMessage } from "../views/dark-file.ts";
import { scopeNamed } from "./account-scope.ts";

export interface DarkAnswers {
  /** One page of the silent SIMs, told as of now. */
  page(asked: Scope, state: DarkState, audience: Audience): Promise<Reply>;
  /** All of them as a file, in a direct message to whoever asks. */
  file(asked: Scope, state: DarkState, userId: string, slack: SlackCalls): Promise<Reply>;
}

export function createDarkAnswers(darkSims: DarkSims): DarkAnswers {
  /** In which accounts is decided anew for each click: a rule may have changed since. */
  const ask = async (asked: Scope, { account, atLeastMs }: DarkState) => {
    const named = scopeNamed(asked, account);
    if (named.kind === "other") return named;
    const outcome = await darkSims.answer({ scope: named.scope, atLeastMs });
    return { kind: "outcome", outcome } as const;
  };

  return {
    page: async (asked, state, audience) => {
      const answered = await ask(asked, state);
      if (answered.kind === "other") return answered.reply;
      const { outcome } = answered;
      const sims = shownIn(outcome, state);
      const message = darkMessage({ outcome, state, audience });
      return { kind: "answer", outcome: "ok", message, sims };
    },
    file: async (asked, state, userId, slack) => {
      const answered = await ask(asked, state);
      if (answered.kind === "other") return answered.reply;
      const { outcome } = answered;
      const { name, bytes, rows } = await darkFile(outcome);
      const aside = { kind: "aside", isConfidential: true, sims: allIn(outcome) } as const;
      const comment = darkComment(outcome);
      const sent = await slack.sendFile(userId, { name, bytes, comment });
      if (sent.kind === "done") {
        const { permalink } = sent.value;
        return { ...aside, outcome: "ok", message: darkFileMessage({ name, rows, permalink }) };
      }
      return sent.kind === "refused"
        ? { ...aside, outcome: "export_refused", message: darkNotSentMessage(sent.reason) }
        : { ...aside, outcome: "export_unconfirmed", message: darkNotSentMessage(null) };
    },
  };
}

/** For the record of who asked. */
function shownIn(outcome: DarkList, { page }: DarkState): readonly LookedAt[] {
  return darkRowsOf(outcome, page).rows.map(({ row }) => lookedAtRow(row.sim));
}

function allIn({ groups }: DarkList): readonly LookedAt[] {
  return groups.flatMap(({ rows }) => rows.map(({ sim }) => lookedAtRow(sim)));
}

function lookedAtRow({ sid, account }: { sid: string; account: string | null }): LookedAt {
  return { simSid: sid, account, verdict: "overdue", severity: "warning", isStale: false };
}
