import { messageCharacters } from "../../core/identifiers.ts";

/** Fields of a message that people read, whatever posted it. */
const readFields = new Set(["text", "fallback", "pretext", "title", "value", "url", "title_link"]);

/** What is read of one message: bounds what a made-up payload can cost. */
const mostTexts = 500;
const deepest = 12;

/**
 * Everything that a message says: its text, and the blocks and attachments in which alerting
 * tools put theirs. Slack's escapes are undone; what `<address|words>` stands for is kept as both.
 */
export function textsOfMessage(message: unknown): string {
  const read = new Set<string>();
  let left = messageCharacters;
  for (const text of textsIn(message, 0)) {
    if (read.has(text)) continue;
    const cut = text.slice(0, left);
    read.add(cut);
    left -= cut.length;
    if (left <= 0 || read.size === mostTexts) break;
  }
  return [...read].map(unescaped).join("\n");
}

/** One after the other, so that whoever has read enough need not look at the rest. */
function* textsIn(value: unknown, depth: number): Generator<string> {
  if (depth > deepest || typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner !== "string") yield* textsIn(inner, depth + 1);
    else if (readFields.has(name)) yield inner;
  }
}

function unescaped(text: string): string {
  return text
    .replace(/<([^<>|]*)\|([^<>]*)>/g, " $1 $2 ")
    .replace(/<([^<>]*)>/g, " $1 ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
