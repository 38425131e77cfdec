import { reaches } from "./held-sessions.ts";
import type { SimReport } from "./report.ts";
import type { DataSession } from "./session.ts";
import { type WindowName, windowAt } from "./window.ts";

/** Sessions a page: the contract's number. */
export const pageSize = 5;

/** A place in the list of one question. */
export interface PagePosition {
  readonly windowName: WindowName;
  /** The shorter window from which Older led here; its sessions come first. */
  readonly widenedFrom: WindowName | null;
  /** 0 is the newest page. */
  readonly page: number;
}

export interface SessionPage {
  readonly rows: readonly DataSession[];
  readonly position: PagePosition;
  /** Place of the first row among all sessions of the window, from 1; 0 when there are none. */
  readonly firstRow: number;
  readonly lastRow: number;
  readonly total: number;
  readonly newer: PagePosition | null;
  readonly older: PagePosition | null;
}

/**
 * The rows at a position, and where Newer and Older lead. Every session of the window is on
 * exactly one page. On the last page of a shorter window Older widens to 30 days and goes on
 * exactly where the shorter window ended; a page beyond the end shows the last one.
 */
export function pageOf(report: SimReport, wanted: Omit<PagePosition, "windowName">): SessionPage {
  const windowName = report.window.name;
  const pages = pagesOf(report, wanted.widenedFrom);
  const page = Math.max(0, Math.min(wanted.page, pages.length - 1));
  const position = { windowName, widenedFrom: wanted.widenedFrom, page };
  const rows = pages[page] ?? [];
  const before = pages.slice(0, page).reduce((sum, { length }) => sum + length, 0);
  return {
    rows,
    position,
    firstRow: rows.length === 0 ? 0 : before + 1,
    lastRow: before + rows.length,
    total: report.sessions.length,
    newer: page > 0 ? { ...position, page: page - 1 } : null,
    older: olderThan(report, position, pages.length),
  };
}

/** What turning all pages shows, from the newest to the oldest. */
export function rowsInPageOrder(
  report: SimReport,
  widenedFrom: WindowName | null,
): readonly DataSession[] {
  return pagesOf(report, widenedFrom).flat();
}

function olderThan(report: SimReport, position: PagePosition, pages: number): PagePosition | null {
  if (position.page + 1 < pages) return { ...position, page: position.page + 1 };
  if (position.windowName === "30d" || report.earlier.length === 0) return null;
  return { windowName: "30d", widenedFrom: position.windowName, page: pages };
}

/**
 * Newest first, five a page. A list that was widened first repeats the pages of the shorter
 * window, then continues: a session that began long ago but reached into the shorter window
 * was shown there, and is not shown again.
 */
function pagesOf(report: SimReport, widenedFrom: WindowName | null): DataSession[][] {
  if (widenedFrom === null) return chunk(report.sessions);
  const { from } = windowAt(widenedFrom, report.asOf);
  return [
    ...chunk(report.sessions.filter((session) => reaches(session, from))),
    ...chunk(report.sessions.filter((session) => !reaches(session, from))),
  ];
}

function chunk(sessions: readonly DataSession[]): DataSession[][] {
  return Array.from({ length: Math.ceil(sessions.length / pageSize) }, (_, page) =>
    sessions.slice(page * pageSize, (page + 1) * pageSize),
  );
}
