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

export interface FileContext {
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
export function placeBelow(place: string, below: readonly PropertyKey[]): string {
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
