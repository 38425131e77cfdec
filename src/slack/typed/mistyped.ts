import { editDistance } from "../../core/edit-distance.ts";
import { exampleComparison, verbs } from "./command-forms.ts";
import { accountAtStart, type CommandContext, withoutPunctuation } from "./command-options.ts";
import { parseComparison } from "./parse-comparison.ts";
import { sessionsExample } from "./parse-sessions.ts";
import { verbIn } from "./said-to.ts";

/** Words that other tools use for the same. */
const aliases: ReadonlyMap<string, (typeof verbs)[number]> = new Map([
  ["status", "sessions"],
  ["info", "sessions"],
  ["show", "sessions"],
  ["list", "find"],
  ["search", "find"],
]);

/** The command that was probably meant by a mistyped verb, or one of another tool. `null`: it is like none. */
export function exampleOfMistyped(
  word: string,
  rest: readonly string[],
  context: CommandContext,
): string | null {
  const typed = withoutPunctuation(word).toLowerCase();
  if (typed === "words") return "/sim help words";
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  const verb =
    aliases.get(typed) ?? verbs.find((candidate) => editDistance(typed, candidate) <= allowed);
  if (verb !== undefined) return exampleOf(verb, rest, context);
  const [next, ...behind] = rest;
  if (next !== undefined && /^(?:please|pls|hey|hi|hello|ok|okay)[,.:!]*$/.test(typed)) {
    const nextVerb = verbIn(next);
    return nextVerb === undefined
      ? exampleOfMistyped(next, behind, context)
      : exampleOf(nextVerb, behind, context);
  }
  return null;
}

/** A SIM without a verb. "in emea cargo-cam-07": the account may come first in a sentence, but not in a command. */
export function exampleWithoutVerb(words: readonly string[], context: CommandContext): string {
  const named = context.hasAccountNames ? accountAtStart(words) : null;
  if (named === null) return sessionsExample(words, context);
  return sessionsExample([...words.slice(named.words), "in", named.account], context);
}

function exampleOf(
  verb: NonNullable<ReturnType<typeof verbIn>>,
  rest: readonly string[],
  context: CommandContext,
): string {
  if (verb === "sessions") return sessionsExample(rest, context);
  if (verb === "compare") {
    const isRight = parseComparison(rest, context).kind === "compare";
    return isRight ? `/sim compare ${rest.join(" ")}` : exampleComparison;
  }
  return verb === "find" ? `/sim find ${rest.join(" ")}`.trim() : `/sim ${verb}`;
}
