import { unwrap } from "../../core/reading/plain.ts";
import { withoutMarksAtStart } from "../../core/text-ends.ts";
import { adminVerbs, verbs } from "./command-forms.ts";
import { withoutPunctuation } from "./command-options.ts";

type Verb = (typeof verbs)[number] | (typeof adminVerbs)[number];

const marked = /^([`"'*_])\1{0,2}/;

/**
 * What is said, without what people and Slack put around it: `: sessions x`, `/sim sessions x`
 * behind a `/sim`, code ticks around the whole, a colon behind the first word.
 */
export function saidTo(text: string): string {
  let said = unwrap(text);
  for (let before = ""; before !== said; ) {
    before = said;
    said = withoutMarksAtStart(said, " ,:;.!?>-").replace(/^\/sim(?![^\s:,])/i, "");
    const [mark = ""] = marked.exec(said) ?? [];
    const end = mark === "" ? -1 : said.indexOf(mark, mark.length);
    // A name in quotes is no command.
    const [first = ""] = said.slice(mark.length, Math.max(end, 0)).trim().split(/[ :]/, 1);
    if (verbIn(first) === undefined && first.toLowerCase() !== "/sim") continue;
    // What stands in it may have marks of its own.
    const last = said.lastIndexOf(mark);
    said = said.slice(mark.length, last) + said.slice(last + mark.length);
  }
  return withoutMarksAround(said).replace(/^([a-z]+) ?[:,] ?/i, (all, word) =>
    verbIn(word) === undefined ? all : `${word} `,
  );
}

/** Bullets, brackets and marks of any script; `sim` only where no name of a SIM is likely to begin so. */
const beforeVerb = new RegExp(
  `^(?:[^\\p{L}\\p{N}"'\`]|sim(?=[ :,]+(?:sessions|compare|find)[ :,]))+(?=(?:${[...verbs, ...adminVerbs].join("|")})(?![\\p{L}\\p{N}]))`,
  "iu",
);
const closing: ReadonlyMap<string, string> = new Map(
  Object.entries({ "(": ")", "[": "]", "~": "~", "{": "}" }),
);

/** `(sessions x)`, `• sessions x`, `sim sessions x`. */
function withoutMarksAround(said: string): string {
  const [opened = ""] = beforeVerb.exec(said) ?? [];
  const rest = said.slice(opened.length);
  const end = closing.get(opened.trim().at(-1) ?? "");
  return end !== undefined && rest.endsWith(end) ? rest.slice(0, -end.length) : rest;
}

/** The verb that a word is, whatever stands around it. */
export function verbIn(word: string): Verb | undefined {
  const typed = withoutPunctuation(word).toLowerCase();
  return [...verbs, ...adminVerbs].find((verb) => verb === typed);
}
