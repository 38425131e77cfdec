import { z } from "zod";
import type { Chosen } from "../driver/element-value.ts";
import type { Fault } from "../state/faults.ts";
import { pictureType } from "../state/files.ts";
import type { SlackMessage } from "../state/messages.ts";
import type { SlackView } from "../state/views.ts";
import type { Controlled } from "./controlled.ts";
import { requestCounts } from "./summary.ts";

type Route = (simulator: Controlled, given: unknown) => unknown;

/** A route with its input checked; what it returns is the JSON answer. */
function route<Schema extends z.ZodType>(
  schema: Schema,
  act: (simulator: Controlled, input: z.output<Schema>) => unknown,
): Route {
  return (simulator, given) => act(simulator, schema.parse(given));
}

const user = z.string();
const channel = z.string();
const placedMessage = { channel, ts: z.string() };
const chosen = z.custom<Chosen>(
  (value) => typeof value === "string" || (typeof value === "object" && value !== null),
);
const target = {
  user,
  actionId: z.string(),
  blockId: z.string().exactOptional(),
  value: z.string().exactOptional(),
  selectedOption: chosen.exactOptional(),
};

function messageOf(simulator: Controlled, place: { channel: string; ts: string }): SlackMessage {
  const message = simulator.world.messages.find(place.channel, place.ts);
  if (message === null) throw new Error("the message is gone");
  return message;
}

function viewOf(simulator: Controlled, id: string): SlackView {
  const view = simulator.world.views.find(id);
  if (view === null) throw new Error("the view is closed");
  return view;
}

const faultSchema: z.ZodType<Fault> = z.union([
  z.strictObject({ kind: z.literal("error"), error: z.string() }),
  z.strictObject({
    kind: z.literal("status"),
    status: z.int().min(200).max(599),
    body: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal("rate_limited"), retryAfterSeconds: z.int().min(0) }),
  z.strictObject({ kind: z.literal("hang") }),
  z.strictObject({ kind: z.literal("lost_answer") }),
]);

/** How many of the app's connections; left out: all. */
const count = z.coerce.number().int().min(1).exactOptional();

const place = z.union([
  z.object({ user, viewId: z.string() }),
  z.object({ user, ...placedMessage }),
]);

/** What can be asked of the simulator, by HTTP method and name. */
export const routes: Readonly<Record<string, Route>> = {
  "GET workspace": ({ world }) => {
    const { team, bot, users } = world.settings.seed;
    return { team, bot, users, channels: world.channels, sequence: world.changes.sequence };
  },
  "GET messages": route(z.object({ channel, viewer: user }), (simulator, input) => ({
    messages: simulator.messages(input.channel, input.viewer),
  })),
  "GET views": route(z.object({ user }), ({ world }, input) => ({
    stack: world.views.stackOf(input.user),
    home: world.views.homeOf(input.user),
  })),
  "GET file": route(z.object({ id: z.string() }), ({ world }, input) => {
    const file = world.files.find(input.id);
    if (file === null) throw new Error("no such file");
    const { id, name, title, bytes } = file;
    return { id, name, title, size: bytes.length, isPicture: pictureType(bytes) !== null };
  }),
  "POST command": route(z.object({ user, channel, text: z.string() }), (simulator, input) =>
    simulator.command(input),
  ),
  "POST click": route(z.object({ ...target, ...placedMessage }), (simulator, input) =>
    simulator.click({ ...input, message: messageOf(simulator, input) }),
  ),
  "POST click-in-view": route(z.object({ ...target, viewId: z.string() }), (simulator, input) =>
    simulator.clickInView({ ...input, view: viewOf(simulator, input.viewId) }),
  ),
  "POST suggest": route(
    z.intersection(
      z.object({ actionId: z.string(), blockId: z.string().exactOptional(), value: z.string() }),
      place,
    ),
    async (simulator, input) => ({
      options: await simulator.suggest({
        ...input,
        place:
          "viewId" in input
            ? { view: viewOf(simulator, input.viewId) }
            : { message: messageOf(simulator, input) },
      }),
    }),
  ),
  "POST submit": route(
    z.object({
      user,
      viewId: z.string(),
      values: z.record(z.string(), chosen).default({}),
      viewing: channel.exactOptional(),
    }),
    (simulator, { viewId, ...input }) =>
      simulator.submitView({ ...input, view: viewOf(simulator, viewId) }),
  ),
  "POST close-view": route(z.object({ user, viewId: z.string() }), (simulator, input) =>
    simulator.closeView(input.user, viewOf(simulator, input.viewId)),
  ),
  "POST shortcut": route(
    z.object({
      user,
      callbackId: z.string(),
      message: z.object(placedMessage).exactOptional(),
    }),
    (simulator, { message, ...input }) =>
      simulator.shortcut({
        ...input,
        ...(message === undefined ? {} : { message: messageOf(simulator, message) }),
      }),
  ),
  "POST write": route(
    z.object({ user, channel, text: z.string(), threadTs: z.string().exactOptional() }),
    (simulator, input) => simulator.write(input),
  ),
  "POST open-home": route(z.object({ user }), (simulator, input) => simulator.openHome(input.user)),
  "GET requests": (simulator) => ({
    requests: simulator.requests,
    counts: requestCounts(simulator.requests),
  }),
  "GET deliveries": (simulator) => ({ deliveries: simulator.deliveries }),
  "GET faults": ({ faults }) => ({ faults: faults.list(), hanging: faults.hanging }),
  "POST faults": route(
    z.object({ target: z.string(), fault: faultSchema, times: z.int().min(1).exactOptional() }),
    ({ faults }, input) => faults.plan(input.target, input.fault, input.times),
  ),
  "DELETE faults": ({ faults }) => faults.clear(),
  "POST release": ({ faults }) => faults.release(),
  "POST reset": (simulator) => simulator.reset(),
  "POST finish-processing": route(z.object({ file: z.string() }), ({ world }, input) =>
    world.files.finishProcessing(input.file),
  ),
  "POST transport": route(
    z.union([
      z.strictObject({ kind: z.literal("http"), url: z.url() }),
      z.strictObject({ kind: z.literal("socket") }),
    ]),
    (simulator, input) => simulator.reachBotBy(input),
  ),
  "POST membership": route(z.object({ channel, botIsMember: z.boolean() }), ({ world }, input) =>
    world.setBotMembership(input.channel, input.botIsMember),
  ),
  "POST disconnect": route(
    z.object({ reason: z.enum(["refresh_requested", "warning", "link_disabled"]), count }),
    ({ socket }, input) => socket.askToReconnect(input.reason, input.count),
  ),
  "GET connections": ({ socket }) => ({ count: socket.connectionCount }),
  "POST cut": route(z.object({ count }), ({ socket }, input) => socket.cut(input.count)),
  "POST silence": route(z.object({ count }), ({ socket }, input) => socket.silence(input.count)),
};
