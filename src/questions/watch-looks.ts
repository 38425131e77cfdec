import { type Account, onlyIn } from "../accounts/accounts.ts";
import { isBotError } from "../core/errors.ts";
import { hiddenIn } from "../core/findings/unknowns.ts";
import type { Watch } from "../core/fleet/watch.ts";
import type { Look } from "../core/fleet/watch-look.ts";
import type { SimReport } from "../core/report.ts";
import { beginOf, lastSeen } from "../core/session.ts";
import { defaultWindowName } from "../core/window.ts";
import type { SimReports } from "./report.ts";

export interface WatchLooksParts {
  readonly reports: SimReports;
  readonly accounts: readonly Account[];
  /** A fault of our own: the look counts as failed. */
  readonly onFault: (error: unknown) => void;
}

/** Reads the SIM of a watch, for nobody in particular: people's questions come first. Never rejects. */
export type LookAt = (watch: Watch) => Promise<Look>;

export function createWatchLooks({ reports, accounts, onFault }: WatchLooksParts): LookAt {
  return async ({ account: name, simSid, pressedAt }) => {
    const account = accounts.find((one) => one.name === name);
    // It may be configured again tomorrow.
    if (account === undefined) return { kind: "failed" };
    const question = { sim: simSid, scope: onlyIn(account), windowName: defaultWindowName };
    try {
      const outcome = await reports.answer({
        ...{ ...question, moment: "again" },
        isInBackground: true,
      });
      if (outcome.kind === "sim_not_found") return { kind: "gone" };
      if (outcome.kind !== "report") return { kind: "failed" };
      const { report } = outcome;
      const since = { from: pressedAt, to: report.asOf };
      const isWhole = hiddenIn(report.unknowns, since).length === 0;
      return { kind: "read", signs: signsIn(report), isWhole };
    } catch (error) {
      if (!isBotError(error)) onFault(error);
      return { kind: "failed" };
    }
  };
}

/** Beginnings and ends of all that is known: the first sign after a silence is a beginning. */
function signsIn({ sessions, earlier, lastSeen: latest }: SimReport): number[] {
  return [...sessions, ...earlier]
    .flatMap((session) => [beginOf(session), lastSeen(session)])
    .concat(latest)
    .filter((at) => at !== null);
}
