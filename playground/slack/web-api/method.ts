import type { World } from "../state/world.ts";
import { type Problem, problemLine } from "../validate/problem.ts";
import { isObject } from "../validate/shape.ts";

export type Arguments = Readonly<Record<string, unknown>>;

export type Answer =
  | ({ readonly ok: true } & Readonly<Record<string, unknown>>)
  | ({ readonly ok: false; readonly error: string } & Readonly<Record<string, unknown>>);

/** One Web API method: arguments as sent, nested values already parsed. */
export type Method = (args: Arguments, world: World) => Answer;

export function refusal(error: string): Answer {
  return { ok: false, error };
}

/** Slack's answer to a message or view with faults; the first one names the error. */
export function problemsAnswer(problems: readonly Problem[]): Answer {
  const lines = problems.map(problemLine);
  return {
    ok: false,
    error: problems[0]?.error ?? "invalid_arguments",
    errors: lines,
    response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
  };
}

/** A text argument; empty when it is missing. */
export function words(args: Arguments, name: string): string {
  const value = args[name];
  return typeof value === "string" ? value : "";
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}
