import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, hourMs, minuteMs } from "../../src/core/instant.ts";
import { type PagePosition, pageOf, pageSize, type SessionPage } from "../../src/core/page.ts";
import { reportOf } from "../../src/core/report.ts";
import { beginOf, type DataSession } from "../../src/core/session.ts";
import { type WindowName, windowNames } from "../../src/core/window.ts";
import {
  asOf,
  plausibleSession,
  readOf,
  session,
  sessionBetween,
  sessionSid,
  sim,
} from "../support/sessions.ts";

const pageAt = (sessions: readonly DataSession[], position: PagePosition): SessionPage =>
  pageOf(
    reportOf({ sim: sim(), read: readOf(sessions), windowName: position.windowName, asOf }),
    position,
  );

const first = (windowName: WindowName): PagePosition => ({
  windowName,
  widenedFrom: null,
  page: 0,
});

/** Follows Older to the end. */
function walk(sessions: readonly DataSession[], from: PagePosition): SessionPage[] {
  const pages = [pageAt(sessions, from)];
  for (let older = pages[0]?.older; older; older = pages.at(-1)?.older) {
    pages.push(pageAt(sessions, older));
    expect(pages.length).toBeLessThan(1_000);
  }
  return pages;
}

const every19Hours = Array.from({ length: 37 }, (_, index) =>
  sessionBetween((index + 1) * 19 * hourMs, (index + 1) * 19 * hourMs - 30 * minuteMs, {
    sid: sessionSid(index),
  }),
);

describe("paging", () => {
  it("shows 37 sessions of 30 days five a page, each once, newest first", () => {
    const pages = walk([...every19Hours].reverse(), first("30d"));
    expect(pages.map(({ rows }) => rows.length)).toEqual([5, 5, 5, 5, 5, 5, 5, 2]);
    expect(pages.flatMap(({ rows }) => rows)).toEqual(every19Hours);
    expect(pages.at(-1)).toMatchObject({ firstRow: 36, lastRow: 37, total: 37, older: null });
    expect(pages[0]?.newer).toBeNull();
  });

  it("widens a shorter window to 30 days and goes on where it ended", () => {
    const pages = walk(every19Hours, first("7d"));
    expect(pages.flatMap(({ rows }) => rows)).toEqual(every19Hours);
    const widened = pages.findIndex(({ position }) => position.windowName === "30d");
    expect(pages[widened]?.position).toEqual({ windowName: "30d", widenedFrom: "7d", page: 2 });
    expect(pages[widened]).toMatchObject({ firstRow: 9, total: 37 });
  });

  it("goes back through exactly the same pages", () => {
    const pages = walk(every19Hours, first("7d"));
    for (let index = pages.length - 1; index > 0; index -= 1) {
      const newer = pages[index]?.newer;
      expect(newer && pageAt(every19Hours, newer).rows).toEqual(pages[index - 1]?.rows);
    }
  });

  it("does not show a long session again after widening", () => {
    const long = sessionBetween(25 * dayMs, 2 * dayMs, { sid: sessionSid(1_000) });
    const rows = walk([long, ...every19Hours], first("7d")).flatMap((page) => page.rows);
    expect(rows).toHaveLength(38);
    expect(new Set(rows).size).toBe(38);
  });

  it("offers Older from an empty window when the API holds earlier sessions", () => {
    const page = pageAt([sessionBetween(9 * dayMs, 8 * dayMs)], first("24h"));
    expect(page).toMatchObject({ rows: [], firstRow: 0, lastRow: 0, total: 0, newer: null });
    expect(page.older).toEqual({ windowName: "30d", widenedFrom: "24h", page: 0 });
  });

  it("shows the last page when asked for one beyond it", () => {
    expect(pageAt([session()], { ...first("7d"), page: 99 })).toMatchObject({
      firstRow: 1,
      position: { page: 0 },
    });
  });

  it("any sessions: each on exactly one page, whatever the window", () => {
    const sessions = fc
      .array(plausibleSession, { maxLength: 60 })
      .map((all) => all.map((one, index) => ({ ...one, sid: sessionSid(index) })));
    fc.assert(
      fc.property(sessions, fc.constantFrom(...windowNames), (all, windowName) => {
        const pages = walk(all, first(windowName));
        const kept = pageAt(all, first("30d")).total;
        const sids = pages.flatMap(({ rows }) => rows.map(({ sid }) => sid));
        expect(new Set(sids).size).toBe(sids.length);
        expect(sids.length).toBe(kept);
        for (const { rows, firstRow, lastRow } of pages) {
          expect(rows.length).toBeLessThanOrEqual(pageSize);
          expect(lastRow - firstRow + 1).toBe(Math.max(rows.length, lastRow === 0 ? 1 : 0));
          const begins = rows.map((row) => beginOf(row) ?? 0);
          expect(begins).toEqual([...begins].sort((a, b) => b - a));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
