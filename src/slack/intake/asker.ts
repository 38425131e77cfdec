import type { Asker } from "../../questions/access.ts";
import { type Claimed, claimOf } from "./claimed-questions.ts";
import { type Fields, fieldsOf } from "./judge-payload.ts";
import { throughOf } from "./through.ts";

/** Who asks, where, and what it is called in metrics and the audit line. */
export interface Asked extends Asker {
  /** The command's first word or the action id. */
  readonly command: string;
  /** Whether its delivery is new, and it may be asked now. Left out: it is new, and not counted yet. */
  readonly claimed?: Claimed | Promise<Claimed>;
}

/**
 * Who asks, out of any payload of Slack's: a command, a click, a letter typed into a menu, a window
 * that was sent, a shortcut or an event. What is missing or of another form is "not told".
 *
 * In what comes of clicks and windows, `team` and `enterprise` describe the installation: a
 * stranger's click in a shared channel carries them too, so they prove nothing about the asker. Only
 * where `team` is the person's own workspace does its organisation tell the person's. The shortcut of
 * a message is an exception: it names no other workspace than `team`, "that the shortcut was initiated
 * in" (docs.slack.dev, shortcuts interaction payload), and is offered where the app is installed only.
 */
export function askedBy(body: unknown, command: string): Asked {
  const [through, claimed] = [throughOf(body), claimOf(body)];
  return {
    ...{ command, ...askerOf(fieldsOf(body)) },
    ...(through !== null && { through }),
    ...(claimed !== null && { claimed }),
  };
}

function askerOf(payload: Fields): Asker {
  if (payload["event"] !== undefined) return askerOfEvent(payload);
  return payload["command"] === undefined ? askerOfInteraction(payload) : askerOfCommand(payload);
}

/** `team_id`, with its `enterprise_id`, is the person's own workspace. */
function askerOfCommand(payload: Fields): Asker {
  const teamId = idIn(payload, "team_id");
  return {
    userId: idIn(payload, "user_id") ?? "",
    channelId: idIn(payload, "channel_id"),
    teamId,
    enterpriseId: idIn(payload, "enterprise_id"),
    isStranger: false,
    askedInTeamId: teamId,
  };
}

function askerOfInteraction(payload: Fields): Asker {
  const user = fieldsOf(payload["user"]);
  const team = fieldsOf(payload["team"]);
  const startedIn = payload["type"] === "message_action" ? idIn(team, "id") : null;
  const teamId = idIn(user, "team_id") ?? startedIn;
  const isOwnTeam = teamId !== null && idIn(team, "id") === teamId;
  return {
    userId: idIn(user, "id") ?? "",
    channelId: idIn(fieldsOf(payload["channel"]), "id"),
    teamId,
    enterpriseId: isOwnTeam ? idIn(team, "enterprise_id") : null,
    isStranger: user["is_stranger"] === true,
    // Of a window that was opened in a shared channel, `team` may be the workspace of whoever opened it.
    askedInTeamId: idIn(fieldsOf(payload["view"]), "app_installed_team_id") ?? idIn(team, "id"),
  };
}

/** The author's workspace is in the event itself; what is around it tells of the installation. */
function askerOfEvent(payload: Fields): Asker {
  const event = fieldsOf(payload["event"]);
  const author = fieldsOf(event["user_profile"]);
  const [authorization] = Array.isArray(payload["authorizations"]) ? payload["authorizations"] : [];
  return {
    userId: idIn(event, "user") ?? "",
    channelId: idIn(event, "channel"),
    teamId: idIn(event, "user_team") ?? idIn(author, "team") ?? idIn(event, "team"),
    enterpriseId: null,
    isStranger: author["is_stranger"] === true,
    askedInTeamId: idIn(payload, "context_team_id") ?? idIn(fieldsOf(authorization), "team_id"),
  };
}

/** An id; `null` when it is missing, empty or no text. */
function idIn(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === "string" && value !== "" ? value : null;
}
