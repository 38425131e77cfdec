/** Fields of a message that people read, whatever posted it. */
const readFields = new Set(["text", "fallback", "pretext", "title", "value", "url", "title_link"]);

/** What is read of one message: bounds what a made-up payload can cost. */
const mostTexts = 500;

/**
 * Everything that a message says: its text, and the blocks and attachments in which alerting
 * tools put theirs. Slack's escapes are undone; what `<address|words>` stands for is kept as both.
 */
export function textsOfMessage(message: unknown): string {
  return [...new Set(textsIn(message, 0))].slice(0, mostTexts).map(unescaped).join("\n");
}

const deepest = 12;

function textsIn(value: unknown, depth: number): string[] {
  if (depth > deepest || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, depth + 1));
  return Object.entries(value).flatMap(([name, inner]) => {
    if (typeof inner !== "string") return textsIn(inner, depth + 1);
    return readFields.has(name) ? [inner] : [];
  });
}

function unescaped(text: string): string {
  return text
    .replace(/<([^<>|]*)\|([^<>]*)>/g, " $1 $2 ")
    .replace(/<([^<>]*)>/g, " $1 ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
