import type { Scope } from "../../../src/accounts/accounts.ts";
import { BotError, type ErrorCode } from "../../../src/core/errors.ts";
import { secondMs } from "../../../src/core/instant.ts";
import type { ListState } from "../../../src/core/list-state.ts";
import type { StartTimer } from "../../../src/core/time.ts";
import type { DirectorySim } from "../../../src/ports/directory.ts";
import {
  createSimReports,
  type SimReportOutcome,
  type SimReports,
} from "../../../src/questions/report.ts";
import type { SimReportQuestion } from "../../../src/questions/sim-question.ts";
import { sidOf } from "../directory/fleets.ts";
import {
  type FakeSimSource,
  fakeSimSource,
  type TestClock,
  testClock,
} from "../fake-sim-source.ts";
import { accountOf, scopeOf } from "../one-account.ts";
import { heldDirectory } from "../questions/held-directory.ts";
import { session, sim } from "../sessions.ts";

export const usSid = sidOf(1);
export const emeaSid = sidOf(2);

export function failure(code: ErrorCode): BotError {
  return new BotError(code, "made up", { retryable: true });
}

export const down = failure("sim_api_unreachable");
export const loading: ListState = { kind: "loading", listed: 0 };

export interface Side {
  /** What its list holds; what is not listed can be asked of the platform all the same. */
  readonly listed?: readonly DirectorySim[];
  readonly state?: ListState;
}

export interface TwoAccounts {
  readonly clock: TestClock;
  /** Callbacks of the timers that run, and how long they take. */
  readonly timers: ReadonlyMap<() => void, number>;
  readonly us: FakeSimSource;
  readonly emea: FakeSimSource;
  readonly scope: Scope;
  readonly reports: SimReports;
  ask(wanted: string, over?: Partial<SimReportQuestion>): Promise<SimReportOutcome>;
  /** Lets the timers of that length run out. */
  runOut(delayMs: number): void;
  /** The same until the question has ended: whoever is waited for does not come. */
  waitInVain(asking: Promise<SimReportOutcome>): Promise<SimReportOutcome>;
}

/** Two accounts with a SIM each, `us-cam` and `emea-cam`, which no list holds unless that is said. */
export function twoAccounts(us: Side = {}, emea: Side = {}, isFirstPreferred = false): TwoAccounts {
  const clock = testClock();
  const timers = new Map<() => void, number>();
  const startTimer: StartTimer = (callback, delayMs) => {
    timers.set(callback, delayMs);
    return () => void timers.delete(callback);
  };
  const side = (name: string, { listed = [], state }: Side) => {
    const source = fakeSimSource(clock);
    const directory = heldDirectory(listed, state);
    return { source, account: accountOf({ name, source, directory }) };
  };
  const sides = { us: side("us", us), emea: side("emea", emea) };
  sides.us.source.add(sim({ sid: usSid, uniqueName: "us-cam", iccid: iccidOf(1) }), [session()]);
  sides.emea.source.add(sim({ sid: emeaSid, uniqueName: "emea-cam", iccid: iccidOf(2) }), [
    session(),
  ]);
  const scope = scopeOf([sides.us.account, sides.emea.account], { isFirstPreferred });
  const reports = createSimReports({ clock, startTimer });
  const runOut = (wantedMs: number): void => {
    for (const [callback, delayMs] of timers) if (delayMs === wantedMs) callback();
  };
  return {
    ...{ clock, timers, us: sides.us.source, emea: sides.emea.source, scope, reports, runOut },
    ask: (wanted, over = {}) =>
      reports.answer({ sim: wanted, scope, windowName: "7d", moment: "now", ...over }),
    waitInVain: async (asking) => {
      // It may fail before anybody looks.
      asking.catch(() => undefined);
      for (let turn = 0; turn < 6; turn += 1) {
        await settle();
        runOut(2 * secondMs);
      }
      await settle();
      runOut(12 * secondMs);
      return asking;
    },
  };
}

export function iccidOf(number: number): string {
  return `89012600000000${String(number).padStart(5, "0")}`;
}

/** Its answers come no more until their question is over. */
export function hang(source: FakeSimSource): void {
  const never = (_: string, signal: AbortSignal) =>
    new Promise<never>((_resolve, reject) => {
      const late = () => reject(failure("sim_api_timeout"));
      if (signal.aborted) late();
      signal.addEventListener("abort", late);
    });
  source.fetchSim = never;
  source.fetchSimByIccid = never;
  source.readSessions = never;
}

/** Until everything that needs no timer has happened. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
