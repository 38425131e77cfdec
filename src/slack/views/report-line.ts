import { operatorLabel } from "../../core/operator.ts";
import type { SessionPage } from "../../core/page.ts";
import type { SimReport } from "../../core/report.ts";
import { simLabel } from "../../core/sim.ts";
import { windowWords } from "../../core/window.ts";
import { countWords, instantWordsUtc } from "../../core/words.ts";
import { joined, type Mrkdwn, mrkdwn, ours, sentenceMrkdwn } from "../kit/mrkdwn.ts";
import { ofAccount } from "./account-words.ts";
import { exact } from "./session-row.ts";

/** The answer in one line, for notifications and screen readers: the same value, fewer words. */
export function fallbackLine(report: SimReport, page: SessionPage): Mrkdwn {
  const { lastKnown, latest, window } = report;
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
  return joined(
    [
      verdictSentence(report),
      last.mrkdwn === "" ? null : mrkdwn`Last known: ${last}.`,
      mrkdwn`${rowsWords(report, page)}, ${windowWords(window.name)} to ${instantWordsUtc(window.to)}.`,
    ],
    " ",
  );
}

/** `Cargo camera 7: Looks normal: …`, with the moment where it is an earlier one. */
export function verdictSentence(report: SimReport): Mrkdwn {
  const { sim, account, asOf, triage } = report;
  const when = report.tense === "past" ? `, as of ${instantWordsUtc(asOf)}` : "";
  return mrkdwn`${simLabel(sim)}${ofAccount(account)}${ours(when)}: ${sentenceMrkdwn(triage.verdict.sentence)}`;
}

/** `Sessions 6–10 of 134`. */
export function rowsWords(
  { totals }: SimReport,
  { firstRow, lastRow, total }: SessionPage,
): string {
  if (total === 0) return totals.atLeast ? "No known sessions" : "No sessions";
  const rows = firstRow === lastRow ? `Session ${firstRow}` : `Sessions ${firstRow}–${lastRow}`;
  return `${rows} of ${countWords(total)}`;
}
