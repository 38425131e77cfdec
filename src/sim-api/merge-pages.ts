import type { DataSession } from "../core/session.ts";

/**
 * The sessions of all pages in the order received, without those that a shift between two reads
 * brought a second time: while sessions start, rows move from one page to the next. A row seen on
 * an earlier page is dropped; if it was updated since, it takes the place of the earlier one.
 * Rows of one page are never merged: the vendor's own sample has one sid for two sessions.
 */
export function mergePages(pages: readonly (readonly DataSession[])[]): DataSession[] {
  const merged: DataSession[] = [];
  /** Where the most lately updated row of that identity stands, by rows of earlier pages. */
  const seen = new Map<string, number>();
  for (const page of pages) {
    const firstOfPage = merged.length;
    for (const session of page) {
      const identity = identityOf(session);
      const index = identity === null ? undefined : seen.get(identity);
      const earlier = index === undefined ? undefined : merged[index];
      if (index === undefined || earlier === undefined) merged.push(session);
      else if (isNewer(session, earlier)) merged[index] = session;
    }
    for (let index = firstOfPage; index < merged.length; index += 1) remember(seen, merged, index);
  }
  return merged;
}

function remember(seen: Map<string, number>, merged: readonly DataSession[], index: number): void {
  const session = merged[index];
  const identity = session === undefined ? null : identityOf(session);
  if (session === undefined || identity === null) return;
  const earlier = merged[seen.get(identity) ?? -1];
  if (earlier === undefined || isNewer(session, earlier)) seen.set(identity, index);
}

/**
 * What tells one session from another: sid and start, and without a sid the start with cell and
 * radio link. `null` where too little is known to call two rows the same.
 */
function identityOf({ sid, start, cellId, radioLink }: DataSession): string | null {
  if (sid !== null) return JSON.stringify([sid, start]);
  return start === null ? null : JSON.stringify([start, cellId, radioLink]);
}

function isNewer(a: DataSession, b: DataSession): boolean {
  return (a.lastUpdated ?? Number.NEGATIVE_INFINITY) > (b.lastUpdated ?? Number.NEGATIVE_INFINITY);
}
