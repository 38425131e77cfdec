import type { App, BlockAction } from "@slack/bolt";
import { staleButton } from "../../answers/clicked-question.ts";
import { askedBy } from "../../intake/asker.ts";
import { decodeEvidenceChoice, decodeEvidencePlace } from "../../values/evidence-value.ts";
import type { ListenerParts } from "../parts.ts";
import { asideButton, listenToPress } from "./aside-button.ts";
import { audienceOf, clickedValue } from "./session-buttons.ts";

const pageActionIds = ["evidence_more", "evidence_back"] as const;

/** What was kept of a SIM: its other pages, and a stored file once more. */
export function listenToEvidence(app: App, parts: ListenerParts): void {
  const { answer, evidence } = parts;
  for (const actionId of pageActionIds) {
    app.action<BlockAction>(actionId, async ({ ack, action, body, respond }) => {
      await ack();
      await answer(askedBy(body, actionId), respond, { kind: "replace" }, async (scope) => {
        const decoded = decodeEvidencePlace(clickedValue(action));
        if (decoded.kind !== "state") return staleButton(decoded.kind).reply;
        return evidence.page(decoded.state, scope, audienceOf(body));
      });
    });
  }
  const get = asideButton("evidence_get", parts, async ({ asked, value, slack }, scope) => {
    const decoded = decodeEvidenceChoice(value);
    if (decoded.kind !== "state") return staleButton(decoded.kind).reply;
    return evidence.get(decoded.state, scope, asked.userId, slack);
  });
  listenToPress(app, "evidence_get", get);
}
