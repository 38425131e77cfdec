import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import { cutText } from "../../core/cut-text.ts";
import { type Message, plain } from "./blocks.ts";
import { limits } from "./limits.ts";

export interface ModalInput {
  /** At most 24 characters: what is longer is cut. */
  readonly title: string;
  readonly blocks: readonly (KnownBlock | null)[];
  /** Needed where a block takes input: the button that closes the window, and what its press is called. */
  readonly submit?: { readonly label: string; readonly callbackId: string };
  /** Handed back by Slack with everything that happens in the window; at most 3,000 characters. */
  readonly metadata?: string;
}

/** A window over the conversation that only one person sees, within Slack's limits. */
export function modal({ title, blocks, submit, metadata }: ModalInput): ModalView {
  const view: ModalView = {
    type: "modal",
    title: plain(title, limits.modalTitle, false),
    close: plain("Close", limits.modalButton, false),
    blocks: blocks.filter((block) => block !== null).slice(0, limits.blocksInModal),
  };
  if (submit !== undefined) {
    view.submit = plain(submit.label, limits.modalButton, false);
    view.callback_id = submit.callbackId;
  }
  if (metadata !== undefined) view.private_metadata = metadata;
  return view;
}

/** The same words as in a message, in a window. */
export function messageModal(title: string, { blocks }: Message): ModalView {
  return modal({ title, blocks });
}

export interface TextToCopy {
  readonly label: string;
  readonly hint: string;
  /** Line breaks stay; what is beyond 3,000 characters is cut. */
  readonly text: string;
}

/**
 * A field of several lines, already filled. On a phone this is the one place in a window where a
 * long press offers "Select all" and "Copy"; and a line can be mended before it is copied.
 */
export function textToCopy({ label, hint, text }: TextToCopy): InputBlock {
  return {
    type: "input",
    optional: true,
    label: plain(label, limits.inputLabel, false),
    hint: plain(hint, limits.inputHint, false),
    element: {
      type: "plain_text_input",
      action_id: "text_to_copy",
      multiline: true,
      initial_value: cutText(text, limits.inputText),
    },
  };
}
