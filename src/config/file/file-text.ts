import { z } from "zod";
import type { Environment } from "../account.ts";
import { quotesIn } from "../environment.ts";
import type { Check, Mistake } from "../values.ts";

export type ReadText =
  | { readonly kind: "text"; readonly text: string }
  | ({ readonly kind: "mistake" } & Mistake);

/** How a reference is shown to people. */
export const referenceForm = `\${NAME}`;

/**
 * Only capital letters: a secret that somebody puts between the braces by mistake is hardly ever
 * written in those alone, so it is not taken for a name, and not repeated as one.
 */
const reference = /^\$\{([A-Z][A-Z0-9_]*)\}$/;

/** What a shell would take for a reference: hardly ever a text that was meant. */
const withoutBraces = /^\$([A-Z_][A-Z0-9_]*)$/;

/** Braces and all, but no name that `reference` takes. Not repeated: it may be a secret. */
const withSmallLetters = /^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/;

/** A text of the file: as it stands, or a whole `${NAME}` out of the environment. */
export function readText(value: unknown, env: Environment): ReadText {
  if (value === null) return mistake("has no value", "Write one, or remove the line.");
  if (typeof value === "object") return mistake("is not a single text", "Write one value here.");
  if (typeof value !== "string") return mistake("is not text", "Put it in quotes.");
  const text = value.trim();
  if (text === "") return mistake("is empty", "Write a value, or remove the line.");
  const [, name] = reference.exec(text) ?? [];
  if (name !== undefined) {
    const found = env[name]?.trim() ?? "";
    if (found === "")
      return mistake(
        `refers to ${name}, which is not set`,
        `Set the environment variable ${name}, or correct the name.`,
      );
    const quotes = quotesIn(found);
    return quotes === null
      ? { kind: "text", text: found }
      : mistake(`refers to ${name}, whose value ${quotes.problem}`, quotes.mend);
  }
  const [, bare] = withoutBraces.exec(text) ?? [];
  if (bare !== undefined)
    return mistake("is a reference without its braces", bracesMend(bare, env));
  if (withSmallLetters.test(text))
    return mistake(
      "refers to a name that is not all in capital letters",
      `Name the environment variable with capital letters, digits and _, beginning with a letter, and write that name: ${referenceForm}.`,
    );
  return text.includes("${")
    ? mistake(
        "holds ${ but is not a reference as a whole",
        `Write ${referenceForm} and nothing around it, with capital letters, digits and _ in the name.`,
      )
    : { kind: "text", text };
}

/** Repeats the name only of a variable that there is: else it could be a secret after all. */
function bracesMend(name: string, env: Environment): string {
  const whole = `\${${name}}`;
  return reference.test(whole) && (env[name] ?? "") !== ""
    ? `Write ${whole}.`
    : `Write ${referenceForm}, with the name of the environment variable in capital letters.`;
}

/** A text that opens something: never in the file itself, which others may read. */
export function readSecret(value: unknown, env: Environment): ReadText {
  const read = readText(value, env);
  return read.kind === "text" && !(typeof value === "string" && reference.test(value.trim()))
    ? mistake(
        "holds the secret itself",
        `Put it into an environment variable and write ${referenceForm} here, so that the file can be shown to others. If others could read the file already, replace the secret.`,
      )
    : read;
}

function mistake(problem: string, mend: string): ReadText {
  return { kind: "mistake", problem, mend };
}

/**
 * A text as part of a schema. With a mistake it becomes an empty text, so that rules between
 * several texts still know that something stands there.
 */
export function textSchema(read: (value: unknown) => ReadText, check: Check = () => null) {
  return z.unknown().transform((value, context): string => {
    const text = read(value);
    const found = text.kind === "mistake" ? text : check(text.text);
    if (text.kind === "text" && found === null) return text.text;
    if (found !== null) addMistake(context, [], found);
    return "";
  });
}

/** Reports a mistake without keeping the rules between values from being looked at. */
export function addMistake(
  context: z.core.$RefinementCtx,
  path: PropertyKey[],
  { problem, mend }: Mistake,
): void {
  context.addIssue({ code: "custom", path, message: problem, params: { mend }, continue: true });
}

/** The names of all variables that the file refers to, or means to. */
export function referredVariables(value: unknown): ReadonlySet<string> {
  if (typeof value === "string") {
    const text = value.trim();
    const [, name] = reference.exec(text) ?? withoutBraces.exec(text) ?? [];
    return new Set(name === undefined ? [] : [name]);
  }
  if (typeof value !== "object" || value === null) return new Set();
  return new Set(Object.values(value).flatMap((below) => [...referredVariables(below)]));
}
