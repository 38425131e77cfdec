import type { Scope } from "../../accounts/accounts.ts";
import type { SimReport } from "../../core/report.ts";
import type { WindowName } from "../../core/window.ts";
import type { SimReports } from "../../questions/report.ts";
import type { Moment, SimReportQuestion } from "../../questions/sim-question.ts";
import type { Reply } from "../delivery/answering.ts";
import { type ButtonState, decodeButton, momentOf } from "../values/button-state.ts";
import { staleButtonMessage } from "../views/outcomes.ts";
import { scopeNamed } from "./account-scope.ts";
import { replyWithoutReport } from "./report-answers.ts";

/** What to say where there is nothing to ask, or nothing to show. */
export interface OtherReply {
  readonly kind: "other";
  readonly reply: Reply;
}

/** The SIM that a value from the client names, to be read at a moment. */
export interface ClickedSim {
  /** Its SID; from the window, where a SIM is chosen, also what was typed there. */
  readonly simSid: string;
  readonly account: string | null;
  readonly windowName: WindowName;
  readonly moment: Moment;
}

/** The question about a SIM that was clicked, if its account may be looked in from there. */
export function questionAbout(
  { simSid, account, windowName, moment }: ClickedSim,
  scope: Scope,
): { readonly kind: "question"; readonly question: SimReportQuestion } | OtherReply {
  const named = scopeNamed(scope, account);
  if (named.kind === "other") return named;
  return { kind: "question", question: { sim: simSid, scope: named.scope, windowName, moment } };
}

/** A button of another version, or a value that was not made by us. */
export function staleButton(because: "other_version" | "unreadable"): OtherReply {
  const message = staleButtonMessage(because);
  return { kind: "other", reply: { kind: "aside", outcome: because, message } };
}

export type ClickedQuestion =
  | {
      readonly kind: "question";
      readonly question: SimReportQuestion;
      readonly state: ButtonState;
    }
  | OtherReply;

/** What the button of an answer asks for: the answer as it stood, unless it is to be read again. */
export function clickedQuestion(
  value: unknown,
  scope: Scope,
  moment: "as_it_stood" | "own_read" | "again" = "as_it_stood",
): ClickedQuestion {
  const decoded = decodeButton(value);
  if (decoded.kind !== "state") return staleButton(decoded.kind);
  const { state } = decoded;
  const stood = { ...momentOf(state), ...(moment === "own_read" && { isOwnRead: true as const }) };
  const asked = questionAbout({ ...state, moment: moment === "again" ? "again" : stood }, scope);
  return asked.kind === "other" ? asked : { ...asked, state };
}

/** The answer whose button was clicked, as it stood. */
export type ClickedReport =
  | { readonly kind: "report"; readonly report: SimReport; readonly state: ButtonState }
  | OtherReply;

/** Reads what the button of an answer asks for. */
export async function clickedReport(
  reports: SimReports,
  value: unknown,
  scope: Scope,
  moment: "as_it_stood" | "own_read" = "as_it_stood",
): Promise<ClickedReport> {
  const clicked = clickedQuestion(value, scope, moment);
  if (clicked.kind === "other") return clicked;
  const { question, state } = clicked;
  const { windowName } = question;
  const outcome = await reports.answer(question);
  return outcome.kind === "report"
    ? { kind: "report", report: outcome.report, state }
    : { kind: "other", reply: replyWithoutReport(outcome, { windowName, place: "replace" }) };
}
