import type { App, BlockAction } from "@slack/bolt";
import type { Scope } from "../../../accounts/accounts.ts";
import type { Audience } from "../../../core/private-numbers.ts";
import { clickedQuestion } from "../../answers/clicked-question.ts";
import type { ReportAnswers } from "../../answers/report-answers.ts";
import type { Reply } from "../../delivery/answering.ts";
import { type Asked, askedBy } from "../../intake/asker.ts";
import type { ListenerParts } from "../parts.ts";

/** The action ids of the contract that lead to another view of the same answer. */
export const sessionActionIds = [
  "sessions_older",
  "sessions_newer",
  "sessions_refresh",
  "sessions_window",
  "sessions_timeline",
] as const;

/** Every action id that has a listener: a click with another one comes from another version. */
export const knownActionIds = [
  ...sessionActionIds,
  "session_details",
  "sessions_share",
  "share_delete",
  "sessions_more",
  "sessions_export",
  "sessions_ticket",
  "sessions_keep",
  "sessions_findings",
  "sessions_watch",
  "watch_end",
  "sessions_siblings",
  "sim_pick",
  "find_more",
  "find_back",
  "dark_more",
  "dark_back",
  "dark_export",
  "evidence_more",
  "evidence_back",
  "evidence_get",
  "handover_more",
  "handover_back",
  "look_up_sim",
  "home_sim",
] as const;

/** Everything needed stands in the clicked value, so any replica answers, after any restart. */
export function listenToSessionButtons(app: App, { answer, reports }: ListenerParts): void {
  for (const actionId of sessionActionIds) {
    app.action<BlockAction>(actionId, async ({ ack, action, body, respond }) => {
      await ack();
      const asked = askedBy(body, actionId);
      await answer(asked, respond, { kind: "replace" }, (scope) =>
        replyTo(reports, { value: clickedValue(action), scope }, asked, audienceOf(body)),
      );
    });
  }
}

async function replyTo(
  reports: ReportAnswers,
  { value, scope }: { readonly value: unknown; readonly scope: Scope },
  asked: Asked,
  audience: Audience,
): Promise<Reply> {
  const isRefresh = asked.command === "sessions_refresh";
  const clicked = clickedQuestion(value, scope, isRefresh ? "again" : "as_it_stood");
  if (clicked.kind === "other") return clicked.reply;
  const { question, state } = clicked;
  return reports(question, { position: state, audience }, asked);
}

/** A button's value, or that of the chosen option. */
export function clickedValue(action: BlockAction["actions"][number]): unknown {
  if ("selected_option" in action) return action.selected_option?.value;
  return "value" in action ? action.value : undefined;
}

/** Slack marks messages that only one person sees; anything else is read by the channel. */
export function audienceOf({ container }: BlockAction): Audience {
  return container?.["is_ephemeral"] === true ? "asker" : "channel";
}
