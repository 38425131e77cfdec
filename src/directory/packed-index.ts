import type { DirectorySim } from "../ports/directory.ts";

/**
 * The index as flat arrays: small, invisible to the garbage collector, and handed from the thread
 * that builds it to the one that answers without a copy. SIMs are numbered in alphabetical order
 * of their folded labels; that number is called a row.
 */
export interface PackedIndex {
  readonly simCount: number;
  /** Equal for equal fleets, whatever order they were listed in. */
  readonly fingerprint: string;
  /** 16 bytes a row: the hexadecimal digits of `DE…`. */
  readonly sids: Uint8Array<ArrayBuffer>;
  /** UTF-8: unique name, friendly name and ICCID of each row, end to end. */
  readonly texts: Uint8Array<ArrayBuffer>;
  /** Where text `3 × row + field` begins in `texts`; one more entry than texts. */
  readonly textStarts: Uint32Array<ArrayBuffer>;
  readonly statuses: readonly string[];
  /** 0: no status, else one more than the place in `statuses`. */
  readonly statusOf: Uint16Array<ArrayBuffer>;
  /** Rows in order of the SID. */
  readonly bySid: Uint32Array<ArrayBuffer>;
  /** `2 × row + kind` (0 unique name, 1 friendly name) in order of the name's key. */
  readonly byName: Uint32Array<ArrayBuffer>;
  /** Rows that have an ICCID, in its order. */
  readonly byIccid: Uint32Array<ArrayBuffer>;
  /** The same rows in order of the ICCID read backwards. */
  readonly byIccidEnd: Uint32Array<ArrayBuffer>;
  /** UTF-16 code units of all distinct words of all names, in order. */
  readonly words: Uint16Array<ArrayBuffer>;
  /** Where each word begins in `words`; one more entry than words. */
  readonly wordStarts: Uint32Array<ArrayBuffer>;
  /** Rows that hold each word, word by word: words next to each other have their rows so, too. */
  readonly postings: Uint32Array<ArrayBuffer>;
  /** Where each word's rows begin in `postings`; one more entry than words. */
  readonly postingStarts: Uint32Array<ArrayBuffer>;
}

/** The buffers to hand over to another thread. */
export function buffersOf(packed: PackedIndex): ArrayBuffer[] {
  return Object.values(packed)
    .filter((part) => part instanceof Object && "buffer" in part)
    .map(({ buffer }) => buffer);
}

export type TextField = 0 | 1 | 2;
export const uniqueNameField: TextField = 0;
const friendlyNameField: TextField = 1;
export const iccidField: TextField = 2;

/** Reads SIMs back out of the packed form. */
export interface PackedRows {
  sid(row: number): string;
  /** `""` where the SIM has none. */
  text(row: number, field: TextField): string;
  status(row: number): string | null;
  sim(row: number): DirectorySim;
}

export function readRows(packed: PackedIndex): PackedRows {
  const sids = Buffer.from(packed.sids.buffer);
  const texts = Buffer.from(packed.texts.buffer);
  const { textStarts, statuses, statusOf } = packed;

  const sid = (row: number): string => `DE${sids.toString("hex", 16 * row, 16 * row + 16)}`;
  const text = (row: number, field: TextField): string =>
    texts.toString("utf8", textStarts[3 * row + field], textStarts[3 * row + field + 1]);
  const status = (row: number): string | null => statuses[(statusOf[row] ?? 0) - 1] ?? null;

  return {
    sid,
    text,
    status,
    sim: (row) => ({
      sid: sid(row),
      uniqueName: text(row, uniqueNameField) || null,
      friendlyName: text(row, friendlyNameField) || null,
      iccid: text(row, iccidField) || null,
      status: status(row),
    }),
  };
}
