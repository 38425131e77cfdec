import { editDistance } from "../../core/edit-distance.ts";
import { unquote, unwrap } from "../../core/reading/plain.ts";
import { withoutMarksAtStart } from "../../core/text-ends.ts";
import {
  accountAtEnd,
  accountAtStart,
  type CommandContext,
  type Reading,
  readingsOf,
  withoutPunctuation,
} from "./command-options.ts";
import { type AskedFor, type NamedSim, sessionsCommand } from "./command-words.ts";

/** What a person typed after `/sim`, understood or not. */
export type SimCommand =
  | { readonly kind: "help" }
  /** The words of an answer, explained. */
  | { readonly kind: "glossary" }
  | { readonly kind: "health" }
  /** In which accounts one may look from here. */
  | { readonly kind: "accounts" }
  /** Words, beginnings of words and typos; an empty text is every SIM. */
  | { readonly kind: "find"; readonly text: string; readonly account: string | null }
  | (SimQuestion & {
      readonly kind: "sessions";
      /** What else the text may mean, the longest name first: each wins where a SIM has exactly that name. */
      readonly wholes: readonly SimQuestion[];
    })
  | (Comparison & { readonly kind: "compare"; readonly wholes: readonly Comparison[] })
  | InvalidCommand
  | UnknownCommand;

/** The first word is none that we know: the whole is about a SIM, or the word was mistyped. */
export interface UnknownCommand {
  readonly kind: "unknown";
  readonly word: string;
  /** What stood behind it. */
  readonly rest: readonly string[];
  /** What it would be as a command. */
  readonly example: string;
  /** Whether it resembles a word that we know. */
  readonly isMistyped: boolean;
  /** The whole as a question about a SIM, which needs no other word. */
  readonly sessions: SessionsCommand;
}

export type SessionsCommand = Extract<SimCommand, { kind: "sessions" | "invalid" }>;

/** A question about one SIM. */
export interface SimQuestion extends NamedSim, AskedFor {}

export interface Comparison extends AskedFor {
  /** Names with spaces stood in quotes. */
  readonly sims: readonly [NamedSim, NamedSim];
  /** Whether the account of both was said once, at the end. */
  readonly sharesAccount: boolean;
}

/** Understood, but something is missing or impossible. `example` is right and near. */
export interface InvalidCommand {
  readonly kind: "invalid";
  readonly problem: InvalidProblem;
  readonly example: string;
  readonly wholes: readonly SimQuestion[];
}

export type InvalidProblem =
  | "sim_missing"
  | "window_too_long"
  | "window_unknown"
  | "text_too_long"
  | "compare_needs_two";

/** The first words that are understood, `help` with and without `words`. */
export const verbs = ["sessions", "compare", "find", "accounts", "health", "help"] as const;

/** Longer than any name the platform takes; what is longer was pasted by mistake. */
const maximumTextCharacters = 500;

const exampleSim = "cargo-cam-07";
const exampleComparison = '/sim compare cargo-cam-07 "Truck 12 camera"';

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
    case "accounts":
      return { kind: "accounts" };
    case undefined: {
      const typed = { word: first, rest, sessions: parseSessions(words, context) };
      const near = exampleOfMistyped(first, rest, context);
      const example = near ?? exampleWithoutVerb(words, context);
      return { kind: "unknown", ...typed, example, isMistyped: near !== null };
    }
  }
}

const marked = /^([`"'*_])\1{0,2}/;

/**
 * What is said, without what people and Slack put around it: `: sessions x`, `/sim sessions x`
 * behind a `/sim`, code ticks around the whole, a colon behind the first word.
 */
function saidTo(text: string): string {
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
  `^(?:[^\\p{L}\\p{N}"'\`]|sim(?=[ :,]+(?:sessions|compare|find)[ :,]))+(?=(?:${verbs.join("|")})(?![\\p{L}\\p{N}]))`,
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

function verbIn(word: string): (typeof verbs)[number] | undefined {
  const typed = withoutPunctuation(word).toLowerCase();
  return verbs.find((verb) => verb === typed);
}

/** Windows and `public` are no options here: they are looked for like any other word. */
function parseFind(words: readonly string[], { hasAccountNames }: CommandContext): SimCommand {
  const named = hasAccountNames ? accountAtEnd(words, 0) : null;
  const text = named === null ? words : words.slice(0, -named.words);
  return { kind: "find", text: unquote(text.join(" ")), account: named?.account ?? null };
}

function parseSessions(words: readonly string[], context: CommandContext): SessionsCommand {
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

/**
 * Two names, each one word or in quotes; `and` and the like may stand between them. `in` behind
 * the first name is about that one, at the end about all that have none of their own.
 */
function parseComparison(words: readonly string[], context: CommandContext): SimCommand {
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

function invalid(
  problem: InvalidProblem,
  example: string,
  wholes: readonly SimQuestion[] = [],
): InvalidCommand {
  return { kind: "invalid", problem, example, wholes };
}

function invalidWindow(
  { bad, rest, account, isPublic }: Reading,
  command: string,
  wholes: readonly SimQuestion[],
): InvalidCommand {
  const { problem, nearest } = bad ?? { problem: "window_unknown", nearest: "7d" };
  const example = [
    ...[command, rest.join(" ") || exampleSim, nearest],
    ...(isPublic ? ["public"] : []),
    ...(account === null ? [] : ["in", account]),
  ].join(" ");
  return invalid(problem, example, wholes);
}

/** Words that other tools use for the same. */
const aliases: ReadonlyMap<string, (typeof verbs)[number]> = new Map([
  ["status", "sessions"],
  ["info", "sessions"],
  ["show", "sessions"],
  ["list", "find"],
  ["search", "find"],
]);

/** The command that was probably meant by a mistyped verb, or one of another tool. `null`: it is like none. */
function exampleOfMistyped(
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

/** "in emea cargo-cam-07": the account may come first in a sentence, but not in a command. */
function exampleWithoutVerb(words: readonly string[], context: CommandContext): string {
  const named = context.hasAccountNames ? accountAtStart(words) : null;
  if (named === null) return sessionsExample(words, context);
  return sessionsExample([...words.slice(named.words), "in", named.account], context);
}

function exampleOf(
  verb: (typeof verbs)[number],
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

/** Words as a question about a SIM, or what would be right in their place. */
export function sessionsExample(words: readonly string[], context: CommandContext): string {
  const command = parseSessions(words, context);
  return command.kind === "invalid" ? command.example : `/sim sessions ${words.join(" ")}`;
}
