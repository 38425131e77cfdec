import { withoutLeadingZeros, wordsOf } from "../core/fold.ts";
import type { PackedIndex } from "./packed-index.ts";

type PackedWords = Pick<PackedIndex, "words" | "wordStarts" | "postings" | "postingStarts">;

/** Collects which row holds which words of folded names. Rows must come in ascending order. */
export interface WordPacker {
  add(row: number, folded: string): void;
  finish(): PackedWords;
}

/** Numbers are found with and without the zeros in front of them. */
export function createWordPacker(): WordPacker {
  const idOf = new Map<string, number>();
  const latestRow: number[] = [];
  const rowCount: number[] = [];
  const pairWords = growingList();
  const pairRows = growingList();

  const addWord = (row: number, word: string): void => {
    let id = idOf.get(word);
    if (id === undefined) {
      id = idOf.size;
      idOf.set(word, id);
      latestRow.push(-1);
      rowCount.push(0);
    }
    if (latestRow[id] === row) return;
    latestRow[id] = row;
    rowCount[id] = (rowCount[id] ?? 0) + 1;
    pairWords.push(id);
    pairRows.push(row);
  };

  return {
    add: (row, folded) => {
      for (const word of wordsOf(folded)) {
        addWord(row, word);
        const bare = withoutLeadingZeros(word);
        if (bare !== word) addWord(row, bare);
      }
    },
    finish: () => {
      const sorted = [...idOf.keys()].sort();
      const postingStarts = new Uint32Array(sorted.length + 1);
      const next = new Uint32Array(sorted.length);
      for (const [place, word] of sorted.entries()) {
        const id = idOf.get(word) ?? 0;
        const start = postingStarts[place] ?? 0;
        next[id] = start;
        postingStarts[place + 1] = start + (rowCount[id] ?? 0);
      }
      const words = pairWords.values();
      const rows = pairRows.values();
      const postings = new Uint32Array(rows.length);
      for (let pair = 0; pair < rows.length; pair += 1) {
        const id = words[pair] ?? 0;
        const at = next[id] ?? 0;
        next[id] = at + 1;
        postings[at] = rows[pair] ?? 0;
      }
      return { ...packDictionary(sorted), postings, postingStarts };
    },
  };
}

/** Whole numbers in four bytes each, outside the heap: a fleet has millions of them. */
function growingList() {
  let list = new Uint32Array(1_024);
  let length = 0;
  return {
    push: (value: number): void => {
      if (length === list.length) {
        const longer = new Uint32Array(2 * length);
        longer.set(list);
        list = longer;
      }
      list[length] = value;
      length += 1;
    },
    values: () => list.subarray(0, length),
  };
}

function packDictionary(sorted: readonly string[]): Pick<PackedIndex, "words" | "wordStarts"> {
  const wordStarts = new Uint32Array(sorted.length + 1);
  let length = 0;
  for (const [place, word] of sorted.entries()) {
    length += word.length;
    wordStarts[place + 1] = length;
  }
  const words = new Uint16Array(length);
  for (const [place, word] of sorted.entries()) {
    const start = wordStarts[place] ?? 0;
    for (let at = 0; at < word.length; at += 1) words[start + at] = word.charCodeAt(at);
  }
  return { words, wordStarts };
}
