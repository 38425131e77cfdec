import { unquote } from "../../core/reading/plain.ts";
import {
  exampleSim,
  invalid,
  invalidWindow,
  type SessionsCommand,
  type SimQuestion,
} from "./command-forms.ts";
import {
  accountAtEnd,
  type CommandContext,
  type Reading,
  readingsOf,
  withoutPunctuation,
} from "./command-options.ts";
import { sessionsCommand } from "./command-words.ts";

/** The name of a SIM, and options behind it; each longer reading of the name is a whole name. */
export function parseSessions(words: readonly string[], context: CommandContext): SessionsCommand {
  const readings = readingsOf(words, 0, context);
  const asked = onlyAccount(readings.at(-1) ?? readings[0], context);
  const questions = [...readings.slice(0, -1), asked].flatMap(questionsOf);
  const last = questionsOf(asked).at(-1) ?? null;
  if (asked.bad !== null) return invalidWindow(asked, "/sim sessions", questions);
  if (last === null) {
    const named = { sim: exampleSim, account: asked.account };
    return invalid("sim_missing", sessionsCommand(named, asked), questions);
  }
  return { kind: "sessions", ...last, wholes: questions.slice(0, -1) };
}

/** "sessions in emea": where, but not which. */
function onlyAccount(reading: Reading, { hasAccountNames }: CommandContext): Reading {
  const named = hasAccountNames ? accountAtEnd(reading.rest, 0) : null;
  const isAll = named !== null && named.words === reading.rest.length;
  return isAll ? { ...reading, rest: [], account: named.account } : reading;
}

/** As it stands, and without what ends the sentence. */
function questionsOf({ rest, bad, windowName, isPublic, account }: Reading): SimQuestion[] {
  const text = rest.join(" ");
  const names = new Set([text, withoutPunctuation(text)].map(unquote));
  const some = bad === null ? [...names].filter((sim) => sim !== "") : [];
  return some.map((sim) => ({ sim, account, windowName, isPublic }));
}

/** Words as a question about a SIM, or what would be right in their place. */
export function sessionsExample(words: readonly string[], context: CommandContext): string {
  const command = parseSessions(words, context);
  return command.kind === "invalid" ? command.example : `/sim sessions ${words.join(" ")}`;
}
