import { channels, people } from "../../playground/slack/state/workspace.ts";
import { knownActionIds } from "../../src/slack/listeners/actions/session-buttons.ts";
import { verbs } from "../../src/slack/typed/command-forms.ts";
import { carrierTicketCallbackId } from "../../src/slack/views/carrier-ticket.ts";
import { pickerCallbackId, pickerFields } from "../../src/slack/views/picker.ts";
import type { Random } from "./histories/random.ts";

const knownSid = `DE${"0".repeat(31)}1`;
const teamId = "T0FLEET001";
/** No address that could be reached: what is answered there fails at once. */
const responseUrl = "simscope-test:nowhere";

/** What Slack would send for each thing that somebody can do. `id` tells deliveries apart. */
export type PayloadOf = (id: string, random: Random) => Readonly<Record<string, unknown>>;

function common(id: string) {
  return {
    ...{ token: "x", api_app_id: "A1", trigger_id: `1.2.${id}`, response_url: responseUrl },
    ...{ enterprise: null, is_enterprise_install: false, team: { id: teamId, domain: "fleet" } },
    user: { id: people.ada, username: "ada", name: "ada", team_id: teamId },
  };
}

const place = { channel: { id: channels.incidents, name: "incidents" } };

function valueFor(actionId: string, random: Random): string {
  if (["sim_pick", "home_sim"].includes(actionId))
    return `1.${knownSid}.7d.${random.pick(["replace", "beside", "public"])}`;
  if (actionId.startsWith("find_")) return random.pick(["1.1.cam", "1.2.", "2.1.emea.cam"]);
  return random.pick([`1.${knownSid}.7d.-.1.mi3y1abc`, `2.${knownSid}.30d.7d.2.mi3y1abc.4`]);
}

function click(actionId: string): PayloadOf {
  return (id, random) => ({
    type: "block_actions",
    ...common(id),
    ...place,
    container: {
      type: "message",
      message_ts: "1764325000.000100",
      channel_id: channels.incidents,
      is_ephemeral: random.chance(0.5),
    },
    message: { type: "message", ts: "1764325000.000100", text: "answer", blocks: [] },
    state: { values: {} },
    actions: [
      {
        ...{ type: "button", action_id: actionId, block_id: "b1", action_ts: `1.${id}` },
        text: { type: "plain_text", text: "Older" },
        ...(random.chance(0.5)
          ? { value: valueFor(actionId, random) }
          : { selected_option: { value: valueFor(actionId, random) } }),
      },
    ],
  });
}

function submission(callbackId: string): PayloadOf {
  const { sim, window, audience, conversation } = pickerFields;
  const option = (value: string) => ({ selected_option: { value } });
  return (id, random) => ({
    type: "view_submission",
    ...common(id),
    view: {
      ...{ id: "V1", type: "modal", callback_id: callbackId, hash: "1.x" },
      private_metadata: channels.incidents,
      blocks: [],
      state: {
        values: {
          [sim]: { [sim]: option(random.pick([knownSid, "=cargo-cam-07", `${knownSid}.emea`])) },
          [window]: { [window]: option("7d") },
          [audience]: { [audience]: option(random.pick(["asker", "channel"])) },
          [conversation]: {
            [conversation]: random.chance(0.5) ? { selected_conversation: channels.general } : {},
          },
        },
      },
    },
    response_urls: [{ response_url: responseUrl, channel_id: channels.general }],
  });
}

function event(inner: Readonly<Record<string, unknown>>): PayloadOf {
  return (id) => ({
    ...{ type: "event_callback", token: "x", team_id: teamId, api_app_id: "A1", event_time: 1 },
    event_id: `Ev${id}`,
    authorizations: [{ enterprise_id: null, team_id: teamId, user_id: "U1", is_bot: true }],
    event: inner,
  });
}

const commands = [
  ...["", ...verbs, "find cam", "sessions no-such-sim 24h public"],
  ...['compare a "b c" 7d', `sessions ${knownSid}`, "frobnicate x", 'find "x" in emea'],
] as [string, ...string[]];

export interface Kind {
  /** The type of its envelope in Socket Mode. */
  readonly envelope: "slash_commands" | "interactive" | "events_api";
  readonly payloadOf: PayloadOf;
}

const interactive = (payloadOf: PayloadOf): Kind => ({ envelope: "interactive", payloadOf });
const message = {
  ...{ type: "message", user: people.ben, ts: "1764325000.000200" },
  text: `gate=cargo-cam-07 <https://x.example/${knownSid}|a &amp; b> 8901 2600 0000 0012 345`,
  blocks: [{ type: "section", text: { type: "mrkdwn", text: "“yard pump”!!!" } }],
  attachments: [{ fields: [{ title: "ICCID", value: "8901260000000012345" }] }],
};

/** Every listener by the name of what it listens to, and a kind that nobody listens to. */
export const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  [
    "a command",
    {
      envelope: "slash_commands",
      payloadOf: (id, random) => ({
        ...{ token: "x", team_id: teamId, team_domain: "fleet", api_app_id: "A1" },
        ...{ channel_id: channels.incidents, channel_name: "incidents" },
        ...{ user_id: people.ada, user_name: "ada", command: "/sim", text: random.pick(commands) },
        ...{ is_enterprise_install: "false", response_url: responseUrl, trigger_id: `1.2.${id}` },
      }),
    },
  ],
  ...[...knownActionIds, "of_another_version"].map(
    (actionId) => [`a click on ${actionId}`, interactive(click(actionId))] as const,
  ),
  [
    "a letter in a menu",
    interactive((id, random) => ({
      ...{ type: "block_suggestion", ...common(id), action_id: pickerFields.sim, block_id: "b" },
      value: random.pick(["", "c", "cam", "cargo camera 7", "12345", knownSid, "“x”"]),
      container: { type: "view", view_id: "V1" },
      view: { id: "V1", callback_id: pickerCallbackId, private_metadata: channels.incidents },
    })),
  ],
  ["a window that was sent", interactive(submission(pickerCallbackId))],
  ["a ticket that was closed", interactive(submission(carrierTicketCallbackId))],
  ["a window of another version", interactive(submission("of_another_version"))],
  [
    "a shortcut",
    interactive((id) => ({ type: "shortcut", ...common(id), callback_id: "look_up_sim" })),
  ],
  [
    "a shortcut of a message",
    interactive((id) => ({
      ...{ type: "message_action", ...common(id), ...place, message },
      ...{ callback_id: "find_sims_in_message", message_ts: message.ts, action_ts: `1.${id}` },
    })),
  ],
  [
    "a mention",
    {
      envelope: "events_api",
      payloadOf: (id, random) =>
        event({
          ...{ type: "app_mention", user: people.ada, ts: "1764325000.000300", team: teamId },
          ...{ channel: channels.incidents, event_ts: "1764325000.000300" },
          text: `<@U0SIMSCOPE> ${random.pick(commands)}`,
        })(id, random),
    },
  ],
  [
    "a home tab that was opened",
    {
      envelope: "events_api",
      payloadOf: (id, random) =>
        event({
          ...{ type: "app_home_opened", user: people.ada, channel: "D0ADA00001" },
          ...{ tab: random.pick(["home", "messages"]), event_ts: "1764325000.000300" },
        })(id, random),
    },
  ],
  [
    "another event",
    {
      envelope: "events_api",
      payloadOf: event({ type: "channel_rename", channel: { id: "C1", name: "x", created: 1 } }),
    },
  ],
]);
