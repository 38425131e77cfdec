import { unquote } from "../../core/reading/plain.ts";
import { exampleSim, invalid, type SimCommand } from "./command-forms.ts";
import { accountAtEnd, type CommandContext, withoutPunctuation } from "./command-options.ts";
import { exampleOfMistyped, exampleWithoutVerb } from "./mistyped.ts";
import { parseComparison } from "./parse-comparison.ts";
import { parseDark } from "./parse-dark.ts";
import { parseHandover } from "./parse-handover.ts";
import { parseQuiet } from "./parse-quiet.ts";
import { parseSessions } from "./parse-sessions.ts";
import { saidTo, verbIn } from "./said-to.ts";

/** Longer than any name the platform takes; what is longer was pasted by mistake. */
const maximumTextCharacters = 500;

/**
 * Understands the text of the slash command, or of a mention. Never throws: what is not understood
 * is a member of the union, with the nearest correct example.
 */
export function parseSimCommand(
  text: string,
  context: CommandContext = { hasAccountNames: false },
): SimCommand {
  if (text.length > maximumTextCharacters) {
    return invalid("text_too_long", `/sim sessions ${exampleSim}`);
  }
  const words = saidTo(text).split(" ").filter(Boolean);
  const [first, ...rest] = words;
  if (first === undefined) return { kind: "help" };
  if (isAboutAudit(words)) return { kind: "audit", since: rest[0] ?? "7d" };
  switch (verbIn(first)) {
    case "help":
      return rest[0]?.toLowerCase() === "words" ? { kind: "glossary" } : { kind: "help" };
    case "health":
      return { kind: "health" };
    case "sessions":
      return parseSessions(rest, context);
    case "compare":
      return parseComparison(rest, context);
    case "find":
      return parseFind(rest, context);
    case "dark":
      return parseDark(rest, context);
    case "evidence":
      return parseEvidence(rest, context);
    case "handover":
      return parseHandover(rest);
    case "accounts":
      return { kind: "accounts" };
    case "quiet":
      return parseQuiet(rest, context);
    case "watches":
      return { kind: "watches" };
    case "audit":
    case undefined: {
      const typed = { word: first, rest, sessions: parseSessions(words, context) };
      const near = exampleOfMistyped(first, rest, context);
      const example = near ?? exampleWithoutVerb(words, context);
      return { kind: "unknown", ...typed, example, isMistyped: near !== null };
    }
  }
}

/** Alone, or with the beginning of a stretch of time; with another word behind it, it is part of a SIM's name. */
function isAboutAudit([first = "", since = "1", ...more]: readonly string[]): boolean {
  return verbIn(first) === "audit" && /^\d/.test(since) && more.length === 0;
}

/** All words are the SIM's, but for an account: what was kept is of any window. */
function parseEvidence(words: readonly string[], { hasAccountNames }: CommandContext): SimCommand {
  const named = hasAccountNames ? accountAtEnd(words, 1) : null;
  const text = named === null ? words : words.slice(0, -named.words);
  const sim = unquote(withoutPunctuation(text.join(" ")));
  if (sim === "") return invalid("sim_missing", `/sim evidence ${exampleSim}`);
  return { kind: "evidence", sim, account: named?.account ?? null };
}

/** Windows and `public` are no options here: they are looked for like any other word. */
function parseFind(words: readonly string[], { hasAccountNames }: CommandContext): SimCommand {
  const named = hasAccountNames ? accountAtEnd(words, 0) : null;
  const text = named === null ? words : words.slice(0, -named.words);
  return { kind: "find", text: unquote(text.join(" ")), account: named?.account ?? null };
}
