import type { Scope } from "../../accounts/accounts.ts";
import { assertNever } from "../../core/errors.ts";
import type { Beside } from "../../core/hearing.ts";
import type { Audience } from "../../core/private-numbers.ts";
import {
  type ComparisonOutcome,
  type ComparisonQuestion,
  compareSims,
} from "../../questions/comparison.ts";
import type { Reply } from "../delivery/answering.ts";
import { FailureWithAdvice, lookedAt } from "../delivery/question-frame.ts";
import type { Asked } from "../intake/asker.ts";
import type { Comparison } from "../typed/command.ts";
import { comparisonCommand, type NamedSim } from "../typed/command-words.ts";
import { nameAgain } from "../typed/typed-sim.ts";
import type { Elsewhere } from "../views/account-words.ts";
import { comparisonMessage, sameSimMessage, seeAloneLine } from "../views/compare.ts";
import type { Typed } from "./account-scope.ts";
import { type AnswersParts, replyWithoutReport } from "./report-answers.ts";

/** A comparison as it was typed, and all that the asker may look in. */
export interface TypedComparison {
  readonly scope: Scope;
  readonly command: Comparison;
}

/** Answers a question about two SIMs; each outcome has a message of its own. */
export type ComparisonAnswers = (
  question: ComparisonQuestion & { readonly sims: readonly [Typed, Typed] },
  typed: TypedComparison,
  audience: Audience,
  asked: Asked,
) => Promise<Reply>;

export function createComparisonAnswers(parts: AnswersParts): ComparisonAnswers {
  return async (question, typed, audience, asked) => {
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
        const { windowName, sims } = question;
        return replyWithoutReport(
          outcome.outcome,
          { windowName, place: "beside" },
          { typed: sims[outcome.index].typed, goOn: commandsToGoOn(outcome, question, typed) },
        );
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

/** More would be a list to read, not a line to copy. */
const mostCommands = 5;

/**
 * A choice among SIMs of one name leads to one of them alone. The comparison goes on by a command
 * that says which is meant: by its account where that is enough, else by its SID.
 */
function commandsToGoOn(
  { index, outcome, other }: Extract<ComparisonOutcome, { kind: "not_both" }>,
  { sims }: ComparisonQuestion,
  { scope, command }: TypedComparison,
): readonly string[] {
  if (outcome.kind !== "several_sims") return [];
  const { candidates, total, wanted } = outcome;
  const isWhole = total === candidates.length;
  const choices = candidates.map(
    (sim): NamedSim =>
      isWhole ? nameAgain(sim, candidates, wanted) : { sim: sim.sid, account: null },
  );
  const [first, second] = sims;
  if (other.kind === "several_sims" && first.sim === second.sim && first.scope === second.scope) {
    const pairs = choices.flatMap((one, at) =>
      choices.slice(at + 1).map((two) => [one, two] as const),
    );
    return pairs.slice(0, mostCommands).map((pair) => comparisonCommand(pair, command));
  }
  if (other.kind !== "report" && other.kind !== "several_sims") return [];
  const beside = sims[index === 0 ? 1 : 0];
  // Behind a second name `in` would be about both, so that the first one needs its account, too.
  const found = index === 1 && other.kind === "report" ? other.report.account : null;
  const isNarrow = beside.scope.accounts.length < scope.accounts.length;
  const account = found ?? (isNarrow ? (beside.scope.accounts[0]?.name ?? null) : null);
  const fixed = { sim: beside.sim, account };
  return choices
    .slice(0, mostCommands)
    .map((one) => comparisonCommand(index === 0 ? [one, fixed] : [fixed, one], command));
}
