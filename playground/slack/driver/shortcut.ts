import type { Courier } from "../bot/courier.ts";
import type { SlackMessage } from "../state/messages.ts";
import type { World } from "../state/world.ts";
import type { JsonObject } from "../validate/shape.ts";
import { messageJson } from "../web-api/payloads.ts";
import { failureWords, showFailure } from "./command.ts";
import {
  channelOf,
  commonPayload,
  type Interaction,
  knownUser,
  responseUrl,
} from "./interaction.ts";

export interface Shortcut {
  readonly user: string;
  readonly callbackId: string;
  /** Set: a shortcut of this message. Left out: a global one, which knows no channel. */
  readonly message?: SlackMessage;
  /** What only messages of other apps hold: files with e-mails in them, attachments. */
  readonly alsoInMessage?: JsonObject;
}

export async function sendShortcut(
  shortcut: Shortcut,
  world: World,
  courier: Courier,
): Promise<Interaction> {
  const user = knownUser(world, shortcut.user);
  const common = {
    ...commonPayload(world, user),
    callback_id: shortcut.callbackId,
    trigger_id: world.triggers.create(user.id),
    action_ts: (world.nowMs / 1_000).toFixed(6),
  };
  const since = world.changes.sequence;
  const { message } = shortcut;
  if (message === undefined) {
    const ack = await courier.deliver({
      kind: "interactive",
      payload: { type: "shortcut", ...common },
    });
    return { ack, user: user.id, channel: null, since, responseToken: null };
  }
  const channel = channelOf(world, message.channel, user);
  const responseToken = world.responseUrls.create(user.id, channel.id, null);
  // Slack's documentation has the person without a workspace here, and `team` is where it was begun.
  const person = { id: user.id, name: user.name };
  const { teamId, enterpriseId } = world.homeOf(user);
  const ofEnterprise = enterpriseId === null ? {} : { enterprise_id: enterpriseId };
  const team = teamId === null ? null : { id: teamId, domain: "somewhere", ...ofEnterprise };
  const ack = await courier.deliver({
    kind: "interactive",
    payload: {
      type: "message_action",
      ...common,
      user: person,
      team: world.isOrgWide ? null : team,
      message_ts: message.ts,
      channel: { id: channel.id, name: channel.name },
      message: { ...messageJson(message, world), ...shortcut.alsoInMessage },
      response_url: responseUrl(world, responseToken),
    },
  });
  const asked = { ack, user: user.id, channel: channel.id, since, responseToken };
  if (ack.kind !== "acknowledged") {
    showFailure(`This shortcut did not work (${failureWords(ack)})`, asked, world);
  }
  return asked;
}
