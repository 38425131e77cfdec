const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const wide =
  /\p{Emoji_Presentation}|\p{Regional_Indicator}|\ufe0f|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns that a text takes in a terminal: emoji and East Asian characters take two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += wide.test(segment) ? 2 : 1;
  return columns;
}

export function padTo(text: string, columns: number, align: "left" | "center" | "right"): string {
  const missing = Math.max(0, columns - columnsOf(text));
  const before = { left: 0, center: Math.floor(missing / 2), right: missing }[align];
  return " ".repeat(before) + text + " ".repeat(missing - before);
}

/** Breaks lines at spaces; a word that is too long for a line, such as an address, stays whole. */
export function wrapText(text: string, columns: number): string {
  return text
    .split("\n")
    .map((line) => wrapLine(line, columns))
    .join("\n");
}

function wrapLine(line: string, columns: number): string {
  if (columnsOf(line) <= columns) return line;
  const indent = /^(?:│ |[ •]*)/.exec(line)?.[0].replaceAll("•", " ") ?? "";
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(/(?<=\S) (?=\S)/)) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (current !== "" && columnsOf(longer) > columns) {
      lines.push(current);
      current = indent + word;
    } else current = longer;
  }
  return [...lines, current].join("\n");
}

/**
 * Text from a device name must not move the cursor, recolour the screen or reorder the line:
 * control characters and direction marks are dropped, line ends and tabs kept.
 */
export function safeForTerminal(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_C}]/gu, (character) =>
    character === "\n" || character === "\t" ? character : "",
  );
}
