import type { Courier } from "../bot/courier.ts";
import type { SlackMessage } from "../state/messages.ts";
import type { SlackView } from "../state/views.ts";
import type { World } from "../state/world.ts";
import { optionGroup, plainOption } from "../validate/composition.ts";
import { collectProblems } from "../validate/problem.ts";
import { type JsonObject, list } from "../validate/shape.ts";
import { objectOf } from "../web-api/method.ts";
import { messageJson, viewJson } from "../web-api/payloads.ts";
import { findElement } from "./click.ts";
import { optionsOf } from "./element-value.ts";
import { commonPayload, knownUser } from "./interaction.ts";

export interface TypeAhead {
  readonly user: string;
  readonly actionId: string;
  readonly blockId?: string;
  /** What was typed so far. */
  readonly value: string;
  readonly place: { readonly message: SlackMessage } | { readonly view: SlackView };
}

/**
 * Asks the bot for the options of an external select. A late answer, too many options or one that
 * Slack would refuse all look the same to a person: no result.
 */
export async function suggest(
  asked: TypeAhead,
  world: World,
  courier: Courier,
): Promise<readonly JsonObject[]> {
  const user = knownUser(world, asked.user);
  const { place } = asked;
  const blocks = "view" in place ? place.view.content.blocks : place.message.blocks;
  const { blockId } = findElement(blocks, {
    actionId: asked.actionId,
    ...(asked.blockId === undefined ? {} : { blockId: asked.blockId }),
  });
  const ack = await courier.deliver({
    kind: "interactive",
    payload: {
      type: "block_suggestion",
      ...commonPayload(world, user),
      ...placePayload(place, world),
      action_id: asked.actionId,
      block_id: blockId,
      value: asked.value,
    },
  });
  const body = ack.kind === "acknowledged" ? objectOf(ack.body) : {};
  const problems = collectProblems((report) => {
    list(plainOption, "select.options", 0)(body["options"] ?? [], "/options", report);
    const groups = body["option_groups"] ?? [];
    list(optionGroup, "select.option_groups", 0)(groups, "/option_groups", report);
  });
  return problems.length > 0 ? [] : optionsOf(body);
}

function placePayload(place: TypeAhead["place"], world: World): JsonObject {
  if ("view" in place) {
    const container = { type: "view", view_id: place.view.id };
    return { container, view: viewJson(place.view, world) };
  }
  const { message } = place;
  const isEphemeral = message.visibleTo !== null;
  return {
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
    },
    channel: { id: message.channel, name: world.channel(message.channel)?.name ?? "" },
    ...(isEphemeral ? {} : { message: messageJson(message, world) }),
  };
}
