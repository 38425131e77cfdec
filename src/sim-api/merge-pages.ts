import type { DataSession } from "../core/session.ts";

/**
 * The sessions of all pages in the order received, without those that a shift between two reads
 * brought a second time: while sessions start, rows move from one page to the next. A row seen on
 * an earlier page is dropped; if it was updated since, it takes the place of the earlier one.
 * Rows of one page are never merged: the vendor's own sample has one sid for two sessions.
 */
export function mergePages(pages: readonly (readonly DataSession[])[]): DataSession[] {
  const merged: DataSession[] = [];
  const earlier = new EarlierRows(merged);
  for (const [number, page] of pages.entries()) {
    const firstOfPage = merged.length;
    for (const session of page) {
      const index = earlier.indexOf(session);
      if (index === null) merged.push(session);
      else if (isNewer(session, merged[index])) merged[index] = session;
    }
    if (number === pages.length - 1) break;
    for (let index = firstOfPage; index < merged.length; index += 1) earlier.add(index);
  }
  return merged;
}

/** Where the rows of earlier pages stand; of several that are the same session, the most lately updated. */
class EarlierRows {
  readonly #rows: readonly DataSession[];
  /** By sid, or by start without one: nearly always that alone tells them apart. */
  readonly #first = new Map<string | number, number>();
  /** By all that tells them apart: those whose sid or start another session had before. */
  readonly #others = new Map<string, number>();

  constructor(rows: readonly DataSession[]) {
    this.#rows = rows;
  }

  indexOf(session: DataSession): number | null {
    const mark = session.sid ?? session.start;
    const first = mark === null ? undefined : this.#first.get(mark);
    if (first === undefined) return null;
    if (isSame(session, this.#rows[first])) return first;
    return this.#others.get(identityOf(session)) ?? null;
  }

  add(index: number): void {
    const session = this.#rows[index];
    const mark = session === undefined ? null : (session.sid ?? session.start);
    if (session === undefined || mark === null) return;
    const known = this.indexOf(session);
    if (known !== null && !isNewer(session, this.#rows[known])) return;
    const first = this.#first.get(mark);
    if (first === undefined || first === known) this.#first.set(mark, index);
    else this.#others.set(identityOf(session), index);
  }
}

/**
 * Whether both are one session: by sid and start, and without a sid by start, cell and radio link.
 * Where too little is known no two rows are called the same.
 */
function isSame(a: DataSession, b: DataSession | undefined): boolean {
  if (a.sid !== b?.sid || a.start !== b.start) return false;
  return a.sid !== null || (a.cellId === b.cellId && a.radioLink === b.radioLink);
}

function identityOf({ sid, start, cellId, radioLink }: DataSession): string {
  return JSON.stringify(sid === null ? [start, cellId, radioLink] : [sid, start]);
}

function isNewer(a: DataSession, b: DataSession | undefined): boolean {
  return (a.lastUpdated ?? Number.NEGATIVE_INFINITY) > (b?.lastUpdated ?? Number.NEGATIVE_INFINITY);
}
