import type { App } from "@slack/bolt";
import { lookedAt } from "../../delivery/question-frame.ts";
import { allFindingsModal, allFindingsTitle } from "../../views/all-findings.ts";
import { listenToModalButton, type ModalButtonParts } from "./modal-button.ts";

/** All findings, what was checked, and what cannot be judged. */
export function listenToMoreFindings(app: App, parts: ModalButtonParts): void {
  listenToModalButton(app, parts, {
    actionId: "sessions_findings",
    title: allFindingsTitle,
    replyOf: (report) => ({
      ...{ kind: "view", outcome: "ok", sims: [lookedAt(report)] },
      view: allFindingsModal(report),
    }),
  });
}
