import type { SimReport } from "../../core/report.ts";
import type { PacketTotal, Totals } from "../../core/totals.ts";
import { lastWindowWords } from "../../core/window.ts";
import {
  countWords,
  durationWords,
  leastShareWords,
  nounFor,
  numberWords,
  shareWords,
} from "../../core/words.ts";
import { bold, instantMrkdwn, joined, type Mrkdwn, mrkdwn, ours } from "../kit/mrkdwn.ts";
import { sentenceCase } from "./account-words.ts";

/** The sums of the window: `52 sessions, in session 36 h 16 min (22 %)`. */
export function totalsLines(report: SimReport): Mrkdwn {
  const { totals, window, tense } = report;
  const title = bold(sentenceCase(lastWindowWords(window.name, tense)));
  if (totals.sessions === 0)
    return mrkdwn`${title}\n${totals.atLeast ? "no known session" : "no sessions"}`;
  const sessions = `${leastWords(totals)}${countWords(totals.sessions)} ${nounFor(totals.sessions, "session")}`;
  const time = timeInSession(report);
  const packets = packetTotals(totals);
  // Sessions are counted whole: the sum then is not that of the time asked for.
  const since =
    totals.countedSince === null ? null : mrkdwn` since ${instantMrkdwn(totals.countedSince)}`;
  return joined(
    [
      title,
      mrkdwn`${sessions}, ${time === null ? mrkdwn`for an unknown time` : mrkdwn`in session ${time}`}`,
      packets === null ? mrkdwn`packets not reported` : mrkdwn`${packets} packets${since ?? ""}`,
      totals.staleSessions === 0
        ? null
        : mrkdwn`${totals.staleSessions} of them never reported closed, counted up to the last update`,
    ],
    "\n",
  );
}

/** `168`, `at least 168` over a list that lacks records; "at least 0" would be no news. */
export function sessionCount({ sessions, atLeast }: Totals): Mrkdwn {
  if (sessions === 0 && atLeast) return mrkdwn`none known`;
  return ours(`${leastWords({ atLeast })}${countWords(sessions)}`);
}

function leastWords({ atLeast }: Pick<Totals, "atLeast">): string {
  return atLeast ? "at least " : "";
}

/** `6 d 18 h (97 %)`; `null` where no record says how long it lasted. */
export function timeInSession({ totals }: SimReport): Mrkdwn | null {
  const { connectedMs, connectedShare, connectedKnown } = totals;
  if (connectedKnown === "not_at_all") return null;
  const time = durationWords(connectedMs);
  if (connectedKnown === "exactly") return ours(`${time} (${shareWords(connectedShare)})`);
  const share = leastShareWords(connectedShare);
  return ours(`at least ${time}${share === null ? "" : ` (${share})`}`);
}

/** `↑ 948k ↓ at least 419k`; `null` where no record has a count. */
export function packetTotals({ sessions, packetsUp, packetsDown, atLeast }: Totals): Mrkdwn | null {
  const isUnknown = ({ unknownSessions }: PacketTotal) =>
    (sessions > 0 || atLeast) && unknownSessions === sessions;
  if (isUnknown(packetsUp) && isUnknown(packetsDown)) return null;
  const total = (arrow: string, sum: PacketTotal): Mrkdwn => {
    if (isUnknown(sum)) return mrkdwn`${arrow} unknown`;
    const least = atLeast || sum.unknownSessions > 0 ? mrkdwn`at least ` : mrkdwn``;
    return mrkdwn`${arrow} ${least}${numberWords(sum.packets)}`;
  };
  return mrkdwn`${total("↑", packetsUp)} ${total("↓", packetsDown)}`;
}
