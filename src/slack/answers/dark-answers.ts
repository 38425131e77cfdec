import type { Scope } from "../../accounts/accounts.ts";
import { type DarkList, darkRowKey } from "../../core/fleet/dark-list.ts";
import { donePieceByPiece, type Pieces } from "../../core/loop-turns.ts";
import type { Audience } from "../../core/private-numbers.ts";
import type { DarkListNow, DarkSims } from "../../questions/dark.ts";
import { darkFile } from "../../questions/dark-file.ts";
import type { Reply } from "../delivery/answering.ts";
import type { LookedAt } from "../delivery/question-frame.ts";
import type { SlackCalls } from "../delivery/slack-calls.ts";
import type { Later } from "../delivery/telling-later.ts";
import type { DarkState } from "../values/dark-state.ts";
import { type DarkPage, darkMessage, darkRowsOf } from "../views/dark.ts";
import { darkComment, darkFileMessage, darkNotSentMessage } from "../views/dark-file.ts";
import { scopeNamed } from "./account-scope.ts";

export interface DarkAnswers {
  /** One page of the silent SIMs, told as of now. */
  page(asked: Scope, state: DarkState, audience: Audience): Promise<Reply>;
  /** All of them as a file, in a direct message to whoever asks. */
  file(asked: Scope, state: DarkState, userId: string, slack: SlackCalls): Promise<Reply>;
}

export function createDarkAnswers(darkSims: Pick<DarkSims, "answer">): DarkAnswers {
  /** In which accounts is decided anew for each click: a rule may have changed since. */
  const ask = async (asked: Scope, { account, atLeastMs }: DarkState) => {
    const named = scopeNamed(asked, account);
    if (named.kind === "other") return named;
    const question = { scope: named.scope, atLeastMs };
    return { kind: "answer", question, answer: await darkSims.answer(question) } as const;
  };

  const replyOf = (
    outcome: DarkList,
    { state, audience, more }: Omit<DarkPage, "outcome">,
  ): Reply => ({
    ...{ kind: "answer", outcome: "ok", sims: shownIn(outcome, state) },
    message: darkMessage({ outcome, state, audience, more }),
  });

  return {
    page: async (asked, state, audience) => {
      const answered = await ask(asked, state);
      if (answered.kind === "other") return answered.reply;
      const { list, later } = answered.answer;
      const told = async (listNow: DarkListNow): Promise<Later<Reply>> => {
        const { listed, gone } = await donePieceByPiece(
          changes(list, await listNow(answered.question)),
        );
        return {
          isNews: listed + gone > 0,
          produce: async (scope) => {
            const named = scopeNamed(scope, state.account);
            if (named.kind === "other") return named.reply;
            const outcome = await listNow({ ...answered.question, scope: named.scope });
            return replyOf(outcome, { state, audience, more: listed });
          },
        };
      };
      return {
        ...replyOf(list, { state, audience, more: null }),
        later: later === null ? null : later.then((listNow) => listNow && told(listNow)),
      };
    },
    file: async (asked, state, userId, slack) => {
      const answered = await ask(asked, state);
      if (answered.kind === "other") return answered.reply;
      const { list: outcome } = answered.answer;
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

/** How many stand in the later list alone, and in the earlier one alone. */
function* changes(
  before: DarkList,
  after: DarkList,
): Pieces<{ readonly listed: number; readonly gone: number }> {
  yield after.total;
  const [old, now] = [keysOf(before), keysOf(after)];
  yield before.total + after.total;
  const only = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
    [...one].filter((sim) => !other.has(sim)).length;
  return { listed: only(now, old), gone: only(old, now) };
}

function keysOf({ groups }: DarkList): ReadonlySet<string> {
  return new Set(groups.flatMap(({ rows }) => rows.map(darkRowKey)));
}

/** For the record of who asked. */
function shownIn(outcome: DarkList, { page }: DarkState): readonly LookedAt[] {
  return darkRowsOf(outcome, page).rows.map(({ row }) => lookedAtRow(row.sim));
}

function allIn({ groups }: DarkList): readonly LookedAt[] {
  return groups.flatMap(({ rows }) => rows.map(({ sim }) => lookedAtRow(sim)));
}

/** Listed by its rhythm and not judged: what an answer about it would say may be graver. */
function lookedAtRow({ sid, account }: { sid: string; account: string | null }): LookedAt {
  return { simSid: sid, account, verdict: null, severity: null, isStale: false };
}
