import { byWebApi } from "../state/cause.ts";
import type { SlackMessage } from "../state/messages.ts";
import type { SlackChannel } from "../state/workspace.ts";
import type { World } from "../state/world.ts";
import { type MessageRules, validateMessage } from "../validate/validate-message.ts";
import {
  type Answer,
  type Arguments,
  listOf,
  type Method,
  objectOf,
  problemsAnswer,
  refusal,
  words,
} from "./method.ts";
import { messageJson } from "./payloads.ts";

/** What is wrong with the content of a message, as an answer; `null`: nothing. */
function contentRefusal(args: Arguments, via: MessageRules["via"], world: World): Answer | null {
  const content = { text: args["text"], blocks: args["blocks"] };
  const rules = { fileIsReady: world.fileIsShowable.bind(world), ...(via ? { via } : {}) };
  const problems = validateMessage(content, rules);
  return problems.length > 0 ? problemsAnswer(problems) : null;
}

/** Where the bot may write. A person's id means the direct messages with that person. */
function writableChannel(id: string, world: World): SlackChannel | Answer {
  const user = world.user(id);
  const channel = user === null ? world.channel(id) : world.directMessages(user);
  if (channel === null) return refusal("channel_not_found");
  if (channel.botIsMember) return channel;
  if (channel.kind !== "public") return refusal("channel_not_found");
  const mayWriteAnyway = world.settings.scopes.includes("chat:write.public");
  return mayWriteAnyway ? channel : refusal("not_in_channel");
}

function isRefusal(value: SlackChannel | SlackMessage | Answer): value is Answer {
  return "ok" in value;
}

const postMessage: Method = (args, world) => {
  const channel = writableChannel(words(args, "channel"), world);
  if (isRefusal(channel)) return channel;
  const refused = contentRefusal(args, "chat.postMessage", world);
  if (refused !== null) return refused;
  const message = world.messages.post(
    {
      channel: channel.id,
      author: { kind: "bot" },
      text: words(args, "text"),
      blocks: listOf(args["blocks"]),
      threadTs: words(args, "thread_ts") || null,
      metadata: args["metadata"] ?? null,
    },
    byWebApi,
  );
  return { ok: true, channel: channel.id, ts: message.ts, message: messageJson(message, world) };
};

const postEphemeral: Method = (args, world) => {
  const channel = writableChannel(words(args, "channel"), world);
  if (isRefusal(channel)) return channel;
  const user = words(args, "user");
  if (!channel.members.includes(user)) return refusal("user_not_in_channel");
  const refused = contentRefusal(args, "chat.postMessage", world);
  if (refused !== null) return refused;
  const message = world.messages.post(
    {
      channel: channel.id,
      author: { kind: "bot" },
      text: words(args, "text"),
      blocks: listOf(args["blocks"]),
      threadTs: words(args, "thread_ts") || null,
      visibleTo: user,
    },
    byWebApi,
  );
  return { ok: true, message_ts: message.ts };
};

/** An ephemeral message cannot be reached by its ts. */
function ownMessage(args: Arguments, world: World, notOwn: string): SlackMessage | Answer {
  const channel = world.channel(words(args, "channel"));
  if (channel === null) return refusal("channel_not_found");
  const message = world.messages.find(channel.id, words(args, "ts"));
  if (message === null || message.visibleTo !== null) return refusal("message_not_found");
  return message.author.kind === "bot" ? message : refusal(notOwn);
}

const update: Method = (args, world) => {
  const message = ownMessage(args, world, "cant_update_message");
  if (isRefusal(message)) return message;
  const refused = contentRefusal(args, "chat.update", world);
  if (refused !== null) return refused;
  const changed = world.messages.replace(
    message,
    { text: words(args, "text"), blocks: listOf(args["blocks"]) },
    byWebApi,
  );
  const { channel, ts, text } = changed;
  return { ok: true, channel, ts, text, message: messageJson(changed, world) };
};

const remove: Method = (args, world) => {
  const message = ownMessage(args, world, "cant_delete_message");
  if (isRefusal(message)) return message;
  world.messages.remove(message, byWebApi);
  return { ok: true, channel: message.channel, ts: message.ts };
};

/** Slack's own check of blocks, a message or a view (docs.slack.dev, blocks.validate). */
const validateBlocks: Method = (args, world) => {
  const given = ["blocks", "message", "view"].filter((name) => args[name] !== undefined);
  if (given.length !== 1) return refusal("invalid_arguments");
  const message = objectOf(args["message"]);
  const content = args["blocks"] === undefined ? message : { blocks: args["blocks"] };
  const problems = validateMessage(
    { text: "not checked here", ...content },
    { via: "response_url", fileIsReady: world.fileIsShowable.bind(world) },
  );
  if (problems.length === 0) return { ok: true };
  const errors = problems.map((problem) => ({
    pointer: problem.pointer,
    code: problem.code,
    message: problem.message,
    constraint: { type: problem.limit ?? problem.code, got: problem.got ?? "" },
  }));
  return { ok: false, error: "invalid_blocks", errors };
};

export const chatMethods: Readonly<Record<string, Method>> = {
  "chat.postMessage": postMessage,
  "chat.postEphemeral": postEphemeral,
  "chat.update": update,
  "chat.delete": remove,
  "blocks.validate": validateBlocks,
};
