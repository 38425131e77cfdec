/**
 * Text of Slack's own markup as it is on the screen, and the addresses behind its links apart, so
 * that `<http://gate.io|gate.io>-7` stays the one word that people see.
 */
export function shownOfMarkup(text: string): string {
  const addresses: string[] = [];
  const shown = text
    .replace(/<([^<>|]*)\|([^<>]*)>/g, (_, address: string, words: string) => {
      if (!/^[@#!]/.test(address)) addresses.push(address);
      return words;
    })
    .replace(/<([^<>]*)>/g, " $1 ");
  return unescaped([shown, ...addresses].join("\n"));
}

/** Standard Markdown: a backslash makes the sign behind it a plain one. */
export function shownOfMarkdown(text: string): string {
  return shownOfMarkup(text.replaceAll(/\\([!-/:-@[-`{-~])/g, "$1"));
}

/** Tags that stand within a word without dividing it. */
const inline = /^<\/?(?:a|abbr|b|code|em|font|i|mark|s|small|span|strong|sub|sup|tt|u|wbr)\b/i;

/** What stands between these is for the browser. */
const unseen = /^<(\/?)(?:head|script|style|title)\b/i;

/** An e-mail's HTML as words; the addresses of its links come last. */
export function shownOfHtml(html: string): string {
  const words: string[] = [];
  const addresses: string[] = [];
  let isSeen = true;
  let end = 0;
  for (const { 0: tag, index } of html.matchAll(/<[^<>]*>/g)) {
    if (isSeen) words.push(html.slice(end, index), inline.test(tag) ? "" : "\n");
    const address = /\shref\s*=\s*["']?([^"'\s>]+)/i.exec(tag)?.[1];
    if (address !== undefined) addresses.push(address);
    isSeen = (unseen.exec(tag)?.[1] ?? (isSeen ? "/" : "")) === "/";
    end = index + tag.length;
  }
  if (isSeen) words.push(html.slice(end));
  return unescaped([words.join(""), ...addresses].join("\n"));
}

const signs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " ", shy: "", zwnj: "" },
    ...{ ndash: "–", mdash: "—", hyphen: "‐", colon: ":", period: ".", lowbar: "_" },
  }),
);

/** Each escape once: `&amp;lt;` was written to be read as `&lt;`. */
function unescaped(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi,
    (written, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return signs.get(name) ?? written;
      return characterOf(decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal));
    },
  );
}

/** The character, or nothing if there is none of that number. */
export function characterOf(point: number): string {
  const isCharacter = point > 0 && point <= 0x10_ff_ff && (point < 0xd8_00 || point > 0xdf_ff);
  return isCharacter ? String.fromCodePoint(point) : "";
}
