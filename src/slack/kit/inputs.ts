import type { InputBlock, Option as SlackOption } from "@slack/types";
import { type Option, plain, select } from "./blocks.ts";
import { limits } from "./limits.ts";

/** What a field of a window is called, in the form and in what is sent. */
export interface Field {
  /** Names the field: its block and its action. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
}

function input({ id, label, hint, isOptional = false }: Field, element: InputBlock["element"]) {
  const block: InputBlock = {
    type: "input",
    block_id: id,
    label: plain(label, limits.inputLabel, false),
    element: { ...element, action_id: id },
  };
  if (hint !== undefined) block.hint = plain(hint, limits.inputHint, false);
  if (isOptional) block.optional = true;
  return block;
}

/** A choice whose options are asked for with every letter, from the first one or from none. */
export function typeAheadInput(field: Field, placeholder: string): InputBlock {
  return input(field, {
    type: "external_select",
    placeholder: plain(placeholder, limits.placeholder, false),
    min_query_length: 0,
    focus_on_load: true,
  });
}

export function selectInput(field: Field, options: readonly Option[], chosen: string): InputBlock {
  return input(field, select(field.id, field.label, options, chosen));
}

/** All options in view, one of them taken. */
export function radioInput(field: Field, options: readonly Option[], chosen: string): InputBlock {
  const all = options.map(ownOption);
  const initial = all.find(({ value }) => value === chosen);
  return input(field, {
    type: "radio_buttons",
    options: all,
    ...(initial !== undefined && { initial_option: initial }),
  });
}

/**
 * Any conversation that the person sees; the one they look at is taken already, where Slack knows
 * it. Slack then hands over a way to answer there, also where the bot is no member.
 */
export function conversationInput(field: Field, placeholder: string): InputBlock {
  return input(field, {
    type: "conversations_select",
    placeholder: plain(placeholder, limits.placeholder, false),
    default_to_current_conversation: true,
    response_url_enabled: true,
    filter: { exclude_bot_users: true },
  });
}

function ownOption({ label, value }: Option) {
  return { text: plain(label, limits.optionText, false), value };
}

export interface DescribedOption extends Option {
  /** A second line; empty: none. */
  readonly description: string;
}

/** An option made of data: emoji codes in a name stay text. */
export function dataOption({ label, value, description }: DescribedOption): SlackOption {
  const option = { text: plain(label, limits.optionText, false), value };
  if (description === "") return option;
  return { ...option, description: plain(description, limits.optionText, false) };
}
