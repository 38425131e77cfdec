import { operatorLabel } from "../../core/operator.ts";
import type { SimReport } from "../../core/report.ts";
import { countWords, nounFor } from "../../core/words.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { bold, instantMrkdwn, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { ofAccount, reportedName } from "./account-words.ts";

/** To somebody who has been waiting for seconds. */
export function comparingMessage(): Message {
  const what = mrkdwn`Reading other SIMs to compare it with, a few at a time: up to half a minute.`;
  return message(what, [section(what)]);
}

/** What is remembered of its account, in numbers. */
export interface KnownOfFleet {
  readonly active: number | null;
  readonly known: number;
  readonly isSwept: boolean;
}

/** Too few SIMs are known where it was last to compare it with any. */
export function tooFewSiblingsMessage(
  report: SimReport,
  known: number,
  fleet: KnownOfFleet | null,
): Message {
  const { lastKnown, account, asOf } = report;
  const operator = lastKnown.operator === null ? null : operatorLabel(lastKnown.operator.value);
  const where = mrkdwn`${bold(operator ?? "its operator")}${ofAccount(account)}`;
  const what = mrkdwn`*Can't tell yet:* simscope knows of ${countWords(known)} other ${nounFor(known, "SIM")} last on ${where}, and needs at least four to compare ${bold(reportedName(report))} with.`;
  const of =
    fleet === null
      ? null
      : fleet.active === null
        ? mrkdwn`It has looked at ${countWords(fleet.known)} ${nounFor(fleet.known, "SIM")} so far.`
        : mrkdwn`It has looked at ${countWords(fleet.known)} of ${countWords(fleet.active)} active ${nounFor(fleet.active, "SIM")} so far.`;
  const next =
    fleet?.isSwept === true
      ? mrkdwn`It goes on looking in the background: ask again later.`
      : mrkdwn`It learns where a SIM is when somebody asks about it, or by itself where ${bold("SWEEP_HOURS")} is set: ask the person who runs simscope.`;
  return message(joined([what, of, next], " "), [
    section(joined([what, joined([of, next], " ")], "\n")),
    context([mrkdwn`As of ${instantMrkdwn(asOf)}.`]),
  ]);
}

/** It is not silent any more, or something of its own explains why. */
export function notSilentMessage(report: SimReport, verdict: Mrkdwn): Message {
  const what = mrkdwn`There is nothing to compare for ${bold(reportedName(report))} now.`;
  return message(joined([what, verdict], " "), [section(joined([what, verdict], "\n"))]);
}

/** No record names an operator, so nobody knows whom to compare it with. */
export function noOperatorMessage(report: SimReport): Message {
  const what = mrkdwn`*Can't tell:* no record of ${bold(reportedName(report))} names its operator, so there is no SIM to compare it with. As of ${instantMrkdwn(report.asOf)}.`;
  return message(what, [
    section(mrkdwn`${what}\nLook at a second SIM on the same site, or at the operator's console.`),
  ]);
}
