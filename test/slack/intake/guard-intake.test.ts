import type { App, ReceiverEvent } from "@slack/bolt";
import { expect, it } from "vitest";
import { guardIntake } from "../../../src/slack/intake/guard-intake.ts";

/** What becomes of a payload in front of an app that acknowledges all that it gets. */
async function come(body: object) {
  const seen: string[] = [];
  const app: Pick<App, "processEvent"> = {
    processEvent: async ({ ack }: ReceiverEvent) => {
      seen.push("app");
      await ack();
    },
  };
  guardIntake(app, (reason) => seen.push(reason));
  await app.processEvent({ body, ack: async () => void seen.push("ack") });
  return seen;
}

const user = { id: "U1" };

it.each([
  ["of no kind that we ask for", { type: "interactive_message", user }, ["payload_unknown", "ack"]],
  ["that Slack never sends", { type: "block_actions", user }, ["payload_malformed"]],
  [
    "of ours",
    { type: "block_actions", user, actions: [{ action_id: "sessions_older" }] },
    ["app", "ack"],
  ],
])("a payload %s", async (_kind, body, expected) => {
  expect(await come(body)).toEqual(expected);
});

it("what Slack leaves out it may write as null, too", async () => {
  const mention = { type: "app_mention", user: "U1", text: "help", ts: "1.1", channel: "C1" };
  const view = { id: "V1", callback_id: "x", private_metadata: null, state: { values: {} } };
  for (const body of [
    { type: "event_callback", team_id: null, event: mention },
    { command: "/sim", user_id: "U1", channel_id: "C1", team_id: null },
    { type: "view_submission", user, team: null, enterprise: null, view },
  ])
    expect(await come(body)).toEqual(["app", "ack"]);
});
