import type { z } from "zod";
import { damaged, type FieldReader, isObject } from "./fields.ts";

/** What could not be read: path of the field → number of records. Paths only, never values. */
export type Faults = Readonly<Record<string, number>>;

/** A body read, or not at all of the expected shape. */
export type Reading<T> =
  | { readonly kind: "read"; readonly value: T; readonly faults: Faults }
  | { readonly kind: "unreadable"; readonly faults: Faults };

/**
 * Reads a record that is an object. A damaged field becomes unknown (`null`) and its name is put
 * among the faults, as long as the record makes sense without it: one odd field must not hide a
 * session. `null`: it does not, and is set aside.
 */
export type RecordReader<T> = (
  wire: Readonly<Record<string, unknown>>,
  faults: string[],
) => T | null;

/** Reads a field of a record; a damaged one, whose name is put among the faults, is `null`. */
export function readField<Value>(
  wire: Readonly<Record<string, unknown>>,
  field: string,
  read: FieldReader<Value>,
  faults: string[],
): Value | null {
  const value = read(wire[field]);
  if (value !== damaged) return value;
  faults.push(field);
  return null;
}

/** Where a list keeps its records, and how to read one. */
export interface ListKind<T> {
  /** The key of the list in the envelope. */
  readonly name: string;
  /** Strict: without it, "no sessions" and "not an answer at all" would look alike. */
  readonly envelope: z.ZodType<{
    readonly items: readonly unknown[];
    readonly nextPageUrl: unknown;
  }>;
  readonly read: RecordReader<T>;
}

/** One page of a list. */
export interface ListPage<T> {
  /** In the order received. */
  readonly records: readonly T[];
  /** The records that could not be read, as received. */
  readonly setAside: readonly unknown[];
  /** As received. */
  readonly nextPageUrl: unknown;
}

/** What is no object is set aside, and named as a whole (`""`). */
function readRecord<T>(raw: unknown, read: RecordReader<T>, faults: string[]): T | null {
  if (isObject(raw)) return read(raw, faults);
  faults.push("");
  return null;
}

/** Reads a body that is one record. */
export function readSingle<T>(body: unknown, read: RecordReader<T>): Reading<T> {
  const fields: string[] = [];
  const record = readRecord(body, read, fields);
  const faults = countEach(fields.map(nameOf));
  return record === null ? { kind: "unreadable", faults } : { kind: "read", value: record, faults };
}

/**
 * Reads the body of a list: the envelope must be right, its records may be bad. `data_sessions[]`
 * is the path of a record that is not an object, `data_sessions[].imei` that of a bad field.
 */
export function readList<T>(
  body: unknown,
  { name, envelope, read }: ListKind<T>,
): Reading<ListPage<T>> {
  const outside = envelope.safeParse(body);
  if (!outside.success)
    return { kind: "unreadable", faults: countEach(fieldsOf(outside.error).map(nameOf)) };
  const { items, nextPageUrl } = outside.data;
  const records: T[] = [];
  const setAside: unknown[] = [];
  const fields: string[] = [];
  for (const raw of items) {
    const faults: string[] = [];
    const record = readRecord(raw, read, faults);
    if (record === null) setAside.push(raw);
    else records.push(record);
    fields.push(...faults);
  }
  const pathOf = (field: string) => (field === "" ? `${name}[]` : `${name}[].${field}`);
  return {
    kind: "read",
    value: { records, setAside, nextPageUrl },
    faults: countEach(fields.map(pathOf)),
  };
}

/**
 * The top-level fields that failed, each once; `""` stands for the value as a whole. All are
 * names from our schemas, since unknown keys are not looked at.
 */
function fieldsOf(error: z.ZodError): string[] {
  return [...new Set(error.issues.map(({ path }) => String(path[0] ?? "")))];
}

/** The path of a field at the top of the body; the body itself is `body`. */
function nameOf(field: string): string {
  return field === "" ? "body" : field;
}

function countEach(paths: readonly string[]): Faults {
  const counts: Record<string, number> = {};
  for (const path of paths) counts[path] = (counts[path] ?? 0) + 1;
  return counts;
}
