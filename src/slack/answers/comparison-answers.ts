import { assertNever } from "../../core/errors.ts";
import type { Beside } from "../../core/hearing.ts";
import type { Audience } from "../../core/private-numbers.ts";
import { simLabel } from "../../core/sim.ts";
import { noQuietSims } from "../../ports/quiet-sims.ts";
import {
  type ComparisonOutcome,
  type ComparisonQuestion,
  compareSims,
} from "../../questions/comparison.ts";
import type { Reply } from "../delivery/answering.ts";
import { FailureWithAdvice, lookedAt } from "../delivery/question-frame.ts";
import type { Asked } from "../intake/asker.ts";
import type { ComparedWith, PickPlace } from "../values/pick-state.ts";
import type { Elsewhere } from "../views/account-words.ts";
import { comparisonMessage, sameSimMessage, seeAloneLine } from "../views/compare.ts";
import type { Typed } from "./account-scope.ts";
import { type AnswersParts, replyWithoutReport } from "./report-answers.ts";

/**
 * Answers a question about two SIMs; each outcome has a message of its own. `place`: where they are
 * compared if one has to be picked first.
 */
export type ComparisonAnswers = (
  question: ComparisonQuestion & { readonly sims: readonly [Typed, Typed] },
  audience: Audience,
  asked: Asked,
  place: PickPlace,
) => Promise<Reply>;

export function createComparisonAnswers(parts: AnswersParts): ComparisonAnswers {
  const { quiet: quietSims = noQuietSims } = parts;
  return async (question, audience, asked, place) => {
    const withPicture = parts.pictures(asked);
    const outcome = await compareSims(parts.reports, question);
    switch (outcome.kind) {
      case "comparison": {
        const { reports } = outcome;
        const elsewhere = elsewhereOf(question, outcome.elsewhere);
        const quiet = reports.map(({ account, sim, asOf }) =>
          quietSims.quietUntil(account, sim.sid, asOf),
        );
        const reply = await withPicture(reports, audience, (picture) =>
          comparisonMessage({ reports, audience, picture, quiet, elsewhere }),
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
        const { windowName, sims } = question;
        const compared = otherSide(outcome, sims);
        const { typed } = sims[outcome.index];
        return replyWithoutReport(outcome.outcome, { windowName, place, compared }, typed);
      }
      case "one_unread":
        throw new FailureWithAdvice(outcome.error, seeAloneLine(outcome.report));
      default:
        return assertNever(outcome);
    }
  };
}

function elsewhereOf({ sims }: ComparisonQuestion, known: readonly Beside[]): readonly Elsewhere[] {
  return known.map(({ alsoIn, unasked }, index) => ({
    asked: sims[index]?.sim ?? "",
    alsoIn,
    unasked,
  }));
}

/** The side that has not to be picked now: by its SID where it was found, else as it was given. */
function otherSide(
  { index, other }: Extract<ComparisonOutcome, { kind: "not_both" }>,
  sims: readonly [Typed, Typed],
): ComparedWith {
  const { sim, account } = sims[index === 0 ? 1 : 0].typed;
  const found = other.kind === "report" ? other.report : null;
  const given =
    found === null
      ? { sim, account }
      : { sim: found.sim.sid, account: found.account, called: simLabel(found.sim) };
  return { ...given, isFirst: index === 1 };
}
