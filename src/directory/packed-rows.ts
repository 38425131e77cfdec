import type { DirectorySim } from "../ports/directory.ts";
import {
  friendlyNameField,
  iccidField,
  type PackedIndex,
  type TextField,
  uniqueNameField,
} from "./packed-index.ts";

/** Reads SIMs back out of the packed form. */
export interface PackedRows {
  sid(row: number): string;
  /** `""` where the SIM has none. */
  text(row: number, field: TextField): string;
  sim(row: number): DirectorySim;
}

export function readRows(packed: PackedIndex): PackedRows {
  const sids = Buffer.from(packed.sids.buffer);
  const texts = Buffer.from(packed.texts.buffer);
  const { textStarts, statuses, statusOf } = packed;

  const sid = (row: number): string => `DE${sids.toString("hex", 16 * row, 16 * row + 16)}`;
  const text = (row: number, field: TextField): string =>
    texts.toString("utf8", textStarts[3 * row + field], textStarts[3 * row + field + 1]);

  return {
    sid,
    text,
    sim: (row) => ({
      sid: sid(row),
      uniqueName: text(row, uniqueNameField) || null,
      friendlyName: text(row, friendlyNameField) || null,
      iccid: text(row, iccidField) || null,
      status: statuses[(statusOf[row] ?? 0) - 1] ?? null,
    }),
  };
}
