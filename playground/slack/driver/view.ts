import type { Courier } from "../bot/courier.ts";
import { elementsIn } from "../state/block-ids.ts";
import type { SlackView } from "../state/views.ts";
import type { World } from "../state/world.ts";
import type { JsonObject } from "../validate/shape.ts";
import { objectOf } from "../web-api/method.ts";
import { viewJson } from "../web-api/payloads.ts";
import { viewRefusal } from "../web-api/views.ts";
import { stateOf } from "./click.ts";
import { type Chosen, valueFields } from "./element-value.ts";
import {
  channelOf,
  commonPayload,
  type Interaction,
  knownUser,
  responseUrl,
} from "./interaction.ts";

export interface Submission {
  readonly user: string;
  readonly view: SlackView;
  /** By action_id. What is left out keeps its initial value. */
  readonly values?: Readonly<Record<string, Chosen>>;
  /** The channel behind the modal, for menus that begin with it. */
  readonly viewing?: string;
}

/** What became of a modal after Submit was pressed. */
export interface SubmissionResult extends Interaction {
  /** Sentences to show beside the inputs, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
  /** Slack's word when the bot answered with a view that Slack refuses. */
  readonly refused: string | null;
}

export async function sendSubmission(
  submission: Submission,
  world: World,
  courier: Courier,
): Promise<SubmissionResult> {
  const user = knownUser(world, submission.user);
  const { view, viewing } = submission;
  const placed = elementsIn(view.content.blocks);
  const entries = Object.fromEntries(
    placed.map(({ element }) => {
      const actionId = String(element["action_id"]);
      const current = element["default_to_current_conversation"] === true ? viewing : undefined;
      return [actionId, valueFields(element, submission.values?.[actionId] ?? current)];
    }),
  );
  const responseUrls = placed.flatMap(({ blockId, element }) => {
    const actionId = String(element["action_id"]);
    const entry = objectOf(entries[actionId]);
    const chosen = entry["selected_conversation"] ?? entry["selected_channel"];
    if (element["response_url_enabled"] !== true || typeof chosen !== "string") return [];
    const { id: channelId } = channelOf(world, chosen, user);
    const token = world.responseUrls.create(user.id, channelId, null);
    return [{ blockId, actionId, channelId, token }];
  });
  const since = world.changes.sequence;
  const ack = await courier.deliver({
    kind: "interactive",
    payload: {
      type: "view_submission",
      ...commonPayload(world, user),
      trigger_id: world.triggers.create(user.id),
      view: { ...viewJson(view, world), state: { values: stateOf(placed, entries) } },
      response_urls: responseUrls.map(({ blockId, actionId, channelId, token }) => ({
        block_id: blockId,
        action_id: actionId,
        channel_id: channelId,
        response_url: responseUrl(world, token),
      })),
    },
  });
  const [first] = responseUrls;
  const asked: Interaction = {
    ...{ ack, user: user.id, since },
    channel: first?.channelId ?? null,
    responseToken: first?.token ?? null,
  };
  if (ack.kind !== "acknowledged") return { ...asked, errors: {}, refused: null };
  return { ...asked, ...applyResponseAction(objectOf(ack.body), view, world) };
}

/** The bot's answer decides: show errors, show another view, or close. */
function applyResponseAction(body: JsonObject, view: SlackView, world: World) {
  const done = { errors: {}, refused: null };
  switch (body["response_action"]) {
    case "errors": {
      const errors = Object.entries(objectOf(body["errors"]));
      return {
        errors: Object.fromEntries(errors.map(([block, words]) => [block, String(words)])),
        refused: null,
      };
    }
    case "update":
    case "push": {
      const refused = viewRefusal(body["view"], "modal", world);
      if (refused !== null) return { errors: {}, refused: String(refused["error"]) };
      const content = objectOf(body["view"]);
      if (body["response_action"] === "update") world.views.update(view, content);
      else if (world.views.open(view.user, content, "push") === null) {
        return { errors: {}, refused: "push_limit_reached" };
      }
      return done;
    }
    case "clear":
      for (const open of world.views.stackOf(view.user).toReversed()) world.views.close(open);
      return done;
    default:
      world.views.close(view);
      return done;
  }
}

/** Closes a modal; the bot hears of it only when the view asked for that. */
export async function closeView(
  user: string,
  view: SlackView,
  world: World,
  courier: Courier,
): Promise<void> {
  world.views.close(view);
  if (view.content["notify_on_close"] !== true) return;
  await courier.deliver({
    kind: "interactive",
    payload: {
      type: "view_closed",
      ...commonPayload(world, knownUser(world, user)),
      view: viewJson(view, world),
      is_cleared: false,
    },
  });
}
