import type { QuietUntil } from "../../core/fleet/quiet-until.ts";
import type { Reading } from "./command-options.ts";
import type { AskedFor, NamedSim } from "./command-words.ts";

/** What a person typed after `/sim`, understood or not. */
export type SimCommand =
  | { readonly kind: "help" }
  /** The words of an answer, explained. */
  | { readonly kind: "glossary" }
  | { readonly kind: "health" }
  /** In which accounts one may look from here. */
  | { readonly kind: "accounts" }
  /** What whoever asks waits for. */
  | { readonly kind: "watches" }
  /** Silence of a SIM that is expected until then, or no longer. */
  | (QuietCommand & { readonly kind: "quiet" })
  /** For admins: who asked, since then, as it was typed. */
  | { readonly kind: "audit"; readonly since: string }
  /** Words, beginnings of words and typos; an empty text is every SIM. */
  | { readonly kind: "find"; readonly text: string; readonly account: string | null }
  /** SIMs that are silent beyond their own rhythm, and for at least so long; `null`: for however short. */
  | {
      readonly kind: "dark";
      readonly atLeastMs: number | null;
      readonly account: string | null;
      readonly isPublic: boolean;
    }
  /** What was asked about where it is asked, for whoever takes over. */
  | { readonly kind: "handover"; readonly stretchMs: number; readonly isPublic: boolean }
  /** What was kept of a SIM. */
  | (NamedSim & { readonly kind: "evidence" })
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

/** Silence of a SIM that is expected, or no longer. */
export interface QuietCommand extends NamedSim {
  readonly until: QuietUntil | "off";
  /** What follows. Untrusted text. */
  readonly reason: string | null;
}

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
  | "compare_needs_two"
  | "dark_options"
  | "quiet_needs_end"
  | "handover_stretch";

/** The first words that are understood, `help` with and without `words`. */
export const verbs = [
  "sessions",
  "compare",
  "find",
  "dark",
  "watches",
  "quiet",
  "evidence",
  "handover",
  "accounts",
  "health",
  "help",
] as const;

/** Understood too, and for admins alone: neither help nor an answer to a mistyped word names them. */
export const adminVerbs = ["audit"] as const;

export const exampleSim = "cargo-cam-07";
export const exampleComparison = '/sim compare cargo-cam-07 "Truck 12 camera"';

/** Understood but for that; `example` is right and near. */
export function invalid(
  problem: InvalidProblem,
  example: string,
  wholes: readonly SimQuestion[] = [],
): InvalidCommand {
  return { kind: "invalid", problem, example, wholes };
}

/** A window that there is none of, with the command as it would be right. */
export function invalidWindow(
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
