import type { Ack } from "../bot/ack.ts";
import type { Change } from "../state/changes.ts";
import type { SlackMessage } from "../state/messages.ts";
import type { SlackUser } from "../state/workspace.ts";
import type { World } from "../state/world.ts";

/** Something a person did, told to the bot and acknowledged (or not). */
export interface Interaction {
  readonly ack: Ack;
  readonly user: string;
  /** `null` for what belongs to no channel, such as a global shortcut. */
  readonly channel: string | null;
  /** The number of the latest change before the bot heard of it. */
  readonly since: number;
  /** Names the response_url, when there was one. */
  readonly responseToken: string | null;
}

/** The message that a change shows to the person of an interaction as its answer, if it does. */
export function answerIn(change: Change, asked: Interaction): SlackMessage | undefined {
  if (change.kind !== "message_posted" && change.kind !== "message_changed") return undefined;
  const { message, cause } = change;
  const isMine = cause.token !== null && cause.token === asked.responseToken;
  if (isMine) return message;
  const isNear = asked.channel === null || message.channel === asked.channel;
  const isForMe = message.visibleTo === null || message.visibleTo === asked.user;
  return cause.by === "web_api" && isNear && isForMe ? message : undefined;
}

export function knownUser(world: World, id: string): SlackUser {
  const user = world.user(id);
  if (user === null) throw new Error(`no person ${id} in this workspace`);
  return user;
}

/** The channel, if this person can see it. */
export function channelOf(world: World, id: string, user: SlackUser) {
  const channel = world.channel(id);
  if (channel === null) throw new Error(`no channel ${id} in this workspace`);
  if (!channel.members.includes(user.id)) throw new Error(`${user.name} is not in ${channel.name}`);
  return channel;
}

/**
 * Parts that most payloads share. `team` and `enterprise` are the installation's, whoever clicks;
 * only `user.team_id` is the person's own. The verification token is long deprecated, but still sent.
 */
export function commonPayload(world: World, user: SlackUser) {
  const { team, appId } = world.settings.seed;
  const { enterprise } = world;
  const { teamId } = world.homeOf(user);
  const ofEnterprise =
    enterprise === null ? {} : { enterprise_id: enterprise.id, enterprise_name: enterprise.name };
  return {
    token: "deprecated-verification-token",
    api_app_id: appId,
    team: world.isOrgWide ? null : { id: team.id, domain: team.domain, ...ofEnterprise },
    enterprise: enterprise === null ? null : { id: enterprise.id, name: enterprise.name },
    is_enterprise_install: world.isOrgWide,
    user: {
      ...{ id: user.id, username: user.name, name: user.name },
      ...(teamId === null ? {} : { team_id: teamId }),
    },
  };
}

export function responseUrl(world: World, token: string): string {
  return `${world.origin}/responses/${token}`;
}
