import type { RecordedDelivery } from "../../playground/slack/bot/delivery.ts";
import { byPerson } from "../../playground/slack/state/cause.ts";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import type { SlackView } from "../../playground/slack/state/views.ts";
import { people } from "../../playground/slack/state/workspace.ts";
import type { JsonObject } from "../../playground/slack/validate/shape.ts";
import { knownActionIds } from "../../src/slack/listeners/actions/session-buttons.ts";
import { encodeButton, encodeMore } from "../../src/slack/values/button-state.ts";
import { encodeDark } from "../../src/slack/values/dark-state.ts";
import {
  encodeEvidenceChoice,
  encodeEvidencePlace,
} from "../../src/slack/values/evidence-value.ts";
import { encodeHandover } from "../../src/slack/values/handover-value.ts";
import { encodeFind, encodePick } from "../../src/slack/values/pick-state.ts";
import { encodeSharer } from "../../src/slack/values/sharer.ts";
import { encodeWatch } from "../../src/slack/values/watch-value.ts";
import type { World } from "./whole-bot.ts";

/** What a person needs at hand to ask in every way. */
export interface AtHand {
  readonly world: World;
  /** The window, opened by Ada, and an option that she was offered in it. */
  readonly view: SlackView;
  readonly option: JsonObject;
  /** The SIM that all questions are about, and the account that it is in. */
  readonly simSid: string;
  readonly account: string | null;
}

export interface Person {
  readonly user: string;
  readonly channel: string;
}

/** Asks, and tells what came back at once, beside what is delivered later. */
export type WayToAsk = (at: AtHand, person: Person) => Promise<unknown>;

const alert = "ALERT host=cargo-cam-07 state=down";

const clicks = [...knownActionIds, "sessions_of_tomorrow"].map(
  (actionId): readonly [string, WayToAsk] => [
    `a click on ${actionId}`,
    ({ world, ...at }, { user, channel }) => {
      const value = valueFor(actionId, { world, ...at }, user);
      const text = { type: "plain_text", text: "Press" };
      const message = post(world, channel, "an answer", [
        { type: "actions", elements: [{ type: "button", action_id: actionId, text, value }] },
      ]);
      return world.slack.click({ user, message, actionId });
    },
  ],
);

/** Every path into the bot. */
export const waysToAsk: readonly (readonly [string, WayToAsk])[] = [
  [
    "a command",
    ({ world }, { user, channel }) =>
      world.slack.command({ user, channel, text: "/sim sessions cargo-cam-07" }),
  ],
  [
    "a command for everybody",
    ({ world }, { user, channel }) =>
      world.slack.command({ user, channel, text: "/sim sessions cargo-cam-07 public" }),
  ],
  [
    "a command about the fleet",
    ({ world }, { user, channel }) => world.slack.command({ user, channel, text: "/sim dark" }),
  ],
  [
    "a mention",
    ({ world }, { user, channel }) =>
      world.slack.mention({ user, channel, text: "sessions cargo-cam-07" }),
  ],
  [
    "a mention in a thread",
    ({ world }, { user, channel }) => {
      const { ts: threadTs } = post(world, channel, alert, []);
      return world.slack.mention({ user, channel, threadTs, text: "find cargo" });
    },
  ],
  [
    "a command for what was kept",
    ({ world, simSid }, { user, channel }) =>
      world.slack.command({ user, channel, text: `/sim evidence ${simSid}` }),
  ],
  [
    "a command to hand over, for everybody",
    ({ world }, { user, channel }) =>
      world.slack.command({ user, channel, text: "/sim handover 8h public" }),
  ],
  ...clicks,
  [
    "a window, sent",
    ({ world, view, option }, { user }) =>
      world.slack.submitView({ user, view, values: { sim_pick: option } }),
  ],
  [
    "a window, sent for a conversation",
    ({ world, view, option }, { user, channel }) =>
      world.slack.submitView({
        ...{ user, view },
        values: { sim_pick: option, audience: "channel", conversation: channel },
      }),
  ],
  [
    "a global shortcut",
    ({ world }, { user }) => world.slack.shortcut({ user, callbackId: "look_up_sim" }),
  ],
  [
    "a shortcut of a message",
    ({ world }, { user, channel }) => {
      const message = post(world, channel, alert, []);
      return world.slack.shortcut({ user, callbackId: "find_sims_in_message", message });
    },
  ],
];

/** Types a letter into the menu of SIMs. */
export function typeAhead({ world, view }: AtHand, user: string): Promise<readonly JsonObject[]> {
  return world.slack.suggest({ user, actionId: "sim_pick", value: "c", place: { view } });
}

/** Opens the bot's own tab, which is no question as long as it is not refused. */
export async function openHome({ slack }: World, user: string): Promise<SlackView> {
  const { sequence } = slack.world.changes;
  const shown = slack.waitForView(user, sequence);
  await slack.openHome(user);
  return shown;
}

/** Opens the window as Ada, and waits until that question is over. */
export async function openPicker(world: World): Promise<SlackView> {
  const before = questionsIn(world).length;
  const { sequence } = world.slack.world.changes;
  const opened = world.slack.waitForView(people.ada, sequence);
  await world.slack.shortcut({ user: people.ada, callbackId: "look_up_sim" });
  await world.untilLogged(answered, before + 1);
  return opened;
}

export const answered = '"question answered"';

/** The lines of the log that say who asked. */
export interface LoggedQuestion {
  readonly outcome: string;
  readonly userId: string;
  readonly simSid: string | null;
  readonly reason?: string;
}

export function questionsIn(world: World): LoggedQuestion[] {
  const lines = world.log().split("\n");
  return lines.filter((line) => line.includes(answered)).map((line) => JSON.parse(line));
}

function post(
  world: World,
  channel: string,
  text: string,
  blocks: readonly JsonObject[],
): SlackMessage {
  const author = { kind: "person", id: people.ada } as const;
  return world.slack.world.messages.post({ channel, author, text, blocks }, byPerson);
}

function valueFor(actionId: string, { world, simSid, account }: AtHand, user: string): string {
  const of = { simSid, account } as const;
  if (["sim_pick", "home_sim"].includes(actionId))
    return encodePick({ ...of, windowName: "7d", place: "replace" });
  if (actionId === "watch_end") return encodeWatch("a-watch");
  if (actionId === "share_delete") return encodeSharer(user);
  if (actionId.startsWith("dark_")) return encodeDark({ atLeastMs: null, account: null, page: 1 });
  if (actionId.startsWith("handover_")) {
    const to = world.clock.now();
    return encodeHandover({ from: to - 3_600_000, to, page: 1 });
  }
  if (actionId === "evidence_get") return encodeEvidenceChoice({ ...of, sha256: "0".repeat(64) });
  if (actionId.startsWith("evidence_")) return encodeEvidencePlace({ ...of, page: 1 });
  if (actionId.startsWith("find_")) return encodeFind({ text: "cargo", account: null, page: 1 });
  const state = { ...of, windowName: "7d", widenedFrom: null, page: 1 } as const;
  const row = actionId === "session_details" ? { row: 0 } : {};
  const clicked = { ...state, ...row, asOf: world.clock.now() };
  return actionId === "sessions_more" ? encodeMore("export", clicked) : encodeButton(clicked);
}

/** Everything that left the bot: its calls to Slack, and what it said when it acknowledged. */
export function saidSince(
  world: World,
  { requests, deliveries }: { readonly requests: number; readonly deliveries: number },
) {
  const acks = world.slack.deliveries.slice(deliveries).map(({ ack }: RecordedDelivery) => ack);
  return { calls: world.slack.requests.slice(requests), acks };
}
