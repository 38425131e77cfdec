import { assertNever } from "../errors.ts";
import {
  type ComparisonQuestion,
  compareSims,
  type KnownElsewhere,
} from "../usecases/compare-sims.ts";
import type { SimReports } from "../usecases/sim-report.ts";
import type { Asked, Reply } from "./answering.ts";
import type { PictureMaker } from "./picture-maker.ts";
import { lookedAt } from "./question-frame.ts";
import { replyWithoutReport } from "./report-answers.ts";
import type { Elsewhere } from "./views/account-words.ts";
import { comparisonMessage, sameSimMessage } from "./views/compare.ts";
import type { Audience } from "./views/report-fields.ts";

export interface ComparisonAnswersParts {
  readonly reports: SimReports;
  readonly pictures: PictureMaker;
}

/** Answers a question about two SIMs; each outcome has a message of its own. */
export type ComparisonAnswers = (
  question: ComparisonQuestion,
  audience: Audience,
  asked: Asked,
) => Promise<Reply>;

export function createComparisonAnswers(parts: ComparisonAnswersParts): ComparisonAnswers {
  return async (question, audience, asked) => {
    const outcome = await compareSims(parts.reports, question);
    switch (outcome.kind) {
      case "comparison": {
        const { reports } = outcome;
        const elsewhere = elsewhereOf(question, outcome.elsewhere);
        const reply = await parts.pictures(reports, audience, asked, (picture) =>
          comparisonMessage({ reports, audience, picture, elsewhere }),
        );
        return { kind: "answer", outcome: "ok", ...reply, sims: reports.map(lookedAt) };
      }
      case "same_sim":
        return {
          kind: "aside",
          outcome: "same_sim",
          message: sameSimMessage(outcome.report, elsewhereOf(question, outcome.elsewhere)),
        };
      case "not_both": {
        // Which two to compare is typed again: a pick leads to that SIM alone, beside this.
        const { windowName } = question;
        return replyWithoutReport(outcome.outcome, { windowName, place: "beside" });
      }
      default:
        return assertNever(outcome);
    }
  };
}

function elsewhereOf(
  { sims }: ComparisonQuestion,
  known: readonly KnownElsewhere[],
): readonly Elsewhere[] {
  return known.map(({ alsoIn, unasked }, index) => ({
    asked: sims[index]?.sim ?? "",
    alsoIn,
    unasked,
  }));
}
