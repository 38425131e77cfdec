import type { SimReport } from "../core/report.ts";
import type { Scope } from "../usecases/accounts.ts";
import type { SimReports } from "../usecases/sim-report.ts";
import { scopeNamed } from "./account-scope.ts";
import type { Reply } from "./answering.ts";
import { type ButtonState, decodeButton, momentOf } from "./button-state.ts";
import { replyWithoutReport } from "./report-answers.ts";
import { staleButtonMessage } from "./views/outcomes.ts";

/** The answer whose button was clicked, as it stood; or what to say where there is none. */
export type ClickedReport =
  | { readonly kind: "report"; readonly report: SimReport; readonly state: ButtonState }
  | { readonly kind: "other"; readonly reply: Reply };

/** Reads a value that came from the client, and what it asks for. */
export async function clickedReport(
  reports: SimReports,
  value: unknown,
  scope: Scope,
): Promise<ClickedReport> {
  const decoded = decodeButton(value);
  if (decoded.kind !== "state") {
    const message = staleButtonMessage(decoded.kind);
    return { kind: "other", reply: { kind: "aside", outcome: decoded.kind, message } };
  }
  const { state } = decoded;
  const { simSid, windowName } = state;
  const named = scopeNamed(scope, state.account);
  if (named.kind === "other") return named;
  const moment = momentOf(state);
  const outcome = await reports.answer({ sim: simSid, scope: named.scope, windowName, moment });
  return outcome.kind === "report"
    ? { kind: "report", report: outcome.report, state }
    : { kind: "other", reply: replyWithoutReport(outcome, { windowName, place: "replace" }) };
}
