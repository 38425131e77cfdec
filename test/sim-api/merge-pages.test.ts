import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DataSession } from "../../src/core/session.ts";
import { mergePages } from "../../src/sim-api/merge-pages.ts";

function session(changes: Partial<DataSession>): DataSession {
  return {
    sid: null,
    simSid: null,
    accountSid: null,
    radioLink: "LTE",
    operator: { mcc: null, mnc: null, country: null, name: null },
    cellId: "310-260-1-1",
    tower: null,
    packetsUp: null,
    packetsDown: null,
    start: 1_000,
    end: null,
    lastUpdated: 1_000,
    imei: null,
    ...changes,
  };
}

describe("mergePages", () => {
  it("keeps the order received", () => {
    const [a, b, c] = [3_000, 1_000, 2_000].map((start) => session({ start }));
    if (a === undefined || b === undefined || c === undefined) throw new Error("three sessions");
    expect(mergePages([[a, b], [], [c]])).toEqual([a, b, c]);
  });

  it("drops a row of an earlier page, by sid and start", () => {
    const row = session({ sid: "WN1" });
    const later = session({ sid: "WN1", start: 2_000 });
    expect(mergePages([[row], [{ ...row, cellId: "310-260-1-2" }, later]])).toEqual([row, later]);
  });

  it("without a sid, drops by start, cell and radio link", () => {
    const row = session({});
    const others = [{ start: 2_000 }, { cellId: null }, { radioLink: "3G" }].map(session);
    expect(mergePages([[row], [row, ...others]])).toEqual([row, ...others]);
  });

  it("never merges within a page, on whichever page that is", () => {
    const twice = [session({ sid: "WN1" }), session({ sid: "WN1", end: 1_000 })];
    expect(mergePages([twice])).toEqual(twice);
    expect(mergePages([[], twice])).toEqual(twice);
    expect(mergePages([twice, twice])).toEqual(twice);
  });

  it("never merges rows of which too little is known", () => {
    const blank = session({ start: null, lastUpdated: null });
    expect(mergePages([[blank], [blank]])).toEqual([blank, blank]);
  });

  it("keeps the newer update in the place of the older", () => {
    const first = session({ sid: "WN1", lastUpdated: 1_000 });
    const between = session({ sid: "WN2", lastUpdated: null });
    const newer = session({ sid: "WN1", lastUpdated: 5_000, end: 5_000 });
    const older = session({ sid: "WN1", lastUpdated: 2_000 });
    expect(mergePages([[first, between], [newer], [older]])).toEqual([newer, between]);
    expect(mergePages([[between], [session({ sid: "WN2", lastUpdated: 7 })]])).toEqual([
      session({ sid: "WN2", lastUpdated: 7 }),
    ]);
  });

  it("gives each session once, however far the rows shift between pages", () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.nat(4), { maxLength: 60 }),
        fc.boolean(),
        (count, pageSize, shifts, hasSids) => {
          const all = Array.from({ length: count }, (_, index) =>
            session({ sid: hasSids ? `WN${index}` : null, start: index }),
          );
          // Each new session at the head moves the rest: the next page begins with known rows.
          const pages: DataSession[][] = [];
          for (let from = 0; from < count; ) {
            const shift = pages.length === 0 ? 0 : Math.min(shifts[pages.length] ?? 0, from);
            pages.push(all.slice(from - shift, from - shift + pageSize + shift));
            from += pageSize;
          }
          expect(mergePages(pages)).toEqual(all);
        },
      ),
    );
  });

  it("tells the same rows apart as identities written out, however often they collide", () => {
    const row = fc
      .record({
        sid: fc.constantFrom(null, "WN1", "WN2"),
        start: fc.constantFrom(null, 1_000, 2_000),
        cellId: fc.constantFrom(null, "a", "b"),
        radioLink: fc.constantFrom(null, "LTE"),
        lastUpdated: fc.constantFrom(null, 1_000, 2_000, 3_000),
      })
      .map(session);
    const list = fc.array(fc.array(row, { maxLength: 8 }), { maxLength: 5 });
    fc.assert(
      fc.property(list, (pages) => {
        const merged = mergePages(pages);
        const expected = mergedByIdentity(pages);
        expect(merged.length).toBe(expected.length);
        for (const [index, one] of merged.entries()) expect(one).toBe(expected[index]);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** The rule as it is told, without a thought for time. */
function mergedByIdentity(pages: readonly (readonly DataSession[])[]): DataSession[] {
  const identityOf = ({ sid, start, cellId, radioLink }: DataSession): string | null => {
    if (sid !== null) return JSON.stringify([sid, start]);
    return start === null ? null : JSON.stringify([start, cellId, radioLink]);
  };
  const updated = ({ lastUpdated }: DataSession) => lastUpdated ?? Number.NEGATIVE_INFINITY;
  const merged: DataSession[] = [];
  for (const page of pages) {
    const earlier = merged.map((one) => ({ identity: identityOf(one), updated: updated(one) }));
    const latest = earlier.map(({ identity, updated: at }, index) => ({ identity, at, index }));
    for (const one of page) {
      const same = latest.filter(
        ({ identity }) => identity !== null && identity === identityOf(one),
      );
      const [best] = same.toSorted((a, b) => b.at - a.at || a.index - b.index);
      const current = best === undefined ? undefined : merged[best.index];
      if (best === undefined || current === undefined) merged.push(one);
      else if (updated(one) > updated(current)) merged[best.index] = one;
    }
  }
  return merged;
}
