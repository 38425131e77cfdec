import type { SlackChannel } from "../state/workspace.ts";
import { type Method, refusal, words } from "./method.ts";
import { messageJson } from "./payloads.ts";

function channelJson(channel: SlackChannel) {
  return {
    id: channel.id,
    name: channel.name,
    is_channel: channel.kind === "public",
    is_private: channel.kind !== "public",
    is_im: channel.kind === "im",
    is_member: channel.botIsMember,
    is_ext_shared: channel.isExtShared === true,
    is_archived: false,
    topic: { value: channel.topic ?? "", creator: "", last_set: 0 },
    num_members: channel.members.length + (channel.botIsMember ? 1 : 0),
  };
}

const open: Method = (args, world) => {
  const ids = words(args, "users").split(",");
  const user = world.user(ids[0] ?? "");
  if (user === null) return refusal("user_not_found");
  // Group messages are nothing the bot opens.
  if (ids.length > 1) return refusal("invalid_users");
  const channel = world.directMessages(user);
  return { ok: true, channel: { id: channel.id } };
};

const info: Method = (args, world) => {
  const channel = world.channel(words(args, "channel"));
  if (channel === null) return refusal("channel_not_found");
  if (!channel.botIsMember && channel.kind !== "public") return refusal("channel_not_found");
  return { ok: true, channel: channelJson(channel) };
};

/** The latest messages, newest first (docs.slack.dev, conversations.history); without threads. */
const history: Method = (args, world) => {
  const channel = world.channel(words(args, "channel"));
  if (channel === null || !channel.botIsMember) return refusal("channel_not_found");
  const needed = channel.kind === "im" ? "im:history" : "channels:history";
  const { scopes } = world.settings;
  if (!scopes.includes(needed))
    return { ok: false, error: "missing_scope", needed, provided: scopes.join(",") };
  const all = world.messages.seenBy(world.settings.seed.bot.userId, channel.id);
  const own = all.filter(({ threadTs }) => threadTs === null).toReversed();
  const limit = Number(args["limit"] ?? 100);
  const isWanted = String(args["include_all_metadata"]) === "true";
  const messages = own.slice(0, limit).map((message) => ({
    ...messageJson(message, world),
    ...(isWanted && message.metadata !== null && { metadata: message.metadata }),
  }));
  return { ok: true, messages, has_more: own.length > limit };
};

const userInfo: Method = (args, world) => {
  const user = world.user(words(args, "user"));
  if (user === null) return refusal("user_not_found");
  const { teamId, enterpriseId, isStranger } = world.homeOf(user);
  return {
    ok: true,
    user: {
      id: user.id,
      ...(teamId === null ? {} : { team_id: teamId }),
      ...(enterpriseId === null ? {} : { enterprise_user: { enterprise_id: enterpriseId } }),
      ...(isStranger === true ? { is_stranger: true } : {}),
      name: user.name,
      real_name: user.realName,
      tz: user.timeZone,
      is_bot: false,
      deleted: false,
      profile: { real_name: user.realName, display_name: user.name },
    },
  };
};

export const conversationMethods: Readonly<Record<string, Method>> = {
  "conversations.open": open,
  "conversations.history": history,
  "conversations.info": info,
  "users.info": userInfo,
};
