import type { App } from "@slack/bolt";
import { staleButton } from "../../answers/clicked-question.ts";
import { createAnsweringDirectly } from "../../delivery/answering-directly.ts";
import { askedBy } from "../../intake/asker.ts";
import { decodePick } from "../../values/pick-state.ts";
import { pickerTitle } from "../../views/picker.ts";
import { createOnceAtATime } from "../once-at-a-time.ts";
import type { ListenerParts } from "../parts.ts";
import { listenToPress } from "./aside-button.ts";
import { pickedReply } from "./sim-pick.ts";

/** One of the person's last SIMs in the bot's own tab: the answer is a direct message. */
export function listenToHomeSim(app: App, parts: ListenerParts): void {
  const answerDirectly = createAnsweringDirectly(parts.frame);
  const once = createOnceAtATime();
  listenToPress(app, "home_sim", async ({ body, context }, value) => {
    const asked = askedBy(body, "home_sim");
    const slack = parts.slackCalls(context.botToken ?? "");
    const window = { title: pickerTitle, slack, triggerId: body.trigger_id };
    await once(asked, [asked.userId, value], () =>
      answerDirectly(asked, window, async (scope) => {
        const decoded = decodePick(value);
        if (decoded.kind !== "state") return staleButton(decoded.kind).reply;
        // A direct message stays and is found by a search: its numbers are masked.
        return pickedReply(parts, { state: decoded.state, scope }, "channel", asked);
      }),
    );
  });
}
