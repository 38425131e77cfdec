import type { App } from "@slack/bolt";
import { askedBy } from "../../intake/asker.ts";
import type { ListenerParts } from "../parts.ts";

/** Somebody opened the bot's own tab; its messages are another one, with nothing to publish. */
export function listenToHome(app: App, { home, slackCalls }: ListenerParts): void {
  app.event("app_home_opened", async ({ event, body, context }) => {
    if (event.tab !== "home") return;
    // The tab is no conversation: a click in it tells none either.
    const asked = { ...askedBy(body, "app_home_opened"), channelId: null };
    await home(asked, slackCalls(context.botToken ?? ""));
  });
}
