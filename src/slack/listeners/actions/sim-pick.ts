import type { App, BlockAction, RespondFn } from "@slack/bolt";
import type { Scope } from "../../../accounts/accounts.ts";
import type { Audience } from "../../../core/private-numbers.ts";
import { scopesOfCompared } from "../../answers/account-scope.ts";
import { questionAbout, staleButton } from "../../answers/clicked-question.ts";
import { firstPage } from "../../answers/report-answers.ts";
import type { Reply } from "../../delivery/answering.ts";
import type { ThreadPlace } from "../../delivery/answering-in-thread.ts";
import { takeBack } from "../../delivery/deliver.ts";
import { type Asked, askedBy } from "../../intake/asker.ts";
import { decodePick, type PickState } from "../../values/pick-state.ts";
import { createOnceAtATime } from "../once-at-a-time.ts";
import type { ListenerParts } from "../parts.ts";
import { clickedValue } from "./session-buttons.ts";

/**
 * A SIM picked from a list. In place of a question "which one?"; beside a list that stays, which
 * in a channel is the thread of that list.
 */
export function listenToSimPick(app: App, parts: ListenerParts): void {
  const { answer, answerInThread, slackCalls } = parts;
  const once = createOnceAtATime();
  app.action<BlockAction>("sim_pick", async ({ ack, action, body, respond, context }) => {
    await ack();
    const asked = askedBy(body, "sim_pick");
    const value = clickedValue(action);
    const decoded = decodePick(value);
    const isSame = [asked.userId, asked.channelId, body.container?.["message_ts"], value];
    await once(asked, isSame, async () => {
      if (decoded.kind !== "state") {
        await answer(
          asked,
          respond,
          { kind: "replace" },
          async () => staleButton(decoded.kind).reply,
        );
        return;
      }
      const { state } = decoded;
      const isPrivate = body.container?.["is_ephemeral"] === true;
      const thread = { ...threadOf(body), slack: slackCalls(context.botToken ?? ""), respond };
      if (state.place === "beside" && !isPrivate && isPlace(thread)) {
        await answerInThread(asked, thread, (scope) =>
          pickedReply(parts, { state, scope }, "channel", asked),
        );
        return;
      }
      const audience = isPrivate && state.place !== "public" ? "asker" : "channel";
      let hasAnswer = false;
      await answer(asked, respond, placementOf(state), async (scope) => {
        const reply = await pickedReply(parts, { state, scope }, audience, asked);
        hasAnswer = reply.kind === "answer";
        return reply;
      });
      // Everybody reads the answer: the question "which one?" has had its day. If Slack does not take
      // it away, a list of names stays that only one person sees.
      if (state.place === "public" && hasAnswer && isPrivate) await takeBack(respond);
    });
  });
}

function placementOf({ place }: PickState) {
  return place === "replace"
    ? ({ kind: "replace" } as const)
    : ({ kind: "new", isPublic: place === "public" } as const);
}

/** What a pick is answered with. */
export type PickParts = Pick<ListenerParts, "reports" | "comparisons">;

/** Access was decided anew for this click; so it is which accounts it may look in. */
export async function pickedReply(
  parts: PickParts,
  { state, scope }: { readonly state: PickState; readonly scope: Scope },
  audience: Audience,
  asked: Asked,
): Promise<Reply> {
  const { simSid, account, windowName, place, compared } = state;
  if (compared !== undefined) {
    const sim = { sim: simSid, account };
    const sims = compared.isFirst ? ([compared, sim] as const) : ([sim, compared] as const);
    const command = { sims, sharesAccount: false, windowName, isPublic: place === "public" };
    const typed = scopesOfCompared(scope, command);
    if (typed.kind === "other") return typed.reply;
    const question = { sims: typed.sims, windowName };
    const reply = await parts.comparisons(question, audience, asked, place);
    // The other one has to be picked, too: that question takes the place of this one.
    return place === "replace" && isChoice(reply) ? { ...reply, kind: "answer" } : reply;
  }
  const picked = questionAbout({ ...state, moment: "now" }, scope);
  if (picked.kind === "other") return picked.reply;
  return parts.reports(picked.question, { position: firstPage, audience }, asked);
}

function isChoice({ outcome }: Reply): boolean {
  return outcome === "several_sims" || outcome === "no_match";
}

/** The thread that the clicked message is in, or begins. */
function threadOf({ container, channel }: BlockAction) {
  const threadTs: unknown = container?.["thread_ts"] ?? container?.["message_ts"];
  return { channelId: channel?.id, threadTs };
}

function isPlace(place: {
  readonly channelId: string | undefined;
  readonly threadTs: unknown;
  readonly slack: ThreadPlace["slack"];
  readonly respond: RespondFn;
}): place is ThreadPlace & { readonly respond: RespondFn } {
  return place.channelId !== undefined && typeof place.threadTs === "string";
}
