import { type QuietUntil, readQuietUntil } from "../../core/fleet/quiet-until.ts";
import { unquote } from "../../core/reading/plain.ts";
import { exampleSim, invalid, type SimCommand } from "./command-forms.ts";
import { accountAtEnd, type CommandContext, withoutPunctuation } from "./command-options.ts";
import { parseSessions } from "./parse-sessions.ts";

const example = `/sim quiet ${exampleSim} 7d new antenna`;

/**
 * A name, one word or several, then how long, then a reason. The first word behind a name that says
 * how long is it: a name that has such a word needs quotes.
 */
export function parseQuiet(words: readonly string[], context: CommandContext): SimCommand {
  const nameWords = wordsOfQuoted(words);
  const at = words.findIndex((word, index) => index >= Math.max(nameWords, 1) && isUntil(word));
  // "quiet pump" alone may be a SIM.
  const sessions = parseSessions(["quiet", ...words], context);
  const wholes = sessions.kind === "sessions" ? [...sessions.wholes, sessions] : sessions.wholes;
  if (at < 0) return invalid("quiet_needs_end", example, wholes);
  const named = words.slice(0, at);
  const account = context.hasAccountNames ? accountAtEnd(named, 1) : null;
  const sim = unquote(
    withoutPunctuation((account === null ? named : named.slice(0, -account.words)).join(" ")),
  );
  if (sim === "") return invalid("sim_missing", example, wholes);
  const until = untilIn(words[at] ?? "");
  if (until === null) return invalid("quiet_needs_end", example, wholes);
  const reason = unquote(words.slice(at + 1).join(" "));
  const told = reason === "" || until === "off" ? null : reason;
  return { kind: "quiet", sim, account: account?.account ?? null, until, reason: told };
}

/** How many words the name in quotes at the beginning has; 0: none is there. */
function wordsOfQuoted(words: readonly string[]): number {
  const [first = ""] = words;
  const mark = first.charAt(0);
  if (!['"', "'", "`"].includes(mark)) return 0;
  const last = words.findIndex(
    (word, index) => word.endsWith(mark) && (index > 0 || word.length > 1),
  );
  return last + 1;
}

function isUntil(word: string): boolean {
  return untilIn(word) !== null;
}

function untilIn(word: string): QuietUntil | "off" | null {
  const bare = withoutPunctuation(word);
  return bare.toLowerCase() === "off" ? "off" : readQuietUntil(bare);
}
