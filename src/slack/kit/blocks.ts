import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  ImageBlock,
  KnownBlock,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from "@slack/types";
import { cutText } from "../../core/cut-text.ts";
import { cleanText } from "./clean.ts";
import { limits } from "./limits.ts";
import { isEmpty, joined, type Mrkdwn } from "./mrkdwn.ts";

/** What is sent: blocks, and the same in a few words for notifications and screen readers. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** A message within Slack's limits. `text` is markup too: it goes through the same escapes. */
export function message(text: Mrkdwn, blocks: readonly (KnownBlock | null)[]): Message {
  const present = blocks.filter((block) => block !== null);
  return {
    text: cutMarkup(text.mrkdwn, limits.fallbackText),
    blocks: present.slice(0, limits.blocksInMessage),
  };
}

/** Two messages as one, the second below the first. */
export function together(first: Message, second: Message): Message {
  return {
    text: cutMarkup(`${first.text}\n${second.text}`, limits.fallbackText),
    blocks: [...first.blocks, ...second.blocks].slice(0, limits.blocksInMessage),
  };
}

/** Large bold plain text; no markup is read in it. */
export function header(text: string): HeaderBlock {
  return { type: "header", text: plain(text, limits.headerText, false) };
}

export function section(text: Mrkdwn, accessory?: Button): SectionBlock {
  const block: SectionBlock = { type: "section", text: markup(text, limits.sectionText) };
  if (accessory !== undefined) block.accessory = accessory;
  return block;
}

/**
 * Small grey text. One element: several stand side by side, which a phone does not show. Lines stay
 * lines. `null` when there is nothing to say: Slack refuses an empty context.
 */
export function context(texts: readonly (Mrkdwn | null)[]): ContextBlock | null {
  const present = texts.filter((text) => text !== null && !isEmpty(text));
  if (present.length === 0) return null;
  const isList = present.some((text) => text?.mrkdwn.includes("\n"));
  const text = joined(present, isList ? "\n" : " · ");
  return { type: "context", elements: [markup(text, limits.contextText)] };
}

export function divider(): DividerBlock {
  return { type: "divider" };
}

/** What can be pressed or chosen in a row. */
export type Control = Button | StaticSelect | Overflow;

/** A row of buttons and menus. `null` when there are none: Slack refuses an empty row. */
export function actions(elements: readonly (Control | null)[]): ActionsBlock | null {
  const present = elements.filter((element) => element !== null);
  if (present.length === 0) return null;
  return { type: "actions", elements: present.slice(0, limits.actionsElements) };
}

export interface ButtonInput {
  readonly actionId: string;
  readonly label: string;
  /** Carries everything the next answer needs; at most 2,000 characters. */
  readonly value: string;
  /** What a screen reader says: begins with the label, or is said after it. */
  readonly spoken?: string;
  readonly style?: "primary" | "danger";
  /** Asked by Slack itself before the press is told. */
  readonly confirm?: ConfirmInput;
}

export interface ConfirmInput {
  readonly title: string;
  readonly text: string;
  /** The button that goes on; the other one says "Cancel". */
  readonly label: string;
}

export function button({ actionId, label, value, spoken, style, confirm }: ButtonInput): Button {
  const element: Button = {
    type: "button",
    action_id: actionId,
    text: plain(label, limits.buttonText, true),
    value,
  };
  if (spoken !== undefined) {
    // Who speaks to their phone says what they see (WCAG 2.5.3, label in name).
    const beginsWithLabel = spoken.toLowerCase().startsWith(label.toLowerCase());
    const said = beginsWithLabel ? spoken : `${label}: ${spoken}`;
    element.accessibility_label = cutText(said, limits.accessibilityLabel);
  }
  if (style !== undefined) element.style = style;
  if (confirm !== undefined) element.confirm = confirmation(confirm);
  return element;
}

function confirmation({ title, text, label }: ConfirmInput): ConfirmationDialog {
  return {
    title: plain(title, limits.confirmTitle, false),
    text: plain(text, limits.confirmText, false),
    confirm: plain(label, limits.confirmButton, false),
    deny: plain("Cancel", limits.confirmButton, false),
  };
}

export interface Option {
  readonly label: string;
  readonly value: string;
}

/**
 * A menu that shows what is chosen, or its placeholder. Slack refuses one without options.
 *
 * @param chosen the value of the option that is taken already
 */
export function select(
  actionId: string,
  placeholder: string,
  options: readonly Option[],
  chosen?: string,
): StaticSelect {
  const all = options.map(optionObject);
  const element: StaticSelect = {
    type: "static_select",
    action_id: actionId,
    placeholder: plain(placeholder, limits.placeholder, true),
    options: all,
  };
  const initial = all.find(({ value }) => value === chosen);
  if (initial !== undefined) element.initial_option = initial;
  return element;
}

/** Three dots with at most five things to do behind them. */
export function overflow(actionId: string, options: readonly Option[]): Overflow {
  const all = options.slice(0, limits.overflowOptions).map(optionObject);
  return { type: "overflow", action_id: actionId, options: all };
}

function optionObject({ label, value }: Option): PlainTextOption & { readonly value: string } {
  return { text: plain(label, limits.optionText, true), value };
}

/** A picture that Slack fetches from us. */
export function imageFromUrl(url: string, altText: string): ImageBlock {
  return { type: "image", image_url: url, alt_text: cleanText(altText, limits.imageAltText) };
}

/** A picture that was uploaded to Slack and is processed. */
export function imageFromFile(fileId: string, altText: string): ImageBlock {
  return {
    type: "image",
    slack_file: { id: fileId },
    alt_text: cleanText(altText, limits.imageAltText),
  };
}

/** Plain text is not read as markup, but previews and copies of it may be: no mention, no link. */
export function plain(text: string, maxCharacters: number, emoji: boolean): PlainTextElement {
  const clean = cleanText(text, maxCharacters).replace(/<(?=[!@#]|[a-z]+:)/gi, "‹");
  return { type: "plain_text", text: clean === "" ? "–" : clean, emoji };
}

/** `verbatim` keeps Slack from turning names and addresses in the data into links. */
function markup(text: Mrkdwn, maxCharacters: number): MrkdwnElement {
  const cut = cutMarkup(text.mrkdwn, maxCharacters);
  return { type: "mrkdwn", text: cut.trim() === "" ? "–" : cut, verbatim: true };
}

/** Cuts without leaving half an escape, link or date behind. */
function cutMarkup(markupText: string, maxCharacters: number): string {
  if (markupText.length <= maxCharacters) return markupText;
  const kept = cutText(markupText, maxCharacters).slice(0, -1);
  const open = kept.indexOf("<", kept.lastIndexOf(">") + 1);
  const whole = open < 0 ? kept : kept.slice(0, open);
  return `${whole.replace(/&[a-z]{0,3}$/, "")}…`;
}
