import { editDistance } from "../../core/edit-distance.ts";
import type { WindowName } from "../../core/window.ts";
import {
  accountAtEnd,
  accountAtStart,
  type BadWindow,
  type CommandContext,
  trailingOptions,
} from "./command-options.ts";
import { unquote, unwrap } from "./command-text.ts";
import { type NamedSim, sessionsCommand } from "./command-words.ts";

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
  | (NamedSim & {
      readonly kind: "sessions";
      readonly windowName: WindowName;
      readonly isPublic: boolean;
    })
  | {
      readonly kind: "compare";
      /** Names with spaces stood in quotes. */
      readonly sims: readonly [NamedSim, NamedSim];
      /** Whether the account of both was said once, at the end. */
      readonly sharesAccount: boolean;
      readonly windowName: WindowName;
      readonly isPublic: boolean;
    }
  | InvalidCommand
  /** The first word is none that we know. */
  | {
      readonly kind: "unknown";
      readonly word: string;
      /** What stood behind it. */
      readonly rest: readonly string[];
      readonly example: string;
    };

/** Understood, but something is missing or impossible. `example` is right and near. */
export interface InvalidCommand {
  readonly kind: "invalid";
  readonly problem: InvalidProblem;
  readonly example: string;
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
 * Understands the text of the slash command. Never throws: what is not understood is a member
 * of the union, with the nearest correct example.
 */
export function parseSimCommand(
  text: string,
  context: CommandContext = { hasAccountNames: false },
): SimCommand {
  if (text.length > maximumTextCharacters) {
    return { kind: "invalid", problem: "text_too_long", example: `/sim sessions ${exampleSim}` };
  }
  const words = unwrap(text, context).split(" ").filter(Boolean);
  const [first, ...rest] = words;
  if (first === undefined) return { kind: "help" };
  switch (first.toLowerCase()) {
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
    default:
      return { kind: "unknown", word: first, rest, example: nearestExample(first, rest, context) };
  }
}

/** Windows and `public` are no options here: they are looked for like any other word. */
function parseFind(words: readonly string[], { hasAccountNames }: CommandContext): SimCommand {
  const named = hasAccountNames ? accountAtEnd(words, 0) : null;
  const text = named === null ? words : words.slice(0, -named.words);
  return { kind: "find", text: unquote(text.join(" ")), account: named?.account ?? null };
}

function parseSessions(words: readonly string[], context: CommandContext): SimCommand {
  const options = trailingOptions(words, 0, context);
  // "sessions in emea": where, but not which.
  const named = context.hasAccountNames ? accountAtEnd(options.rest, 0) : null;
  const isOnlyAccount = named?.words === options.rest.length;
  const rest = isOnlyAccount ? [] : options.rest;
  const account = isOnlyAccount ? named.account : options.account;
  if (options.kind === "bad_window") {
    return invalidWindow({ ...options, rest, account }, "/sim sessions");
  }
  const { windowName, isPublic } = options;
  const sim = unquote(rest.join(" "));
  if (sim === "") {
    const example = sessionsCommand({ sim: exampleSim, account }, { windowName, isPublic });
    return { kind: "invalid", problem: "sim_missing", example };
  }
  return { kind: "sessions", sim, account, windowName, isPublic };
}

/**
 * Two names, each one word or in quotes; `and` and the like may stand between them. `in` behind
 * the first name is about that one, at the end about all that have none of their own.
 */
function parseComparison(words: readonly string[], context: CommandContext): SimCommand {
  const tokens = words.join(" ").match(/"[^"]*"|'[^']*'|`[^`]*`|\S+/g) ?? [];
  const options = trailingOptions(tokens, 2, context);
  if (options.kind === "bad_window") {
    return invalidWindow(options, "/sim compare");
  }
  const { windowName, isPublic, account } = options;
  const [first, ...behind] = options.rest;
  const own = context.hasAccountNames && behind.length >= 3 ? accountAtStart(behind) : null;
  const others = own === null ? behind : behind.slice(own.words);
  const [second, ...more] =
    others.length === 2 && /^(?:and|vs\.?|with)$/i.test(others[0] ?? "") ? others.slice(1) : others;
  const [one, other] = [first, second].map((name) => unquote(name ?? ""));
  if (!one || !other || more.length > 0) {
    return { kind: "invalid", problem: "compare_needs_two", example: exampleComparison };
  }
  const sims = [
    { sim: one, account: own?.account ?? account },
    { sim: other, account },
  ] as const;
  const sharesAccount = account !== null && own === null;
  return { kind: "compare", sims, sharesAccount, windowName, isPublic };
}

function invalidWindow(bad: BadWindow, command: string): InvalidCommand {
  const { problem, rest, account, isPublic, nearest } = bad;
  const example = [
    ...[command, rest.join(" ") || exampleSim, nearest],
    ...(isPublic ? ["public"] : []),
    ...(account === null ? [] : ["in", account]),
  ].join(" ");
  return { kind: "invalid", problem, example };
}

/** Words that other tools use for the same. */
const aliases: ReadonlyMap<string, (typeof verbs)[number]> = new Map([
  ["status", "sessions"],
  ["info", "sessions"],
  ["show", "sessions"],
  ["list", "find"],
  ["search", "find"],
]);

/** The command that was probably meant: a mistyped verb, or a SIM without one. */
function nearestExample(word: string, rest: readonly string[], context: CommandContext): string {
  const typed = word.toLowerCase();
  if (typed === "words") return "/sim help words";
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  const verb =
    aliases.get(typed) ?? verbs.find((candidate) => editDistance(typed, candidate) <= allowed);
  if (verb === "sessions") return sessionsExample(rest, context);
  if (verb === "compare") {
    const isRight = parseComparison(rest, context).kind === "compare";
    return isRight ? `/sim compare ${rest.join(" ")}` : exampleComparison;
  }
  if (verb === "find") return `/sim find ${rest.join(" ")}`.trim();
  if (verb !== undefined) return `/sim ${verb}`;
  const words = [word, ...rest];
  const named = context.hasAccountNames ? accountAtStart(words) : null;
  if (named === null) return sessionsExample(words, context);
  // "in emea cargo-cam-07": the account may come first in a sentence, but not in a command.
  const moved = [...words.slice(named.words), "in", named.account];
  return sessionsExample(moved, context);
}

/** Words as a question about a SIM, or what would be right in their place. */
export function sessionsExample(words: readonly string[], context: CommandContext): string {
  const command = parseSessions(words, context);
  return command.kind === "invalid" ? command.example : `/sim sessions ${words.join(" ")}`;
}
