import type { Ack } from "../bot/ack.ts";
import type { Courier } from "../bot/courier.ts";
import { byPerson } from "../state/cause.ts";
import type { SlackMessage } from "../state/messages.ts";
import type { SlackChannel } from "../state/workspace.ts";
import type { World } from "../state/world.ts";
import type { JsonObject } from "../validate/shape.ts";
import { channelOf, type Interaction, knownUser } from "./interaction.ts";

export interface WrittenMessage {
  readonly user: string;
  readonly channel: string;
  /** As sent, in mrkdwn. `{bot}` stands for a mention of the bot. */
  readonly text: string;
  readonly threadTs?: string;
}

export interface Written extends Interaction {
  readonly message: SlackMessage;
}

/** An event in the envelope of the Events API. */
export function eventPayload(event: JsonObject, world: World): JsonObject {
  const { team, bot, appId } = world.settings.seed;
  const enterpriseId = world.enterprise?.id ?? null;
  const channel = world.channel(String(event["channel"]));
  return {
    token: "deprecated-verification-token",
    team_id: team.id,
    api_app_id: appId,
    event,
    type: "event_callback",
    event_id: world.ids.next("Ev"),
    event_time: Math.floor(world.nowMs / 1_000),
    authorizations: [
      {
        enterprise_id: enterpriseId,
        team_id: team.id,
        user_id: bot.userId,
        is_bot: true,
        is_enterprise_install: world.isOrgWide,
      },
    ],
    is_ext_shared_channel: channel?.isExtShared === true,
    context_team_id: team.id,
    context_enterprise_id: enterpriseId,
  };
}

/**
 * Writes an ordinary message. The bot hears of it when it is mentioned in a channel that it is a
 * member of, or when it is written to directly; otherwise nothing is sent.
 */
export async function sendMessage(
  written: WrittenMessage,
  world: World,
  courier: Courier,
): Promise<Written> {
  const user = knownUser(world, written.user);
  const channel = channelOf(world, written.channel, user);
  const { bot } = world.settings.seed;
  const { teamId } = world.homeOf(user);
  const text = written.text.replaceAll("{bot}", `<@${bot.userId}>`);
  const threadTs = written.threadTs ?? null;
  const message = world.messages.post(
    { channel: channel.id, author: { kind: "person", id: user.id }, text, threadTs },
    byPerson,
  );
  const since = world.changes.sequence;
  const isDirect = channel.kind === "im" && channel.botIsMember;
  const isMention = text.includes(`<@${bot.userId}>`) && channel.botIsMember && !isDirect;
  const event = {
    type: isMention ? "app_mention" : "message",
    user: user.id,
    text,
    ts: message.ts,
    event_ts: message.ts,
    channel: channel.id,
    ...authorTeams(teamId, channel),
    ...(isDirect ? { channel_type: "im" } : {}),
    ...(threadTs === null ? {} : { thread_ts: threadTs }),
  };
  const ack: Ack =
    isDirect || isMention
      ? await courier.deliverEvent(eventPayload(event, world))
      : { kind: "acknowledged", body: "" };
  return { ack, user: user.id, channel: channel.id, since, responseToken: null, message };
}

/** The author's own workspace; in a shared channel it stands in `user_team` as well. */
function authorTeams(teamId: string | null, { isExtShared = false }: SlackChannel): JsonObject {
  if (teamId === null) return {};
  return isExtShared ? { team: teamId, user_team: teamId, source_team: teamId } : { team: teamId };
}

/** Any other event, for example `app_uninstalled`. */
export async function sendEvent(event: JsonObject, world: World, courier: Courier): Promise<Ack> {
  return courier.deliverEvent(eventPayload(event, world));
}

/** Opens the bot's home tab. */
export function openHome(userId: string, world: World, courier: Courier): Promise<Ack> {
  const user = knownUser(world, userId);
  const event = {
    type: "app_home_opened",
    user: user.id,
    channel: world.directMessages(user).id,
    tab: "home",
    event_ts: (world.nowMs / 1_000).toFixed(6),
  };
  return sendEvent(event, world, courier);
}
