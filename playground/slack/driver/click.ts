import type { Courier } from "../bot/courier.ts";
import { elementsIn, type PlacedElement } from "../state/block-ids.ts";
import { isVisibleTo, type SlackMessage } from "../state/messages.ts";
import type { SlackView } from "../state/views.ts";
import type { World } from "../state/world.ts";
import type { JsonObject } from "../validate/shape.ts";
import { objectOf } from "../web-api/method.ts";
import { messageJson, viewJson } from "../web-api/payloads.ts";
import { failureWords, showFailure } from "./command.ts";
import { type Chosen, valueFields } from "./element-value.ts";
import {
  channelOf,
  commonPayload,
  type Interaction,
  knownUser,
  responseUrl,
} from "./interaction.ts";

export interface ClickTarget {
  readonly actionId: string;
  /** Needed only where several blocks hold the same action. */
  readonly blockId?: string;
  /**
   * A button's value: chooses among buttons with the same action, or, when no button has it,
   * is sent all the same, as a dishonest client could.
   */
  readonly value?: string;
  /** For selects, overflow menus and the like: an option's value, or a whole option. */
  readonly selectedOption?: Chosen;
}

export interface Click extends ClickTarget {
  readonly user: string;
  readonly message: SlackMessage;
}

/** The element that a person means. Throws when there is none, or more than one. */
export function findElement(blocks: readonly unknown[], target: ClickTarget): PlacedElement {
  const all = elementsIn(blocks);
  const named = all.filter(
    ({ blockId, element }) =>
      element["action_id"] === target.actionId &&
      (target.blockId === undefined || target.blockId === blockId),
  );
  const sameValue = named.filter(({ element }) => element["value"] === target.value);
  const found = target.value !== undefined && sameValue.length > 0 ? sameValue : named;
  const [first, second] = found;
  if (first === undefined) {
    const offered = all.map(({ element }) => String(element["action_id"])).join(", ");
    throw new Error(`nothing to press as ${target.actionId}; there is: ${offered || "nothing"}`);
  }
  if (second !== undefined && target.blockId === undefined) {
    throw new Error(`${found.length} elements are called ${target.actionId}: name the blockId`);
  }
  return first;
}

function actionJson({ blockId, element }: PlacedElement, target: ClickTarget, nowMs: number) {
  const isButton = String(element["type"]).endsWith("button");
  const fields = isButton
    ? { value: target.value ?? element["value"] }
    : valueFields(element, target.selectedOption ?? target.value);
  return {
    type: element["type"],
    action_id: element["action_id"],
    block_id: blockId,
    ...(element["text"] === undefined ? {} : { text: element["text"] }),
    ...fields,
    action_ts: (nowMs / 1_000).toFixed(6),
  };
}

/** Presses a button or chooses an option of a message. */
export async function sendClick(
  click: Click,
  world: World,
  courier: Courier,
): Promise<Interaction> {
  const user = knownUser(world, click.user);
  const { message } = click;
  const channel = channelOf(world, message.channel, user);
  if (!isVisibleTo(message, user.id)) throw new Error(`${user.name} does not see this message`);
  if (world.messages.find(channel.id, message.ts) === null) throw new Error("the message is gone");
  const placed = findElement(message.blocks, click);
  const responseToken = world.responseUrls.create(user.id, channel.id, message.ts);
  const isEphemeral = message.visibleTo !== null;
  const action = actionJson(placed, click, world.nowMs);
  const since = world.changes.sequence;
  const ack = await courier.deliver({
    kind: "interactive",
    payload: {
      type: "block_actions",
      ...commonPayload(world, user),
      container: {
        type: "message",
        message_ts: message.ts,
        channel_id: channel.id,
        is_ephemeral: isEphemeral,
        ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
      },
      trigger_id: world.triggers.create(user.id),
      channel: { id: channel.id, name: channel.kind === "im" ? "directmessage" : channel.name },
      // Slack keeps no copy of an ephemeral message, so the payload holds none.
      ...(isEphemeral ? {} : { message: messageJson(message, world) }),
      state: { values: stateOf([placed], { [String(placed.element["action_id"])]: action }) },
      response_url: responseUrl(world, responseToken),
      actions: [action],
    },
  });
  const asked = { ack, user: user.id, channel: channel.id, since, responseToken };
  if (ack.kind !== "acknowledged") {
    showFailure(`This button did not work (${failureWords(ack)})`, asked, world);
  }
  return asked;
}

/** Presses a button or chooses an option of an open modal or the home tab. */
export async function sendViewClick(
  click: ClickTarget & { readonly user: string; readonly view: SlackView },
  world: World,
  courier: Courier,
): Promise<Interaction> {
  const user = knownUser(world, click.user);
  const placed = findElement(click.view.content.blocks, click);
  const since = world.changes.sequence;
  const ack = await courier.deliver({
    kind: "interactive",
    payload: {
      type: "block_actions",
      ...commonPayload(world, user),
      container: { type: "view", view_id: click.view.id },
      trigger_id: world.triggers.create(user.id),
      view: viewJson(click.view, world),
      actions: [actionJson(placed, click, world.nowMs)],
    },
  });
  return { ack, user: user.id, channel: null, since, responseToken: null };
}

/** `state.values`: what every stateful element holds, by block and action. */
export function stateOf(
  placed: readonly PlacedElement[],
  entries: Readonly<Record<string, JsonObject>>,
): JsonObject {
  const values: Record<string, JsonObject> = {};
  for (const { blockId, element } of placed) {
    const type = String(element["type"]);
    if (type.endsWith("button") || type === "overflow") continue;
    const actionId = String(element["action_id"]);
    const { action_id, block_id, action_ts, text, ...entry } = objectOf(entries[actionId]);
    values[blockId] = { ...values[blockId], [actionId]: { ...entry, type } };
  }
  return values;
}
