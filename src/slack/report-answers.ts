import { type PagePosition, pageOf } from "../core/page.ts";
import type { SimReport } from "../core/report.ts";
import { assertNever } from "../errors.ts";
import type { PictureFiles, TimelinePicture, TimelinePictures } from "../usecases/pictures.ts";
import type { SimReportOutcome, SimReportQuestion, SimReports } from "../usecases/sim-report.ts";
import type { Asked, Reply } from "./answering.ts";
import type { PickPlace } from "./pick-state.ts";
import type { ZoneOf } from "./time-zones.ts";
import { simNotFoundMessage, superSimMessage } from "./views/outcomes.ts";
import type { Audience } from "./views/report-fields.ts";
import { simReportMessage } from "./views/sim-report.ts";
import { noMatchMessage, type PickedQuestion, whichSimMessage } from "./views/which-sim.ts";

export interface ReportAnswersParts {
  readonly reports: SimReports;
  /** `null`: pictures are switched off. */
  readonly pictures: TimelinePictures | null;
  readonly files: PictureFiles;
  readonly zoneOf: ZoneOf;
}

/** Where the answer is read: which page of which list, and by whom. */
export interface ReportPlace {
  readonly position: Omit<PagePosition, "windowName">;
  readonly audience: Audience;
  /** Where a SIM is answered that has to be picked first; left out: in place of the choice. */
  readonly pick?: PickPlace;
}

/** Answers a question about one SIM; each outcome has a message of its own. */
export type ReportAnswers = (
  question: SimReportQuestion,
  place: ReportPlace,
  asked: Asked,
) => Promise<Reply>;

/** The first page of a window. */
export const firstPage: ReportPlace["position"] = { widenedFrom: null, page: 0 };

export function createReportAnswers(parts: ReportAnswersParts): ReportAnswers {
  const { reports, pictures, files, zoneOf } = parts;

  const pictureOf = async (report: SimReport, asked: Asked): Promise<TimelinePicture | null> => {
    if (pictures === null) return null;
    const workspace = { id: asked.teamId ?? "", files };
    return pictures.pictureOf({ report, zone: await zoneOf(asked.userId), workspace });
  };

  return async (question, { position, audience, pick = "replace" }, asked) => {
    const outcome = await reports.answer({ ...question, orEarlier: question.moment === "now" });
    switch (outcome.kind) {
      case "report": {
        const { report } = outcome;
        const picture = await pictureOf(report, asked);
        const page = pageOf(report, position);
        const view = { report, page, audience };
        return {
          kind: "answer",
          outcome: "ok",
          message: simReportMessage({ ...view, picture }),
          simSid: report.sim.sid,
          ...(picture !== null &&
            picture.image.kind !== "missing" && {
              withoutPicture: simReportMessage({ ...view, picture: notShown(picture) }),
            }),
        };
      }
      default:
        return replyWithoutReport(outcome, { windowName: question.windowName, place: pick });
    }
  };
}

/** There is no report to show, and the person can do something about it. */
export function replyWithoutReport(
  outcome: Exclude<SimReportOutcome, { kind: "report" }>,
  question: PickedQuestion,
): Reply {
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
      const none = { ...outcome, list: outcome.directory };
      return { kind: "aside", outcome: outcome.kind, message: noMatchMessage(none, question) };
    }
    case "sim_not_found":
      return { kind: "aside", outcome: outcome.kind, message: simNotFoundMessage(outcome.wanted) };
    case "super_sim":
      return { kind: "aside", outcome: outcome.kind, message: superSimMessage(outcome.sid) };
    default:
      return assertNever(outcome);
  }
}

/** Slack sometimes refuses a file that it has just called processed, or cannot fetch a link. */
function notShown({ altText, textTwin }: TimelinePicture) {
  return { image: { kind: "missing", reason: "not_shown" }, altText, textTwin } as const;
}
