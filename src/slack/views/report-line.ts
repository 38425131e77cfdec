import { operatorLabel } from "../../core/operator.ts";
import type { SessionPage } from "../../core/page.ts";
import type { SimReport } from "../../core/report.ts";
import { simLabel } from "../../core/sim.ts";
import { windowWords } from "../../core/window.ts";
import { instantWordsUtc } from "../../core/words.ts";
import { joined, type Mrkdwn, mrkdwn, sentenceMrkdwn } from "../kit/mrkdwn.ts";
import { exact } from "./session-row.ts";

/** The answer in one line, for notifications and screen readers: the same value, fewer words. */
export function fallbackLine(report: SimReport, page: SessionPage): Mrkdwn {
  const { sim, lastKnown, latest, window } = report;
  const operator = lastKnown.operator === null ? null : operatorLabel(lastKnown.operator.value);
  const last = joined(
    [
      operator === null ? null : mrkdwn`${operator}`,
      lastKnown.radioLink === null ? null : mrkdwn`${lastKnown.radioLink.value}`,
      lastKnown.cellId === null ? null : mrkdwn`cell ${lastKnown.cellId.value}`,
      latest === null
        ? null
        : mrkdwn`↑ ${exact(latest.packetsUp)} ↓ ${exact(latest.packetsDown)} packets`,
    ],
    ", ",
  );
  const rows =
    page.total === 0
      ? mrkdwn`No sessions`
      : mrkdwn`Sessions ${page.firstRow}–${page.lastRow} of ${page.total}`;
  return joined(
    [
      mrkdwn`${simLabel(sim)}: ${sentenceMrkdwn(report.headline)}`,
      last.mrkdwn === "" ? null : mrkdwn`Last known: ${last}.`,
      mrkdwn`${rows}, ${windowWords(window.name)} to ${instantWordsUtc(window.to)}.`,
    ],
    " ",
  );
}
