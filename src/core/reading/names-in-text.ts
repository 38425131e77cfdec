import { compactOf, fold, foldWhole, wordsOf } from "../fold.ts";
import { withoutPunctuationAround } from "../text-ends.ts";
import type { Span } from "./numbers-in-text.ts";

/** What is asked of the lists about the names of SIMs. */
export interface KnownNames {
  /** Whether a name begins so; in the compact form. */
  readonly begins: (compact: string) => boolean;
  /** What kind of name that is as a whole, however it is written. `null`: none. */
  readonly kindOf: (name: string) => "unique" | "friendly" | null;
}

/** Bounds what one message can ask of the lists. */
export const mostAsked = 1_500;
const longestName = 128;
/** More than a message of that length has in any language; a made-up one may have three times as many. */
const mostPieces = 4_500;

/** Words, and between them what may stand before and behind a name. */
const chunks = /[^\s=|,;:()<>[\]{}"'`“”„‘’«»/，、。：；（）「」\uffff]+/gu;
/** Of scripts without spaces each character may be the first of a name, or follow one. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/gu;

/**
 * The known names in a text, the longest where several begin at one word, in the order of the text.
 * A name that is one plain word of the language ("Camera") is one only where it stands alone: in
 * quotes, behind a label, or as a line. None is found inside a number or SID of `numbers`.
 */
export function namesIn(
  text: string,
  known: KnownNames,
  numbers: readonly Span[],
): readonly string[] {
  const pieces = piecesOf(text);
  const inside = insideOf(numbers);
  const begins = new Map<string, boolean>();
  const kinds = new Map<string, ReturnType<KnownNames["kindOf"]>>();
  const names = new Set<string>();
  let asked = 0;
  for (let at = 0; at < pieces.length && asked < mostAsked; ) {
    const from = pieces[at]?.from ?? 0;
    let longest: Span | null = null;
    let next = at + 1;
    let compact = "";
    for (let last = at; last < pieces.length && asked < mostAsked; last += 1) {
      const piece = pieces[last];
      const span = { from, to: piece?.to ?? 0 };
      if (span.to - from > longestName || (last > at && piece?.isFirst)) break;
      compact += piece?.compact ?? "";
      const isBeginning = begins.get(compact) ?? known.begins(compact);
      if (!begins.has(compact)) asked += 1;
      begins.set(compact, isBeginning);
      if (!isBeginning || compact === "") break;
      if (compact.length < 2 || inside(span)) continue;
      asked += 1;
      const name = text.slice(span.from, span.to);
      const before = kinds.get(name);
      const kind = before === undefined ? known.kindOf(name) : before;
      kinds.set(name, kind);
      const isName = kind === "unique" || (kind !== null && isTelling(name, text, span));
      if (!isName) continue;
      longest = span;
      next = last + 1;
    }
    if (longest !== null) names.add(text.slice(longest.from, longest.to));
    at = next;
  }
  return [...names];
}

interface Piece extends Span {
  /** That of a name is what those of its pieces are together. */
  readonly compact: string;
  /** Whether it begins a line: no name goes on there. */
  readonly isFirst: boolean;
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: (Span & Pick<Piece, "isFirst">)[] = [];
  const folded = rememberedFold();
  let lineEnd = -1;
  for (const { 0: chunk, index } of text.matchAll(chunks)) {
    if (pieces.length >= mostPieces) break;
    const isPlain = plainAscii.test(chunk);
    const bare = isPlain ? withoutPunctuationAround(chunk) : bareOf(chunk, folded);
    if (bare === "") continue;
    const isFirst = lineEnd < index;
    if (isFirst) lineEnd = endOfLine(text, index);
    const start = index + chunk.indexOf(bare);
    for (const [place, { from, to }] of (isPlain ? [whole(bare)] : partsOf(bare)).entries()) {
      pieces.push({ from: start + from, to: start + to, isFirst: isFirst && place === 0 });
    }
  }
  const compacts = compactsOf(pieces.map(({ from, to }) => text.slice(from, to)));
  return pieces.map((piece, at) => ({ ...piece, compact: compacts[at] ?? "" }));
}

const plainAscii = /^[!-~]*$/;

/** No character, so no text has it, and folding leaves it alone. */
const border = "\uffff";
const noWords = /[^\p{L}\p{M}\p{N}\uffff]+/gu;

/** The compact form of each: folded together, since folding one by one is most of the work. */
function compactsOf(texts: readonly string[]): readonly string[] {
  // No name is longer.
  const together = texts.map((text) => text.slice(0, longestName)).join(border);
  const compacts = foldWhole(together).replace(noWords, "").split(border);
  // Signs fold to nothing together, and the same ones come again and again.
  const folded = rememberedFold();
  return texts.map((text, at) => compacts[at] || compactOf(folded(text)));
}

function whole({ length }: string): Span {
  return { from: 0, to: length };
}

/** A chunk without punctuation, but with signs that are read as letters: "№ 7" is "No 7". Empty: it has none. */
function bareOf(chunk: string, folded: (text: string) => string): string {
  const bare = withoutPunctuationAround(chunk);
  if (bare === chunk) return chunk;
  const start = chunk.indexOf(bare);
  const around = chunk.slice(0, start) + chunk.slice(start + bare.length);
  if (plainAscii.test(around)) return bare;
  const letters = bare === "" ? /[\p{L}\p{N}]/u : /[\p{L}\p{M}\p{N}]/u;
  return letters.test(folded(around)) ? chunk : bare;
}

/** What stands around words repeats in a text. */
function rememberedFold(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const folded = fold(text);
    known.set(text, folded);
    return folded;
  };
}

/** A chunk, or where it has characters of scripts without spaces, these and what is between them. */
function partsOf(chunk: string): readonly Span[] {
  // A chunk is short, and most have none; of a single character nothing is to be parted.
  if (chunk.length === 1 || chunk.search(unspaced) < 0) return [whole(chunk)];
  const parts: Span[] = [];
  let from = 0;
  const upTo = (to: number): void => {
    if (to > from) parts.push({ from, to });
    from = to;
  };
  for (const { 0: character, index } of chunk.matchAll(unspaced)) {
    if (parts.length >= mostPieces) return parts;
    upTo(index);
    upTo(index + character.length);
  }
  upTo(chunk.length);
  return parts;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** Whether a span is a part of one of these. Asked in ascending order. */
function insideOf(numbers: readonly Span[]): (span: Span) => boolean {
  const sorted = numbers.toSorted((a, b) => a.from - b.from);
  let at = 0;
  return ({ from, to }) => {
    while ((sorted[at]?.to ?? Number.POSITIVE_INFINITY) <= from) at += 1;
    const one = sorted[at];
    return one !== undefined && one.from <= from && to <= one.to && one.to - one.from > to - from;
  };
}

/** Whether a name of no special form is meant as one. */
function isTelling(name: string, text: string, { from, to }: Span): boolean {
  if (wordsOf(fold(name)).length > 1) return true;
  const before = text.slice(Math.max(0, from - 3), from).replace(/ +$/, "") || "\n";
  const behind = text.slice(to, to + 3).replace(/^[ .!]+/, "") || "\n";
  return /[="'`“„‘«]$/.test(before) || (/[:\n>]$/.test(before) && /^[\n,;|)"<]/.test(behind));
}
