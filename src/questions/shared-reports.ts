import { LRUCache } from "lru-cache";
import { ownTurnOfLoop } from "../core/loop-turns.ts";
import { type ReportInput, reportInStages, reportOf, type SimReport } from "../core/report.ts";
import type { SessionRead } from "../core/session-read.ts";

/** Makes reports, one in a turn of the event loop, and the same one for all who ask the same of a read. */
export type SharedReports = (input: ReportInput) => Promise<SimReport>;

/**
 * So many stay at hand for the next click, and so many sessions in all of them (some 4 MB: one of the
 * longest lists, or many usual ones). Who turns pages waits for a message to be written, no more.
 */
const mostReportsKept = 20;
const mostSessionsKept = 11_000;

/**
 * A report of 10,000 sessions is a tenth of a second of work and some MB. Fifty people who wait for
 * one read get one report; and between two of them the loop turns, so that Slack is acknowledged.
 */
export function createSharedReports(
  /** Told of each report that is made, once, whoever asked for it. */
  onMade: (report: SimReport) => void = () => undefined,
): SharedReports {
  const recent = new LRUCache<SimReport, SimReport>({
    max: mostReportsKept,
    maxSize: mostSessionsKept,
    sizeCalculation: ({ sessions }) => sessions.length + 1,
  });
  /** Weakly: who still uses it keeps it, and `recent` the last ones. */
  const made = new WeakMap<SessionRead, Map<string, Promise<SimReport> | WeakRef<SimReport>>>();

  const kept = (report: SimReport): SimReport => {
    recent.set(report, report);
    return report;
  };

  return async (input) => {
    const { read, account = null, windowName, asOf, stale = null } = input;
    // When it is told again differs for each who asks, and changes nothing else.
    const key = JSON.stringify([account, windowName, asOf, stale?.because ?? null]);
    // Also for who finds it made: all who waited for one read would write their answers in one go.
    await ownTurnOfLoop();
    const ofRead = made.get(read) ?? new Map<string, Promise<SimReport> | WeakRef<SimReport>>();
    made.set(read, ofRead);
    const known = ofRead.get(key);
    const before = known instanceof Promise ? await known.then(inOwnTurn) : known?.deref();
    if (before !== undefined) return stale === null ? kept(before) : { ...kept(before), stale };
    const making = madeInTurns(input);
    ofRead.set(key, making);
    // While it is made it is waited for; then it is held as long as somebody uses it.
    const report = await making.finally(() => ofRead.delete(key));
    ofRead.set(key, new WeakRef(report));
    onMade(report);
    return kept(report);
  };
}

/** A report of fewer sessions takes a few milliseconds in all. */
const longFromSessions = 2_000;

/** A long one in several turns of the event loop: its stages together would hold everybody else up. */
async function madeInTurns(input: ReportInput): Promise<SimReport> {
  if (input.read.sessions.length < longFromSessions) return reportOf(input);
  const stages = reportInStages(input);
  let stage = stages.next();
  while (!stage.done) {
    await ownTurnOfLoop();
    stage = stages.next();
  }
  return stage.value;
}

async function inOwnTurn(report: SimReport): Promise<SimReport> {
  await ownTurnOfLoop();
  return report;
}
