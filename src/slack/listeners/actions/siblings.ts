import type { App } from "@slack/bolt";
import type { Scope } from "../../../accounts/accounts.ts";
import type { SiblingsOutcome } from "../../../questions/siblings.ts";
import { clickedQuestion } from "../../answers/clicked-question.ts";
import { replyWithoutReport } from "../../answers/report-answers.ts";
import type { Reply } from "../../delivery/answering.ts";
import { lookedAt } from "../../delivery/question-frame.ts";
import { verdictWithMoment } from "../../views/findings.ts";
import { shownOf, siblingsMessage } from "../../views/siblings.ts";
import {
  comparingMessage,
  noOperatorMessage,
  notSilentMessage,
  tooFewSiblingsMessage,
} from "../../views/siblings-beside.ts";
import type { ListenerParts } from "../parts.ts";
import { asideButton, listenToPress } from "./aside-button.ts";

/** Is it just this SIM? Asked anew, and told to whoever pressed the button alone. */
export function listenToSiblings(app: App, parts: ListenerParts): void {
  const replyTo = async (value: unknown, scope: Scope): Promise<Reply> => {
    const clicked = clickedQuestion(value, scope, "again");
    if (clicked.kind === "other") return clicked.reply;
    return replyOf(await parts.siblings(clicked.question), clicked.question.windowName);
  };
  listenToPress(
    app,
    "sessions_siblings",
    asideButton(
      "sessions_siblings",
      parts,
      ({ value }, scope) => replyTo(value, scope),
      comparingMessage,
    ),
  );
}

function replyOf(
  outcome: SiblingsOutcome,
  windowName: Parameters<typeof replyWithoutReport>[1]["windowName"],
): Reply {
  if (outcome.kind === "no_report") {
    return replyWithoutReport(outcome.outcome, { windowName, place: "beside" });
  }
  const { report } = outcome;
  const aside = { kind: "aside", outcome: "ok", sims: [lookedAt(report)] } as const;
  switch (outcome.kind) {
    case "not_silent":
      return { ...aside, message: notSilentMessage(report, verdictWithMoment(report)) };
    case "no_operator":
      return { ...aside, message: noOperatorMessage(report) };
    case "too_few": {
      const { known, coverage } = outcome;
      const fleet = coverage && { ...coverage, isSwept: coverage.sweep.kind !== "off" };
      return { ...aside, message: tooFewSiblingsMessage(report, known, fleet) };
    }
    case "compared": {
      const shown = outcome.siblings.filter((one) => shownOf(outcome).includes(one));
      const others = shown.map(({ sim, account, verdict }) => ({
        ...{ simSid: sim.sid, account, verdict: verdict.kind, severity: verdict.severity },
        isStale: false,
      }));
      return {
        ...aside,
        sims: [lookedAt(report), ...others],
        message: siblingsMessage(outcome),
      };
    }
  }
}
