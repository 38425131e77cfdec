import { createHash } from "node:crypto";
import { fold, foldedCharacters } from "../core/fold.ts";
import { iccidKey } from "../core/reading/iccid.ts";
import { isSimSid, simLabel } from "../core/sim.ts";
import type { DirectorySim } from "../ports/directory.ts";
import { labelKey, nameKey, reversed } from "./index-ranges.ts";
import { createWordPacker } from "./pack-words.ts";
import type { PackedIndex } from "./packed-index.ts";

/** Takes SIMs page by page, then makes the index of them all at once. */
export interface IndexPacker {
  /** A SIM that came before is replaced; one without a SID of a SIM cannot be asked for and is left out. */
  add(sims: readonly DirectorySim[]): void;
  /** Takes seconds for a large fleet: meant for a thread of its own. */
  finish(): PackedIndex;
}

export function createIndexPacker(): IndexPacker {
  const listed: DirectorySim[] = [];
  return {
    add: (sims) => {
      for (const sim of sims) if (isSimSid(sim.sid)) listed.push(normalised(sim));
    },
    finish: () => pack(inLabelOrder(withoutRepeats(listed))),
  };
}

function normalised({ sid, uniqueName, friendlyName, iccid, status }: DirectorySim): DirectorySim {
  return {
    sid: sid.slice(2).toLowerCase(),
    uniqueName: cut(uniqueName),
    friendlyName: cut(friendlyName),
    iccid: cut(iccid),
    status,
  };
}

/** Bounds memory: what is longer than any search looks at is not kept. UTF-8 has no half characters. */
function cut(text: string | null): string | null {
  if (text === null || text === "") return null;
  return text.slice(0, foldedCharacters).toWellFormed();
}

/** Rows shift between pages while they are listed: the later copy is the newer one. */
function withoutRepeats(listed: readonly DirectorySim[]): readonly DirectorySim[] {
  const inSidOrder = sortedBy(listed.length, (at) => listed[at]?.sid ?? "");
  const isOld = new Uint8Array(listed.length);
  for (let place = 1; place < inSidOrder.length; place += 1) {
    const before = inSidOrder[place - 1] ?? 0;
    if (listed[before]?.sid === listed[inSidOrder[place] ?? 0]?.sid) isOld[before] = 1;
  }
  return isOld.includes(1) ? listed.filter((_, at) => isOld[at] === 0) : listed;
}

function inLabelOrder(sims: readonly DirectorySim[]): readonly DirectorySim[] {
  const keys = sims.map((sim) => labelKey(fold(simLabel(sim))));
  const inOrder = sortedBy(
    sims.length,
    (at) => keys[at] ?? "",
    (at) => sims[at]?.sid ?? "",
  );
  return Array.from(inOrder, (at) => sims[at]).filter((sim) => sim !== undefined);
}

function pack(sims: readonly DirectorySim[]): PackedIndex {
  const rows = { ...packTexts(sims), ...packStatuses(sims) };
  const fingerprint = createHash("sha256");
  for (const part of [rows.sids, rows.textStarts, rows.texts, rows.statusOf]) {
    fingerprint.update(part);
  }
  fingerprint.update(rows.statuses.join("\u0000"));
  return {
    simCount: sims.length,
    fingerprint: fingerprint.digest("hex"),
    ...rows,
    bySid: sortedBy(sims.length, (row) => sims[row]?.sid ?? ""),
    ...packNames(sims),
    ...packIccids(sims),
  };
}

function packTexts(sims: readonly DirectorySim[]) {
  const sids = new Uint8Array(16 * sims.length);
  const textStarts = new Uint32Array(3 * sims.length + 1);
  const texts: string[] = [];
  let length = 0;
  for (const [row, { sid, uniqueName, friendlyName, iccid }] of sims.entries()) {
    sids.set(Buffer.from(sid, "hex"), 16 * row);
    for (const text of [uniqueName ?? "", friendlyName ?? "", iccid ?? ""]) {
      texts.push(text);
      length += Buffer.byteLength(text);
      textStarts[texts.length] = length;
    }
  }
  const packed = new Uint8Array(length);
  const encoder = new TextEncoder();
  for (const [at, text] of texts.entries()) {
    if (text !== "") encoder.encodeInto(text, packed.subarray(textStarts[at] ?? 0));
  }
  return { sids, textStarts, texts: packed };
}

/** An open set, so far of nine words; 65,535 different ones could be told apart. */
function packStatuses(sims: readonly DirectorySim[]) {
  const statuses = [...new Set(sims.flatMap(({ status }) => status ?? []))].sort();
  const numberOf = new Map(statuses.map((status, index) => [status, index + 1]));
  const statusOf = Uint16Array.from(sims, ({ status }) => numberOf.get(status ?? "") ?? 0);
  return { statuses, statusOf };
}

function packNames(sims: readonly DirectorySim[]) {
  const entries: number[] = [];
  const keys: string[] = [];
  const words = createWordPacker();
  for (const [row, { uniqueName, friendlyName }] of sims.entries()) {
    for (const [kind, name] of [uniqueName, friendlyName].entries()) {
      const folded = fold(name ?? "");
      if (folded === "") continue;
      entries.push(2 * row + kind);
      keys.push(nameKey(folded));
      words.add(row, folded);
    }
  }
  const inOrder = sortedBy(keys.length, (at) => keys[at] ?? "");
  return { byName: inOrder.map((at) => entries[at] ?? 0), ...words.finish() };
}

function packIccids(sims: readonly DirectorySim[]) {
  const rows: number[] = [];
  const iccids: string[] = [];
  for (const [row, { iccid }] of sims.entries()) {
    if (iccid === null) continue;
    rows.push(row);
    iccids.push(iccidKey(iccid));
  }
  const rowsBy = (keys: readonly string[]) =>
    sortedBy(keys.length, (at) => keys[at] ?? "").map((at) => rows[at] ?? 0);
  return { byIccid: rowsBy(iccids), byIccidEnd: rowsBy(iccids.map(reversed)) };
}

/** Places `0` to `count - 1` in ascending order of their keys' code units; equal ones keep their order. */
function sortedBy(
  count: number,
  keyOf: (place: number) => string,
  nextKeyOf: (place: number) => string = () => "",
): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: count }, (_, place) => place).sort(
    (a, b) => compare(keyOf(a), keyOf(b)) || compare(nextKeyOf(a), nextKeyOf(b)) || a - b,
  );
}

function compare(a: string, b: string): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
