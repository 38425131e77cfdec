import { ownTurnOfLoop } from "../core/loop-turns.ts";
import { type ReportInput, reportOf, type SimReport } from "../core/report.ts";
import type { SessionRead } from "../core/session-read.ts";

/** Makes reports, one in a turn of the event loop, and the same one for all who ask the same of a read. */
export type SharedReports = (input: ReportInput) => Promise<SimReport>;

/**
 * A report of 10,000 sessions is a tenth of a second of work and some MB. Fifty people who wait for
 * one read get one report; and between two of them the loop turns, so that Slack is acknowledged.
 */
export function createSharedReports(): SharedReports {
  /** Weakly: who still uses it keeps it, and nobody else. */
  const made = new WeakMap<SessionRead, Map<string, WeakRef<SimReport>>>();

  return async (input) => {
    const { read, account = null, windowName, asOf, stale = null } = input;
    // When it is told again differs for each who asks, and changes nothing else.
    const key = JSON.stringify([account, windowName, asOf, stale?.because ?? null]);
    // Also for who finds it made: all who waited for one read would write their answers in one go.
    await ownTurnOfLoop();
    const known = made.get(read)?.get(key)?.deref();
    if (known !== undefined) return stale === null ? known : { ...known, stale };
    const report = reportOf(input);
    const ofRead = made.get(read) ?? new Map<string, WeakRef<SimReport>>();
    made.set(read, ofRead.set(key, new WeakRef(report)));
    return report;
  };
}
