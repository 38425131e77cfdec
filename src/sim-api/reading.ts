import type { z } from "zod";

/** What could not be read: path of the field → number of records. Paths only, never values. */
export type Faults = Readonly<Record<string, number>>;

/** A body read, or not at all of the expected shape. */
export type Reading<T> =
  | { readonly kind: "read"; readonly value: T; readonly faults: Faults }
  | { readonly kind: "unreadable"; readonly faults: Faults };

/** How to read one kind of record. */
export interface RecordKind<T> {
  readonly schema: z.ZodType<T>;
  /** Fields that cannot be taken for "unknown" when damaged: they set the whole record aside. */
  readonly essential: ReadonlySet<string>;
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
  readonly record: RecordKind<T>;
}

/** One record read, with the names of its damaged fields, or `null` for one to set aside. */
interface RecordReading<T> {
  readonly record: T | null;
  readonly damaged: readonly string[];
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

/**
 * Reads one record. A damaged field becomes unknown (`null`) and is named, as long as it is not
 * essential: one odd field must not hide a session. What is not an object is set aside.
 */
function readRecord<T>(raw: unknown, { schema, essential }: RecordKind<T>): RecordReading<T> {
  const first = schema.safeParse(raw);
  if (first.success) return { record: first.data, damaged: [] };
  const damaged = fieldsOf(first.error);
  if (!isObject(raw) || damaged.some((field) => essential.has(field)))
    return { record: null, damaged };
  const unknowns = Object.fromEntries(damaged.map((field) => [field, null]));
  const second = schema.safeParse({ ...raw, ...unknowns });
  return { record: second.success ? second.data : null, damaged };
}

/** Reads a body that is one record. */
export function readSingle<T>(body: unknown, kind: RecordKind<T>): Reading<T> {
  const { record, damaged } = readRecord(body, kind);
  const faults = countEach(damaged.map(nameOf));
  return record === null ? { kind: "unreadable", faults } : { kind: "read", value: record, faults };
}

/**
 * Reads the body of a list: the envelope must be right, its records may be bad. `data_sessions[]`
 * is the path of a record that is not an object, `data_sessions[].imei` that of a bad field.
 */
export function readList<T>(body: unknown, kind: ListKind<T>): Reading<ListPage<T>> {
  const envelope = kind.envelope.safeParse(body);
  if (!envelope.success)
    return { kind: "unreadable", faults: countEach(fieldsOf(envelope.error).map(nameOf)) };
  const { items, nextPageUrl } = envelope.data;
  const readings = items.map((raw) => readRecord(raw, kind.record));
  const records = readings.flatMap(({ record }) => (record === null ? [] : [record]));
  const pathOf = (field: string) => (field === "" ? `${kind.name}[]` : `${kind.name}[].${field}`);
  return {
    kind: "read",
    value: {
      records,
      setAside: items.filter((_, index) => readings[index]?.record === null),
      nextPageUrl,
    },
    faults: countEach(readings.flatMap(({ damaged }) => damaged.map(pathOf))),
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
