import type { z } from "zod";
import { editDistance } from "../../core/edit-distance.ts";
import type { Environment } from "../account.ts";
import type { Mistake } from "../values.ts";

/** One mistake in the file: where, what is wrong, what to do. Never holds a value. */
export interface FileFault extends Mistake {
  /** `accounts.emea.client_secret`; empty: the file as a whole. */
  readonly place: string;
}

/** A part of the file that is looked at, and where it stands. */
export interface FilePart {
  readonly value: unknown;
  /** For people. Holds keys only when they are known or well formed. */
  readonly place: string;
  readonly path: readonly string[];
  readonly file: FileContext;
}

interface FileContext {
  readonly env: Environment;
  /** The line of the key at the end of that path. */
  lineOf(path: readonly string[]): number;
}

/** What a part gave: the value when nothing is wrong with it. */
export interface Read<Value> {
  readonly value: Value | null;
  readonly faults: readonly FileFault[];
}

/** The part below that key, shown under another name when the key itself must not be repeated. */
export function partBelow(part: FilePart, key: string, shownAs = key): FilePart {
  return {
    value: entriesOf(part.value)?.get(key),
    place: placeBelow(part.place, [shownAs]),
    path: [...part.path, key],
    file: part.file,
  };
}

/** Keys joined by dots; places in a list counted from 1. */
function placeBelow(place: string, below: readonly PropertyKey[]): string {
  return below.reduce<string>((joined, step) => {
    if (typeof step === "number") return `${joined}, entry ${step + 1}`;
    return joined === "" ? String(step) : `${joined}.${String(step)}`;
  }, place);
}

/** The entries of a block of keys, in the order of the file; `null`: it is no such block. */
export function entriesOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}

/** Checks a block of keys: those that nobody knows, then each value and the rules between them. */
export function checkPart<Schema extends z.ZodObject>(
  part: FilePart,
  schema: Schema,
): Read<z.output<Schema>> {
  const keys = Object.keys(schema.shape);
  if (entriesOf(part.value) === null)
    return { value: null, faults: [noBlock(part, belowWords(keys))] };
  const unknown = unknownKeys(part, keys);
  const parsed = schema.safeParse(part.value);
  if (parsed.success) return { value: unknown.length === 0 ? parsed.data : null, faults: unknown };
  const faults = parsed.error.issues.map((issue) => toFault(part, issue));
  return { value: null, faults: [...unknown, ...faults] };
}

/** For a place where a block of keys was expected. */
export function noBlock({ value, place }: FilePart, mend: string): FileFault {
  const isEmpty = value === null || entriesOf(value)?.size === 0;
  const problem =
    value === undefined ? "is missing" : isEmpty ? "has nothing below it" : "is not a block";
  return { place, problem, mend };
}

function belowWords([first = ""]: readonly string[]): string {
  return `Write its settings below it, each in a line indented by two more spaces, beginning with ${first}.`;
}

function unknownKeys(part: FilePart, known: readonly string[]): FileFault[] {
  const keys = [...(entriesOf(part.value)?.keys() ?? [])];
  return keys
    .filter((key) => !known.includes(key))
    .map((key) => ({
      place: part.place,
      problem: `has a key in line ${part.file.lineOf([...part.path, key])} that simscope does not know`,
      mend: `The nearest that it knows is ${nearest(key, known)}; otherwise remove the line.`,
    }));
}

function nearest(word: string, known: readonly string[]): string {
  const byDistance = known.toSorted((a, b) => editDistance(word, a) - editDistance(word, b));
  return byDistance[0] ?? "";
}

function toFault(part: FilePart, issue: z.core.$ZodIssue): FileFault {
  const place = placeBelow(part.place, issue.path);
  const mend: unknown = issue.code === "custom" ? issue.params?.["mend"] : undefined;
  if (typeof mend === "string") return { place, problem: issue.message, mend };
  // The only shape that a schema of this file asks for by itself is a list.
  const isMissing = entriesOf(part.value)?.get(String(issue.path[0])) === undefined;
  return {
    place,
    problem: isMissing ? "is missing" : "is not a list",
    mend: "Write a list of accounts, like [us, emea]; [] for none.",
  };
}
