import type { Instant } from "../../core/instant.ts";
import { minuteMs } from "../../core/instant.ts";
import { type OperatorBook, operatorIn } from "../../core/operator-book.ts";
import { generationOf, type RadioGeneration, radioGenerations } from "../../core/radio-link.ts";
import { beginOf, type DataSession, lastSeen, type Operator } from "../../core/session.ts";
import type { Window } from "../../core/window.ts";

/** An operator as named by the sessions. `key: null` gathers the sessions that name none. */
export interface OperatorEntry {
  readonly key: string | null;
  /** What it is called in the whole answer; `null` where nothing is known. */
  readonly label: string | null;
  operator: Operator;
}

/** Sessions of the window in parallel columns of numbers, ordered by clipped begin. */
export interface Spans {
  readonly count: number;
  /** Clipped to the window. */
  readonly from: Float64Array;
  /** The last moment the record vouches for, clipped to the window. */
  readonly to: Float64Array;
  /** Unclipped, for the spreading of packets and for what began in the window. */
  readonly begin: Float64Array;
  readonly seen: Float64Array;
  readonly operator: Int32Array;
  /** 1: the record says when it began; else `begin` is only the earliest time that it carries. */
  readonly hasStart: Uint8Array;
  /** Index of the generation × 2, plus 1 when silent. */
  readonly kind: Uint8Array;
  /** `NaN`: unknown. */
  readonly up: Float64Array;
  readonly down: Float64Array;
  readonly operators: readonly OperatorEntry[];
  readonly newestOpen: OpenSpan | null;
  /** Latest sign of life in or before the window. */
  readonly lastSeen: Instant | null;
  readonly unknownRadioLinks: readonly (string | null)[];
}

/** The newest session without an end: the only one that may still be alive. */
export interface OpenSpan {
  readonly begin: Instant;
  readonly seen: Instant;
  readonly operator: number;
  readonly generation: RadioGeneration;
}

export const kinds = radioGenerations.length * 2;

function kindOf(generation: RadioGeneration, silent: boolean): number {
  return radioGenerations.indexOf(generation) * 2 + (silent ? 1 : 0);
}

export function generationOfKind(kind: number): RadioGeneration {
  return radioGenerations[kind >> 1] ?? "unknown";
}

export function isSilentKind(kind: number): boolean {
  return (kind & 1) === 1;
}

/** How many sessions are handled between two yields: one or two ms of work. */
export const sliceSize = 8_192;

/** Below this age an open session without packets has not had its chance yet (triage rule P5). */
const youngOpenMs = 15 * minuteMs;

/**
 * Reads sessions in any order; the order in which the report holds them (newest first) is the
 * quick one. Sessions without a usable time, or beginning after the window, are left out.
 * Yields between slices so that a caller can share the thread.
 */
export function* spansOf(
  sessions: readonly DataSession[],
  window: Window,
  book: OperatorBook,
): Generator<void, Spans, void> {
  const size = sessions.length;
  const raw = emptyColumns(size);
  const operators = createOperatorIndex(book);
  const generations = createGenerationIndex();
  let newestOpen: OpenSpan | null = null;
  let latest: Instant | null = null;
  let count = 0;
  let ordered = true;

  for (let index = size - 1; index >= 0; index -= 1) {
    if (index % sliceSize === 0) yield;
    const session = sessions[index];
    if (session === undefined) continue;
    const begin = beginOf(session);
    const seen = lastSeen(session);
    if (begin === null || seen === null || !Number.isFinite(begin) || !Number.isFinite(seen)) {
      continue;
    }
    if (begin > window.to) continue;
    if (latest === null || seen > latest) latest = seen;
    const generation = generations.of(session.radioLink);
    if (session.end === null && (newestOpen === null || begin >= newestOpen.begin)) {
      newestOpen = { begin, seen, operator: operators.of(session.operator), generation };
    }
    if (seen < window.from) continue;

    const from = Math.max(begin, window.from);
    raw.from[count] = from;
    raw.to[count] = Math.max(from, Math.min(seen, window.to));
    raw.begin[count] = begin;
    raw.seen[count] = seen;
    raw.hasStart[count] = session.start === null ? 0 : 1;
    raw.operator[count] = operators.of(session.operator);
    const up = knownCount(session.packetsUp);
    const down = knownCount(session.packetsDown);
    raw.up[count] = up;
    raw.down[count] = down;
    const young = session.end === null && window.to - begin < youngOpenMs;
    raw.kind[count] = kindOf(generation, up + down === 0 && !young);
    if (count > 0 && from < (raw.from[count - 1] ?? 0)) ordered = false;
    count += 1;
  }
  yield;
  const columns = ordered ? raw : sortedColumns(raw, count);
  return {
    ...columns,
    count,
    operators: operators.entries,
    newestOpen: isStale(newestOpen, latest) ? null : newestOpen,
    lastSeen: latest === null ? null : Math.min(latest, window.to),
    unknownRadioLinks: generations.unknown,
  };
}

/** A session that was left open: a later one was heard of after it. It ends at its last update. */
function isStale(open: OpenSpan | null, latest: Instant | null): boolean {
  return open !== null && latest !== null && open.seen < latest;
}

const columnNames = [
  ...(["from", "to", "begin", "seen", "hasStart"] as const),
  ...(["operator", "kind", "up", "down"] as const),
] as const;

type Columns = Pick<Spans, (typeof columnNames)[number]>;

function emptyColumns(size: number): Columns {
  return {
    from: new Float64Array(size),
    to: new Float64Array(size),
    begin: new Float64Array(size),
    seen: new Float64Array(size),
    hasStart: new Uint8Array(size),
    operator: new Int32Array(size),
    kind: new Uint8Array(size),
    up: new Float64Array(size),
    down: new Float64Array(size),
  };
}

function sortedColumns(raw: Columns, count: number): Columns {
  const order = Uint32Array.from({ length: count }, (_, index) => index).sort(
    (a, b) => (raw.from[a] ?? 0) - (raw.from[b] ?? 0) || (raw.to[a] ?? 0) - (raw.to[b] ?? 0),
  );
  const sorted = emptyColumns(count);
  for (const name of columnNames) {
    const source = raw[name];
    const target = sorted[name];
    for (let index = 0; index < count; index += 1) target[index] = source[order[index] ?? 0] ?? 0;
  }
  return sorted;
}

/** A count that can be drawn. Missing, negative or not a number is unknown, never 0. */
function knownCount(count: number | null): number {
  return count !== null && Number.isFinite(count) && count >= 0 ? count : Number.NaN;
}

/** Sessions in a row mostly share their operator, so the last answer is kept. */
function createOperatorIndex(book: OperatorBook) {
  const entries: OperatorEntry[] = [];
  const byKey = new Map<string | null, number>();
  let last: Operator | null = null;
  let lastIndex = 0;
  return {
    entries,
    of(operator: Operator): number {
      if (
        last !== null &&
        last.mcc === operator.mcc &&
        last.mnc === operator.mnc &&
        last.name === operator.name &&
        last.country === operator.country
      ) {
        return lastIndex;
      }
      const known = operatorIn(book, operator);
      const key = known?.key ?? null;
      let index = byKey.get(key);
      const entry = index === undefined ? undefined : entries[index];
      if (index === undefined || entry === undefined) {
        index = entries.push({ key, label: known?.label ?? null, operator }) - 1;
        byKey.set(key, index);
      } else {
        // Later records may name what earlier ones left out; the newest known value stays.
        entry.operator = {
          mcc: operator.mcc ?? entry.operator.mcc,
          mnc: operator.mnc ?? entry.operator.mnc,
          country: operator.country ?? entry.operator.country,
          name: operator.name ?? entry.operator.name,
        };
      }
      last = operator;
      lastIndex = index;
      return index;
    },
  };
}

function createGenerationIndex() {
  const known = new Map<string | null, RadioGeneration>();
  const unknown: (string | null)[] = [];
  return {
    unknown,
    of(radioLink: string | null): RadioGeneration {
      const cached = known.get(radioLink);
      if (cached !== undefined) return cached;
      const generation = generationOf(radioLink);
      // A hostile list could name a new radio in every record: what is kept is bounded.
      if (known.size < 256) {
        known.set(radioLink, generation);
        if (generation === "unknown") unknown.push(radioLink);
      }
      return generation;
    },
  };
}
