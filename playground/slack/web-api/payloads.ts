import { pictureType, type SlackFile } from "../state/files.ts";
import type { SlackMessage } from "../state/messages.ts";
import type { SlackView } from "../state/views.ts";
import type { World } from "../state/world.ts";

/** A message as Slack's API and payloads write it. */
export function messageJson(message: SlackMessage, world: World) {
  const { bot, appId, team } = world.settings.seed;
  const author =
    message.author.kind === "person"
      ? { user: message.author.id }
      : { user: bot.userId, bot_id: bot.botId, app_id: appId };
  return {
    type: "message",
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...author,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.edited ? { edited: { user: bot.userId, ts: message.ts } } : {}),
  };
}

export function viewJson(view: SlackView, world: World) {
  const { bot, appId, team } = world.settings.seed;
  return {
    private_metadata: "",
    callback_id: "",
    external_id: "",
    close: null,
    submit: null,
    clear_on_close: false,
    notify_on_close: false,
    ...view.content,
    id: view.id,
    team_id: team.id,
    app_id: appId,
    bot_id: bot.botId,
    hash: view.hash,
    root_view_id: view.rootViewId,
    previous_view_id: view.previousViewId,
    state: { values: {} },
  };
}

/** `mimetype` and `filetype` stay empty until the file is processed. */
export function fileJson(file: SlackFile, world: World) {
  const type = file.state === "ready" ? pictureType(file.bytes) : null;
  const address = `${world.origin}/files/${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: type?.mimetype ?? (file.state === "ready" ? "application/octet-stream" : ""),
    filetype: type?.filetype ?? (file.state === "ready" ? "binary" : ""),
    size: file.bytes.length,
    user: world.settings.seed.bot.userId,
    mode: "hosted",
    is_public: false,
    channels: file.channels,
    url_private: address,
    url_private_download: address,
    permalink: address,
  };
}
