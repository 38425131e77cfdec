import type { Ack } from "../bot/ack.ts";
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
import { commonPayload, knownUser } from "./interaction.ts";

export interface Submission {
  readonly user: string;
  readonly view: SlackView;
  /** By action_id. What is left out keeps its initial value. */
  readonly values?: Readonly<Record<string, Chosen>>;
}

/** What became of a modal after Submit was pressed. */
export interface SubmissionResult {
  readonly ack: Ack;
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
  const { view } = submission;
  const placed = elementsIn(view.content.blocks);
  const entries = Object.fromEntries(
    placed.map(({ element }) => {
      const actionId = String(element["action_id"]);
      return [actionId, valueFields(element, submission.values?.[actionId])];
    }),
  );
  const ack = await courier.deliver({
    kind: "interactive",
    payload: {
      type: "view_submission",
      ...commonPayload(world, user),
      trigger_id: world.triggers.create(user.id),
      view: { ...viewJson(view, world), state: { values: stateOf(placed, entries) } },
      response_urls: [],
    },
  });
  if (ack.kind !== "acknowledged") return { ack, errors: {}, refused: null };
  return { ack, ...applyResponseAction(objectOf(ack.body), view, world) };
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
