import type { Scope } from "../../accounts/accounts.ts";
import { type Audience, privateNumbers } from "../../core/private-numbers.ts";
import type { Clock } from "../../core/time.ts";
import type { HandoverOf, HandoverRow } from "../../questions/handover.ts";
import type { Reply } from "../delivery/answering.ts";
import { type LookedAt, lookedAt } from "../delivery/question-frame.ts";
import type { Asked } from "../intake/asker.ts";
import { longestHandoverMs } from "../typed/parse-handover.ts";
import type { HandoverPlace } from "../values/handover-value.ts";
import {
  handoverMessage,
  handoverPageSize,
  handoverUnreadMessage,
  pageCountOf,
} from "../views/handover.ts";

export interface HandoverParts {
  readonly handover: HandoverOf;
  readonly clock: Clock;
}

/** Where and by whom it is asked, and read. */
export interface HandoverAsked {
  readonly asked: Asked;
  readonly scope: Scope;
  readonly audience: Audience;
}

export interface HandoverAnswers {
  begin(stretchMs: number, asked: HandoverAsked): Promise<Reply>;
  /** Another page of the same stretch. */
  page(place: HandoverPlace, asked: HandoverAsked): Promise<Reply>;
}

export function createHandoverAnswers({ handover, clock }: HandoverParts): HandoverAnswers {
  const answer = async (
    { from, to, page: wanted }: HandoverPlace,
    { asked, scope, audience }: HandoverAsked,
  ): Promise<Reply> => {
    const { channelId, userId } = asked;
    // In direct messages there is no channel to hand over: it is about the person's own questions.
    const of =
      channelId === null || channelId.startsWith("D") ? ({ userId } as const) : { channelId };
    const found = await handover({ scope, of, from, to });
    if (found.kind === "unread")
      return { kind: "aside", outcome: "store_unread", message: handoverUnreadMessage() };
    const { rows, isCut } = found;
    const page = Math.min(wanted, pageCountOf(rows.length));
    const shown = rows.slice((page - 1) * handoverPageSize, page * handoverPageSize);
    const numbers = rows.flatMap(({ report }) => (report === null ? [] : privateNumbers(report)));
    return {
      kind: rows.length === 0 ? "aside" : "answer",
      outcome: rows.length === 0 ? "nothing_asked" : "ok",
      message: handoverMessage({
        ...{ from, to, rows, isCut, page, audience, numbers },
        isOwn: "userId" in of,
      }),
      sims: shown.map(shownSim),
    };
  };

  return {
    begin: async (stretchMs, asked) => {
      const to = clock.now();
      const reply = await answer({ from: to - stretchMs, to, page: 1 }, asked);
      // A mention is named by its command, too: a handover is no question that is handed over.
      return { ...reply, command: "handover" };
    },
    page: ({ from, to, page }, asked) => {
      // What came back from the client reaches no farther than what can be typed.
      const end = Math.min(to, clock.now());
      return answer({ from: Math.max(from, end - longestHandoverMs), to: end, page }, asked);
    },
  };
}

/** What was not read anew is shown as it was. */
function shownSim({ sim: { sid, account }, report }: HandoverRow): LookedAt {
  return report === null
    ? { simSid: sid, account, verdict: null, severity: null, isStale: true }
    : lookedAt(report);
}
