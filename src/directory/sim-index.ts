import { compactOf, fold, foldedCharacters } from "../core/fold.ts";
import { isSimSid } from "../core/sim.ts";
import type { DirectoryMatches, SimIndex } from "../ports/directory.ts";
import { createIndexRanges } from "./index-ranges.ts";
import { type PackedIndex, readRows, uniqueNameField } from "./packed-index.ts";
import { createSearch } from "./search.ts";
import type { Range } from "./sorted-range.ts";

/** Answers from a packed index, which nothing ever changes. */
export function createSimIndex(packed: PackedIndex): SimIndex {
  const rows = readRows(packed);
  const ranges = createIndexRanges(packed, rows);
  const { bySid, byName, byIccid, byIccidEnd } = packed;

  const matches = (list: Uint32Array, { from, to }: Range, limit: number): DirectoryMatches => ({
    total: to - from,
    sims: Array.from(list.slice(from, Math.min(to, from + limit)).sort(), rows.sim),
  });

  return {
    simCount: packed.simCount,
    bySid: (sid) => {
      if (!isSimSid(sid)) return null;
      const { from, to } = ranges.sidsStarting(sid.slice(2).toLowerCase());
      return from < to ? rows.sim(bySid[from] ?? 0) : null;
    },
    byUniqueName: (uniqueName) => {
      const { from, to } = ranges.namesFoldedAs(uniqueName);
      for (let place = from; place < to; place += 1) {
        const entry = byName[place] ?? 0;
        if (isUniqueName(entry) && rows.text(entry >>> 1, uniqueNameField) === uniqueName) {
          return rows.sim(entry >>> 1);
        }
      }
      return null;
    },
    byIccid: (digits, limit) => matches(byIccid, ranges.iccidsOfCard(digits), limit),
    byFriendlyName: (name, limit) => {
      if (name.length > foldedCharacters || fold(name) === "") return { total: 0, sims: [] };
      const { from, to } = ranges.namesFoldedAs(name);
      const found = byName.subarray(from, to).filter((entry) => !isUniqueName(entry));
      const nearest = found.subarray(0, limit);
      return { total: found.length, sims: Array.from(nearest, (entry) => rows.sim(entry >>> 1)) };
    },
    byAnyName: (name, limit) => {
      const compact = compactOf(fold(name));
      if (name.length > foldedCharacters || compact === "") {
        return { total: 0, sims: [], isUnique: false, isSame: false };
      }
      const same = ranges.namesFoldedAs(name);
      const range = same.from < same.to ? same : ranges.namesWithCompact(compact);
      const entries = byName.subarray(range.from, range.to);
      const friendly = entries.filter((entry) => range === same && !isUniqueName(entry));
      const among = friendly.length > 0 ? friendly : entries;
      const found = Uint32Array.from(new Set(Array.from(among, (entry) => entry >>> 1)));
      return {
        ...matches(found, { from: 0, to: found.length }, limit),
        isUnique: entries.some(isUniqueName),
        isSame: range === same,
      };
    },
    hasNameBeginning: (compact) => {
      const { from, to } = ranges.namesStarting(compact);
      return from < to;
    },
    byLastDigits: (digits, limit) => matches(byIccidEnd, ranges.iccidsEnding(digits), limit),
    search: createSearch(packed, ranges, rows),
    states: (from, limit) => {
      const length = Math.max(0, Math.min(limit, packed.simCount - from));
      return Array.from({ length }, (_, index) => ({
        sid: rows.sid(from + index),
        status: rows.status(from + index),
      }));
    },
  };
}

function isUniqueName(entry: number): boolean {
  return entry % 2 === 0;
}
