import { assertNever } from "../../core/errors.ts";
import { type PagePosition, pageOf } from "../../core/page.ts";
import type { Audience } from "../../core/private-numbers.ts";
import { noQuietSims, type QuietSims } from "../../ports/quiet-sims.ts";
import type { SimReportOutcome, SimReports } from "../../questions/report.ts";
import type { SimReportQuestion } from "../../questions/sim-question.ts";
import type { Reply } from "../delivery/answering.ts";
import { lookedAt } from "../delivery/question-frame.ts";
import type { Asked } from "../intake/asker.ts";
import { simsMeant, type TypedSim } from "../typed/typed-sim.ts";
import type { PickPlace } from "../values/pick-state.ts";
import { meantSimsMessage } from "../views/meant-sims.ts";
import { simNotFoundMessage, superSimMessage } from "../views/outcomes.ts";
import { sharedReportMessage } from "../views/shared-report.ts";
import type { SimLineInput } from "../views/sim-line.ts";
import { simReportMessage } from "../views/sim-report.ts";
import { noMatchMessage, whichSimMessage } from "../views/which-sim.ts";
import type { PictureMaker } from "./picture-maker.ts";

export interface AnswersParts {
  readonly reports: SimReports;
  readonly pictures: PictureMaker;
  /** Left out: no silence is expected. */
  readonly quiet?: QuietSims;
}

/** Where the answer is read: which page of which list, and by whom. */
export interface ReportPlace {
  readonly position: Omit<PagePosition, "windowName">;
  readonly audience: Audience;
  /** Where a SIM is answered that has to be picked first; left out: in place of the choice. */
  readonly pick?: PickPlace;
  /** Left out: nothing was typed. */
  readonly typed?: TypedSim;
  /** Who shares it with a channel, in the short form for that. */
  readonly sharedBy?: string;
  /** The same for each of the whole names of the question. */
  readonly wholes?: readonly (Omit<ReportPlace, "wholes"> & { readonly isPublic: boolean })[];
}

/** Answers a question about one SIM; each outcome has a message of its own. */
export type ReportAnswers = (
  question: SimReportQuestion,
  place: ReportPlace,
  asked: Asked,
) => Promise<Reply>;

/** The first page of a window. */
export const firstPage: ReportPlace["position"] = { widenedFrom: null, page: 0 };

export function createReportAnswers(parts: AnswersParts): ReportAnswers {
  const { reports, pictures, quiet: quietSims = noQuietSims } = parts;
  return async (question, place, asked) => {
    const withPicture = pictures(asked);
    const outcome = await reports.answer({ ...question, orEarlier: question.moment === "now" });
    const at = "whole" in outcome ? outcome.whole : undefined;
    const whole = at === undefined ? undefined : place.wholes?.[at];
    const { position, audience, pick = "replace", typed, sharedBy } = whole ?? place;
    const { sim, windowName } = (at === undefined ? null : question.wholes?.[at]) ?? question;
    const placed = whole === undefined ? {} : { isPublic: whole.isPublic };
    switch (outcome.kind) {
      case "report": {
        const { report, alsoIn, unasked, searchedFor = null, formerly = null } = outcome;
        const page = pageOf(report, position);
        const quiet = quietSims.quietUntil(report.account, report.sim.sid, report.asOf);
        const reply = await withPicture([report], audience, (picture) =>
          sharedBy === undefined
            ? simReportMessage({
                ...{ report, page, audience, picture, searchedFor, formerly, quiet },
                elsewhere: { asked: sim, alsoIn, unasked },
              })
            : sharedReportMessage(report, picture, sharedBy, quiet),
        );
        return { kind: "answer", outcome: "ok", ...reply, ...placed, sims: [lookedAt(report)] };
      }
      default:
        return replyWithoutReport(outcome, { windowName, place: pick }, typed ?? null);
    }
  };
}

/**
 * There is no report to show, and the person can do something about it.
 *
 * @param typed what helps them to type it better; `null`: nothing was typed
 */
export function replyWithoutReport(
  outcome: Exclude<SimReportOutcome, { kind: "report" }>,
  question: SimLineInput,
  typed: TypedSim | null = null,
): Reply {
  const isMissing = outcome.kind === "no_match" || outcome.kind === "sim_not_found";
  const meant = isMissing && typed !== null ? simsMeant(typed) : null;
  if (isMissing && meant !== null) {
    const lists = outcome.kind === "no_match" ? outcome.lists : [];
    const accounts =
      outcome.kind === "no_match" ? lists.map(({ account }) => account) : outcome.accounts;
    const message = meantSimsMessage(meant, { accounts, lists }, question);
    return { kind: "aside", outcome: outcome.kind, message };
  }
  switch (outcome.kind) {
    case "several_sims": {
      const several = { ...outcome, isByDigits: outcome.by === "last_digits" };
      return {
        kind: "aside",
        outcome: outcome.kind,
        message: whichSimMessage(several, question),
      };
    }
    case "no_match": {
      return { kind: "aside", outcome: outcome.kind, message: noMatchMessage(outcome, question) };
    }
    case "sim_not_found":
      return { kind: "aside", outcome: outcome.kind, message: simNotFoundMessage(outcome) };
    case "super_sim":
      return { kind: "aside", outcome: outcome.kind, message: superSimMessage(outcome.sid) };
    default:
      return assertNever(outcome);
  }
}
