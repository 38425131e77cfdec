import type { Ack } from "../bot/ack.ts";
import type { Courier } from "../bot/courier.ts";
import type { Cause } from "../state/cause.ts";
import type { World } from "../state/world.ts";
import { isObject } from "../validate/shape.ts";
import { validateMessage } from "../validate/validate-message.ts";
import { listOf, words } from "../web-api/method.ts";
import { channelOf, type Interaction, knownUser, responseUrl } from "./interaction.ts";

export interface TypedCommand {
  readonly user: string;
  readonly channel: string;
  /** With the command itself: `/sim sessions cargo-cam-07`. */
  readonly text: string;
}

/** Types a slash command. Resolves once the bot acknowledged it, or Slack gave up. */
export async function sendCommand(
  typed: TypedCommand,
  world: World,
  courier: Courier,
): Promise<Interaction> {
  const user = knownUser(world, typed.user);
  const channel = channelOf(world, typed.channel, user);
  const [, command = "", text = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed.text) ?? [];
  if (command === "") throw new Error("a slash command begins with a slash");
  const { team, appId } = world.settings.seed;
  const { teamId, enterpriseId } = world.homeOf(user);
  const responseToken = world.responseUrls.create(user.id, channel.id, null);
  const since = world.changes.sequence;
  const { commands } = world.settings;
  if (commands !== null && !commands.includes(command)) {
    const ack: Ack = { kind: "dispatch_failed", status: null };
    const asked = { ack, user: user.id, channel: channel.id, since, responseToken };
    showFailure(`${command} is not a valid command.`, asked, world);
    return asked;
  }
  const ack = await courier.deliver({
    kind: "slash_commands",
    payload: {
      token: "deprecated-verification-token",
      ...(teamId === null ? {} : { team_id: teamId }),
      team_domain: team.domain,
      ...(enterpriseId === null ? {} : { enterprise_id: enterpriseId }),
      channel_id: channel.id,
      channel_name: channel.kind === "im" ? "directmessage" : channel.name,
      user_id: user.id,
      user_name: user.name,
      command,
      text,
      api_app_id: appId,
      is_enterprise_install: String(world.isOrgWide),
      response_url: responseUrl(world, responseToken),
      trigger_id: world.triggers.create(user.id),
    },
  });
  const asked = { ack, user: user.id, channel: channel.id, since, responseToken };
  if (ack.kind === "acknowledged") showAckBody(ack.body, asked, world);
  else showFailure(`${command} failed with the error "${ack.kind}"`, asked, world);
  return asked;
}

/** An acknowledgement with words in it is an answer, ephemeral unless it says otherwise. */
function showAckBody(body: unknown, asked: Interaction, world: World): void {
  const content = typeof body === "string" ? { text: body } : body;
  if (!isObject(content) || validateMessage(content, { via: "response_url" }).length > 0) return;
  post(asked, world, "acknowledgement", {
    text: words(content, "text"),
    blocks: listOf(content["blocks"]),
    visibleTo: content["response_type"] === "in_channel" ? null : asked.user,
  });
}

/** What Slack tells the person alone when the bot did not acknowledge. */
export function showFailure(text: string, asked: Interaction, world: World): void {
  post(asked, world, "slack", { text, blocks: [], visibleTo: asked.user });
}

function post(
  asked: Interaction,
  world: World,
  by: Cause["by"],
  content: { text: string; blocks: readonly unknown[]; visibleTo: string | null },
): void {
  if (asked.channel === null) return;
  world.messages.post(
    {
      channel: asked.channel,
      author: by === "slack" ? { kind: "slack" } : { kind: "bot" },
      ...content,
    },
    { by, token: asked.responseToken },
  );
}

/** The words of a failed acknowledgement; empty when it succeeded. */
export function failureWords(ack: Ack): string {
  return ack.kind === "acknowledged" ? "" : ack.kind;
}
