import type { ModalView, Option } from "@slack/types";
import type { AccountList } from "../../core/list-state.ts";
import { defaultWindowName, windowNames, windowWords } from "../../core/window.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import {
  conversationInput,
  dataOption,
  radioInput,
  selectInput,
  typeAheadInput,
} from "../kit/inputs.ts";
import { limits } from "../kit/limits.ts";
import { modal } from "../kit/modal.ts";
import { mrkdwn } from "../kit/mrkdwn.ts";
import { refusalKind } from "../kit/slack-words.ts";
import { listStateLine } from "./list-state.ts";
import { otherNumberOf, otherNumberOption } from "./other-number.ts";
import { type ListedSim, listedName, tellingApart } from "./sim-line.ts";

export const pickerCallbackId = "look_up_sim";
export const pickerTitle = "Look up a SIM";

/** The fields of the window: names of their blocks and of their actions. */
export const pickerFields = {
  sim: "sim_pick",
  window: "window",
  audience: "audience",
  conversation: "conversation",
} as const;

export interface PickerInput {
  /** Where it was opened from, if that is known; handed back with what is typed and sent. */
  readonly channelId: string | null;
  readonly lists: readonly AccountList[];
}

/** Everything that `/sim sessions` takes, for people who do not type commands. */
export function pickerModal({ channelId, lists }: PickerInput): ModalView {
  return modal({
    title: pickerTitle,
    submit: { label: "Look up", callbackId: pickerCallbackId },
    metadata: channelId ?? "",
    blocks: [
      typeAheadInput(
        {
          id: pickerFields.sim,
          label: "SIM",
          hint: "A part of its name, or the last digits on the card.",
        },
        "Type a name or digits",
      ),
      selectInput(
        { id: pickerFields.window, label: "How far back" },
        windowNames.map((name) => ({ label: `Last ${windowWords(name)}`, value: name })),
        defaultWindowName,
      ),
      radioInput(
        { id: pickerFields.audience, label: "Who sees the answer" },
        [
          { label: "Only me", value: "asker" },
          { label: "Everybody in the conversation", value: "channel" },
        ],
        "asker",
      ),
      conversationInput(
        {
          id: pickerFields.conversation,
          label: "Where to answer",
          hint: "If you leave it empty, simscope sends you the answer as a direct message.",
          isOptional: true,
        },
        "A direct message from simscope",
      ),
      context([listStateLine(lists)]),
    ],
  });
}

/** Whoever opens it from a place that does not count must hear so before typing. */
export const conversationNeeded = "Choose the conversation in which everybody shall see it.";

/** One line of the type-ahead, and below it what tells it from others of the same name. */
export function simOption(sim: ListedSim): Option {
  return dataOption({
    label: listedName(sim),
    value: sim.account === null ? sim.sid : `${sim.sid}${accountMark}${sim.account}`,
    description: [
      ...(sim.account === null ? [] : [`account ${sim.account}`]),
      ...tellingApart(sim),
    ].join(" · "),
  });
}

const asTypedMark = "=";
/** Between a SID and the name of its account. */
const accountMark = ".";

/** Asks for exactly what was typed: a SIM that is not in the list yet. `null`: too long for Slack. */
export function asTypedOption(text: string): Option | null {
  const value = `${asTypedMark}${text}`;
  if (text === "" || value.length > limits.optionValue) return null;
  const other = otherNumberOf(text);
  const asTyped = "exactly as typed, also if it is not in the list yet";
  return dataOption({
    label: `Ask for “${text}”`,
    value,
    description: other === null ? asTyped : otherNumberOption(other),
  });
}

/** A SID or a text, and where to look for it. */
export interface ChosenSim {
  readonly sim: string;
  /** `null`: wherever it may be looked for. */
  readonly account: string | null;
}

/** What the value of a chosen option asks for. `null`: nothing. */
export function chosenSim(value: unknown): ChosenSim | null {
  if (typeof value !== "string" || value.length > limits.optionValue) return null;
  if (value === "" || value === asTypedMark) return null;
  if (value.startsWith(asTypedMark)) {
    return { sim: value.slice(asTypedMark.length), account: null };
  }
  const [sim = "", account = null] = value.split(accountMark);
  return { sim, account };
}

/** Stands in the window once the answer is on its way as a direct message. */
export function sentToYouMessage(): Message {
  const what = mrkdwn`The answer is in your direct messages with simscope.`;
  return message(what, [section(what)]);
}

/** The bot could not write to the person. `reason` is Slack's word. */
export function notSentToYouMessage(reason: string): Message {
  if (["slack_failed", "limited"].includes(refusalKind(reason))) {
    const what = mrkdwn`Slack did not send the direct message.`;
    const next = mrkdwn`It is on Slack's side: close this window and ask again in a minute, or choose a conversation as the place to answer.`;
    return message(mrkdwn`${what} ${next}`, [section(mrkdwn`${what}\n${next}`)]);
  }
  const what = mrkdwn`Slack did not let simscope send you a direct message.`;
  const next = mrkdwn`Choose a conversation as the place to answer: there, too, only you will see it.`;
  return message(mrkdwn`${what} ${next}`, [section(mrkdwn`${what}\n${next}`)]);
}
