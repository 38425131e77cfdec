import { messageCharacters } from "../../core/reading/running-text.ts";
import { isShownField, isShownPart } from "./shown-fields.ts";
import { characterOf, shownOfHtml, shownOfMarkdown, shownOfMarkup } from "./shown-text.ts";

/** What is read of one message: bounds what a made-up payload can cost. */
const mostTexts = 4_000;
/** The same words stand in a message up to three times: as its text, in its blocks, in fallbacks. */
const mostLookedAt = 4 * messageCharacters;
/** A list in a message that another message quotes lies 13 deep. */
const deepest = 24;

type Part = Readonly<Record<string, unknown>>;

/**
 * Everything that a person sees in a message: its text, the blocks and attachments in which
 * alerting tools put theirs, messages quoted in it, and its files with the e-mails among them.
 * Slack's escapes are undone; of a link both are kept, its words and where it leads.
 */
export function textsOfMessage(message: unknown): string {
  const read = new Set<string>();
  let left = messageCharacters;
  let lookedAt = 0;
  for (const text of textsIn(message, 0)) {
    lookedAt += text.length;
    if (!read.has(text)) {
      const cut = text.slice(0, left);
      read.add(cut);
      left -= cut.length;
    }
    if (left <= 0 || lookedAt >= mostLookedAt || read.size === mostTexts) break;
  }
  return [...read].filter((text) => text.trim() !== "").join("\n");
}

/** One after the other, so that whoever has read enough need not look at the rest. */
function* textsIn(value: unknown, depth: number): Generator<string> {
  if (depth > deepest || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const inner of value) yield* textsIn(inner, depth + 1);
    return;
  }
  const part = value as Part;
  if (isLine(part)) return yield* textsOfLine(part.elements);
  for (const [name, inner] of Object.entries(part)) {
    if (typeof inner === "object") {
      if (isShownPart(name)) yield* textsIn(inner, depth + 1);
    } else if (isShownField(name, part)) yield shown(name, inner, part);
  }
}

/** Long texts are cut before anything looks at them. */
function shown(name: string, inner: unknown, part: Part): string {
  if (typeof inner === "number") return String(inner);
  if (typeof inner !== "string") return "";
  const text = inner.slice(0, messageCharacters);
  if (name === "simplified_html") return shownOfHtml(text);
  if (name === "preview") return part["mode"] === "email" ? shownOfHtml(text) : text;
  if (name === "plain_text" || name === "preview_plain_text") return text;
  return part["type"] === "markdown" ? shownOfMarkdown(text) : shownOfMarkup(text);
}

interface Line extends Part {
  readonly elements: readonly unknown[];
}

/** Rich text whose elements stand on one line; bold letters within a word do not divide it. */
function isLine(part: Part): part is Line {
  const { type, elements } = part;
  return (
    typeof type === "string" &&
    /^rich_text_(?:section|preformatted|quote)$/.test(type) &&
    Array.isArray(elements)
  );
}

/** The line as people see it, and where its links lead. */
function* textsOfLine(elements: readonly unknown[]): Generator<string> {
  const shownElements = elements.slice(0, mostTexts);
  yield shownElements.map(elementOf).join("").slice(0, messageCharacters);
  for (const element of shownElements) {
    const url = typeof element === "object" && element !== null && (element as Part)["url"];
    if (typeof url === "string") yield url;
  }
}

/** What people see of a rich text element: a mentioned person or channel is known by an id only. */
function elementOf(element: unknown): string {
  if (typeof element !== "object" || element === null) return "";
  const { type, text, url, fallback, unicode } = element as Part;
  if (typeof text === "string") return shownOfMarkup(text.slice(0, messageCharacters));
  if (type === "link" && typeof url === "string") return url.slice(0, messageCharacters);
  if (type === "date" && typeof fallback === "string") return fallback.slice(0, messageCharacters);
  if (type === "emoji" && typeof unicode === "string") return emojiOf(unicode);
  return " ";
}

/** `1f468-200d-1f4bb`: the points of one emoji, in hexadecimal digits. */
function emojiOf(unicode: string): string {
  const points = unicode.slice(0, 100).split("-");
  return points.map((point) => characterOf(Number.parseInt(point, 16))).join("");
}
