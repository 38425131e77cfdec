import { type PagePosition, pageOf } from "../core/page.ts";
import { assertNever } from "../errors.ts";
import type { SimReportOutcome } from "../usecases/sim-report.ts";
import type { Reply } from "./answering.ts";
import { simNotFoundMessage, superSimMessage } from "./views/outcomes.ts";
import type { Audience } from "./views/report-fields.ts";
import { simReportMessage } from "./views/sim-report.ts";

/** The first page of a window. */
export const firstPage: Omit<PagePosition, "windowName"> = { widenedFrom: null, page: 0 };

/** Each outcome of the question has a message of its own. */
export function reportReply(
  outcome: SimReportOutcome,
  position: Omit<PagePosition, "windowName">,
  audience: Audience,
): Reply {
  switch (outcome.kind) {
    case "report": {
      const { report } = outcome;
      const page = pageOf(report, position);
      const message = simReportMessage({ report, page, audience });
      return { kind: "answer", outcome: "ok", message, simSid: report.sim.sid };
    }
    case "sim_not_found":
      return { kind: "aside", outcome: outcome.kind, message: simNotFoundMessage(outcome.wanted) };
    case "super_sim":
      return { kind: "aside", outcome: outcome.kind, message: superSimMessage(outcome.sid) };
    default:
      return assertNever(outcome);
  }
}
