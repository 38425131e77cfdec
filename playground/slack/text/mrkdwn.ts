/**
 * Slack's mrkdwn as a tree. Pure and without imports: the terminal and the page in the browser
 * read the same parser.
 */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold" | "italic" | "strike" | "quote"; readonly inner: readonly Inline[] }
  | { readonly kind: "code" | "preformatted"; readonly text: string }
  | { readonly kind: "link"; readonly url: string; readonly label: string }
  | { readonly kind: "user" | "channel" | "usergroup"; readonly id: string; readonly label: string }
  | { readonly kind: "broadcast"; readonly range: string }
  | { readonly kind: "emoji"; readonly name: string }
  | {
      readonly kind: "date";
      /** Seconds since 1970. */
      readonly timestamp: number;
      readonly format: string;
      readonly url: string;
      readonly fallback: string;
    };

/** Slack escapes exactly these three. */
export function unescapeControl(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Reads a whole mrkdwn text: preformatted parts, quoted lines, then what stands in a line. */
export function parseMrkdwn(text: string): Inline[] {
  const parts = text.split(/```/);
  // An odd number of fences leaves the last one as plain characters.
  const closed = parts.length % 2 === 1;
  const fenced = closed ? parts : [...parts.slice(0, -2), parts.slice(-2).join("```")];
  return fenced.flatMap((part, index): Inline[] => {
    if (index % 2 === 0) return parseLines(part);
    return [{ kind: "preformatted", text: unescapeControl(part.replace(/^\n|\n$/g, "")) }];
  });
}

function parseLines(text: string): Inline[] {
  const result: Inline[] = [];
  let plain: string[] = [];
  const flush = () => {
    if (plain.length > 0) result.push(...parseInline(plain.join("\n")));
    plain = [];
  };
  for (const line of text.split("\n")) {
    const quote = /^(?:>|&gt;) ?(.*)$/.exec(line);
    if (quote === null) {
      plain.push(line);
      continue;
    }
    flush();
    const inner = parseInline(quote[1] ?? "");
    const last = result.at(-1);
    if (last?.kind === "quote") {
      result[result.length - 1] = {
        kind: "quote",
        inner: [...last.inner, { kind: "text", text: "\n" }, ...inner],
      };
    } else result.push({ kind: "quote", inner });
  }
  flush();
  return result;
}

const styleMarks: Readonly<Record<string, "bold" | "italic" | "strike">> = {
  "*": "bold",
  _: "italic",
  "~": "strike",
};

function parseInline(text: string): Inline[] {
  const result: Inline[] = [];
  let plain = "";
  let at = 0;
  const take = (node: Inline, length: number) => {
    if (plain !== "") result.push({ kind: "text", text: unescapeControl(plain) });
    plain = "";
    result.push(node);
    at += length;
  };
  while (at < text.length) {
    const rest = text.slice(at);
    const found =
      readAngle(rest) ?? readCode(rest) ?? readEmoji(rest) ?? readStyle(rest, text[at - 1]);
    if (found === null) {
      plain += text[at];
      at += 1;
    } else take(found.node, found.length);
  }
  if (plain !== "") result.push({ kind: "text", text: unescapeControl(plain) });
  return result;
}

interface Found {
  readonly node: Inline;
  readonly length: number;
}

function readAngle(rest: string): Found | null {
  const match = /^<([^<>\n]+)>/.exec(rest);
  if (match === null) return null;
  const body = match[1] ?? "";
  const length = match[0].length;
  const bar = body.indexOf("|");
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? "" : unescapeControl(body.slice(bar + 1));
  const id = target.slice(1);
  if (target.startsWith("!date^")) return readDate(target, label, length);
  if (target.startsWith("!subteam^")) {
    return { node: { kind: "usergroup", id: target.slice(9), label }, length };
  }
  if (/^!(here|channel|everyone)$/.test(target)) {
    return { node: { kind: "broadcast", range: id }, length };
  }
  if (/^@[UW][A-Z0-9]+$/.test(target)) return { node: { kind: "user", id, label }, length };
  if (/^#[CDG][A-Z0-9]+$/.test(target)) return { node: { kind: "channel", id, label }, length };
  if (/^(https?:\/\/|mailto:|tel:)/.test(target)) {
    const url = unescapeControl(target);
    return { node: { kind: "link", url, label: label === "" ? url : label }, length };
  }
  return null;
}

function readDate(target: string, fallback: string, length: number): Found | null {
  const [, seconds = "", format = "", url = ""] = target.split("^");
  if (!/^\d+$/.test(seconds) || format === "") return null;
  const timestamp = Number(seconds);
  const node = { kind: "date", timestamp, format: unescapeControl(format), url, fallback } as const;
  return { node, length };
}

function readCode(rest: string): Found | null {
  const match = /^`([^`\n]+)`/.exec(rest);
  if (match === null) return null;
  return { node: { kind: "code", text: unescapeControl(match[1] ?? "") }, length: match[0].length };
}

function readEmoji(rest: string): Found | null {
  const match = /^:([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?/.exec(rest);
  // Times such as 10:05:00 hold digits between colons and are no emoji.
  if (match === null || /^\d+$/.test(match[1] ?? "")) return null;
  return { node: { kind: "emoji", name: match[1] ?? "" }, length: match[0].length };
}

/** Marks count only at the edge of a word, with no space on their inner side. */
function readStyle(rest: string, before: string | undefined): Found | null {
  const mark = rest[0] ?? "";
  const kind = styleMarks[mark];
  if (kind === undefined || (before !== undefined && /[\p{L}\p{N}]/u.test(before))) return null;
  if (/^[\s]|^$/.test(rest.slice(1, 2)) || rest[1] === mark) return null;
  const end = closingMark(rest, mark);
  if (end < 0) return null;
  return { node: { kind, inner: parseInline(rest.slice(1, end)) }, length: end + 1 };
}

function closingMark(rest: string, mark: string): number {
  for (let at = 1; at < rest.length; at += 1) {
    const here = rest[at];
    if (here === "\n") return -1;
    if (here === "<" || here === "`") {
      const skipped = readAngle(rest.slice(at)) ?? readCode(rest.slice(at));
      if (skipped !== null) {
        at += skipped.length - 1;
        continue;
      }
    }
    const inside = rest[at - 1] ?? " ";
    if (here === mark && !/\s/.test(inside) && !/^[\p{L}\p{N}]/u.test(rest.slice(at + 1))) {
      return at;
    }
  }
  return -1;
}
