import { LRUCache } from "lru-cache";
import { ownTurnOfLoop } from "../core/loop-turns.ts";
import { type ReportInput, reportOf, type SimReport } from "../core/report.ts";
import type { SessionRead } from "../core/session-read.ts";

/** Makes reports, one in a turn of the event loop, and the same one for all who ask the same of a read. */
export type SharedReports = (input: ReportInput) => Promise<SimReport>;

/**
 * So many stay at hand for the next click, and so many sessions in all of them (some 10 MB): who
 * turns the pages of a long list waits for a message to be written, and for nothing else.
 */
const mostReportsKept = 20;
const mostSessionsKept = 30_000;

/**
 * A report of 10,000 sessions is a tenth of a second of work and some MB. Fifty people who wait for
 * one read get one report; and between two of them the loop turns, so that Slack is acknowledged.
 */
export function createSharedReports(): SharedReports {
  const recent = new LRUCache<SimReport, SimReport>({
    max: mostReportsKept,
    maxSize: mostSessionsKept,
    sizeCalculation: ({ sessions }) => sessions.length + 1,
  });
  /** Weakly: who still uses it keeps it, and `recent` the last ones. */
  const made = new WeakMap<SessionRead, Map<string, WeakRef<SimReport>>>();

  return async (input) => {
    const { read, account = null, windowName, asOf, stale = null } = input;
    // When it is told again differs for each who asks, and changes nothing else.
    const key = JSON.stringify([account, windowName, asOf, stale?.because ?? null]);
    // Also for who finds it made: all who waited for one read would write their answers in one go.
    await ownTurnOfLoop();
    const known = made.get(read)?.get(key)?.deref();
    if (known !== undefined) {
      recent.set(known, known);
      return stale === null ? known : { ...known, stale };
    }
    const report = reportOf(input);
    recent.set(report, report);
    const ofRead = made.get(read) ?? new Map<string, WeakRef<SimReport>>();
    made.set(read, ofRead.set(key, new WeakRef(report)));
    return report;
  };
}
