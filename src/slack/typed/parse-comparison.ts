import { unquote } from "../../core/reading/plain.ts";
import {
  type Comparison,
  exampleComparison,
  invalid,
  invalidWindow,
  type SimCommand,
} from "./command-forms.ts";
import {
  accountAtStart,
  type CommandContext,
  type Reading,
  readingsOf,
  withoutPunctuation,
} from "./command-options.ts";

/**
 * Two names, each one word or in quotes; `and` and the like may stand between them. `in` behind
 * the first name is about that one, at the end about all that have none of their own.
 */
export function parseComparison(words: readonly string[], context: CommandContext): SimCommand {
  const tokens = words.join(" ").match(/"+[^"]*"+|'+[^']*'+|`+[^`]*`+|\S+/g) ?? [];
  const readings = readingsOf(tokens, 2, context);
  const asked = readings.at(-1) ?? readings[0];
  const comparison = comparisonIn(asked, context);
  if (comparison === null) return invalid("compare_needs_two", exampleComparison);
  if (asked.bad !== null) return invalidWindow(asked, "/sim compare", []);
  const wholes = readings.slice(0, -1).flatMap((reading) => {
    // What could be options is a part of the second name.
    const own = comparisonIn({ ...reading, rest: asked.rest, account: null }, context);
    const [first, second] = own?.sims ?? [];
    if (first === undefined || second === undefined) return [];
    const sim = [second.sim, ...reading.rest.slice(asked.rest.length)].join(" ");
    const { windowName, isPublic, account } = reading;
    const named = { sim: withoutPunctuation(sim), account };
    const one = { ...first, account: first.account ?? account };
    return [{ sims: [one, named] as const, sharesAccount: account !== null, windowName, isPublic }];
  });
  return { kind: "compare", ...comparison, wholes };
}

function comparisonIn(
  { rest, account, windowName, isPublic }: Reading,
  context: CommandContext,
): Comparison | null {
  const [first, ...behind] = rest;
  const own = context.hasAccountNames && behind.length >= 3 ? accountAtStart(behind) : null;
  const others = own === null ? behind : behind.slice(own.words);
  const [second, ...more] =
    others.length === 2 && /^(?:and|vs\.?|with|&)$/i.test(others[0] ?? "")
      ? others.slice(1)
      : others;
  const [one, other] = [first, second].map((name) => unquote(withoutPunctuation(name ?? "")));
  if (!one || !other || more.length > 0) return null;
  const sims = [
    { sim: one, account: own?.account ?? account },
    { sim: other, account },
  ] as const;
  return { sims, sharesAccount: account !== null && own === null, windowName, isPublic };
}
