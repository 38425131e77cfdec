import type { App } from "@slack/bolt";
import { staleButton } from "../../answers/clicked-question.ts";
import { decodeMore, type MoreChoice } from "../../values/button-state.ts";
import type { ListenerParts } from "../parts.ts";
import { asideButton, listenToPress, type PressListener } from "./aside-button.ts";
import { exportListener } from "./export.ts";
import { keepListener } from "./keep.ts";
import { listenToTicketClosed, ticketListener } from "./modal-button.ts";

/**
 * The rarely used: options of the menu `sessions_more`, and in messages of earlier versions buttons
 * of their own. An option does, and is logged as, what its button would be.
 */
export function listenToMoreMenu(app: App, parts: ListenerParts): void {
  const chosen: Record<MoreChoice, PressListener> = {
    export: exportListener(parts),
    ticket: ticketListener(parts),
    keep: keepListener(parts),
  };
  listenToPress(app, "sessions_export", chosen.export);
  listenToPress(app, "sessions_ticket", chosen.ticket);
  listenToPress(app, "sessions_keep", chosen.keep);
  listenToTicketClosed(app);
  const unknown = asideButton("sessions_more", parts, async () => staleButton("unreadable").reply);
  listenToPress(app, "sessions_more", async (press, value) => {
    const more = decodeMore(value);
    await (more === null ? unknown(press, value) : chosen[more.choice](press, more.value));
  });
}
