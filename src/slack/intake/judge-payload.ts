import { z } from "zod";

/**
 * - `usable`: of a kind that Slack sends to us, with everything that Bolt and the listeners take
 *   for granted.
 * - `unknown`: an object, but of no kind that we ask Slack for. Acknowledged and left alone.
 * - `malformed`: Slack never sends that, signed or not.
 */
type PayloadVerdict = "usable" | "unknown" | "malformed";

export type Fields = Readonly<Record<string, unknown>>;

/** A part of what Slack sent, to look fields up in; without any when it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

const text = z.string();
const anything = z.looseObject({});
const known = z.looseObject({ id: text });

const event = z.looseObject({ event: z.looseObject({ type: text }), team_id: text.nullish() });
const mention = event.extend({
  event: z.looseObject({
    ...{ type: text, text, ts: text, channel: text },
    ...{ user: text.optional(), thread_ts: text.optional() },
  }),
});

const homeOpened = event.extend({
  event: z.looseObject({ type: text, user: text, tab: text.optional() }),
});
/** Other events need no more than their type: nobody listens to them. */
const events: ReadonlyMap<unknown, z.ZodType> = new Map<string, z.ZodType>([
  ["app_mention", mention],
  ["app_home_opened", homeOpened],
]);

/** A form may name a field twice: then it is a list. */
const command = z.looseObject({
  ...{ command: text, user_id: text, channel_id: text },
  ...{ text: text.optional(), team_id: text.nullish(), response_url: text.optional() },
});

/** Slack writes null for what there is none of, `team` in an organisation-wide installation for one. */
const interaction = {
  user: known,
  team: anything.nullish(),
  enterprise: anything.nullish(),
  channel: known.nullish(),
  container: anything.nullish(),
  trigger_id: text.optional(),
  response_url: text.optional(),
  response_urls: z.array(z.looseObject({ response_url: text })).optional(),
};
const view = z.looseObject({ id: text, private_metadata: text.nullish() });
const fields = z.record(text, z.record(text, anything));

const interactions: ReadonlyMap<unknown, z.ZodType> = new Map<string, z.ZodType>([
  [
    "block_actions",
    z.looseObject({
      ...interaction,
      actions: z.array(z.looseObject({ action_id: text, block_id: text.optional() })).min(1),
    }),
  ],
  [
    "block_suggestion",
    z.looseObject({
      ...{ ...interaction, action_id: text, value: text },
      view: z.looseObject({ private_metadata: text.nullish() }).nullish(),
    }),
  ],
  [
    "view_submission",
    z.looseObject({
      ...interaction,
      view: view.extend({ callback_id: text, state: z.looseObject({ values: fields }) }),
    }),
  ],
  ["view_closed", z.looseObject({ ...interaction, view })],
  ["shortcut", z.looseObject({ ...interaction, callback_id: text, trigger_id: text })],
  [
    "message_action",
    z.looseObject({
      ...{ ...interaction, callback_id: text, channel: known, message_ts: text },
      message: z.looseObject({ thread_ts: text.nullish() }),
    }),
  ],
]);

/**
 * Looks once, where it comes in, at what Slack sent: the body of a request, or the payload of a
 * Socket Mode frame. Kinds are told apart in Bolt's order, which goes by the fields that are there.
 */
export function judgePayload(body: unknown): PayloadVerdict {
  const payload = fieldsOf(body);
  if (payload["event"] !== undefined || payload["type"] === "event_callback") {
    const { type } = fieldsOf(payload["event"]);
    return verdictOf(events.get(type) ?? event, payload);
  }
  if (payload["command"] !== undefined) return verdictOf(command, payload);
  const schema = interactions.get(payload["type"]);
  if (schema === undefined) return typeof payload["type"] === "string" ? "unknown" : "malformed";
  // Bolt takes anything with a name for a menu of the days before blocks.
  return payload["name"] === undefined ? verdictOf(schema, payload) : "malformed";
}

function verdictOf(schema: z.ZodType, payload: unknown): PayloadVerdict {
  return schema.safeParse(payload).success ? "usable" : "malformed";
}
