import { byWebApi } from "../state/cause.ts";
import type { World } from "../state/world.ts";
import { type Arguments, listOf, type Method, objectOf, refusal, words } from "./method.ts";
import { fileJson } from "./payloads.ts";

const getUploadUrl: Method = (args, world) => {
  const length = Number(args["length"]);
  if (words(args, "filename") === "" || !Number.isInteger(length) || length <= 0) {
    return refusal("invalid_arguments");
  }
  const file = world.files.announce(words(args, "filename"));
  const upload_url = `${world.origin}/upload/v1/${file.uploadToken}`;
  return { ok: true, upload_url, file_id: file.id };
};

/** Without a channel the file stays the bot's own, which is enough for `slack_file`. */
const completeUpload: Method = (args, world) => {
  const wanted = listOf(args["files"]).map(objectOf);
  if (wanted.length === 0) return refusal("invalid_arguments");
  const channel = words(args, "channel_id");
  if (channel !== "" && world.channel(channel)?.botIsMember !== true) {
    return refusal("channel_not_found");
  }
  const found = wanted.map((one) => world.files.find(words(one, "id")));
  const uploaded = found
    .filter((file) => file?.state === "uploaded")
    .filter((file) => file !== null);
  if (uploaded.length < wanted.length) return refusal("file_not_found");
  const files = uploaded.map((file, index) => {
    const title = words(wanted[index] ?? {}, "title") || file.name;
    return world.files.complete(file, title, channel === "" ? [] : [channel]);
  });
  if (channel !== "")
    shareInChannel(
      files.map((file) => file.id),
      channel,
      args,
      world,
    );
  return { ok: true, files: files.map((file) => fileJson(file, world)) };
};

function shareInChannel(
  files: readonly string[],
  channel: string,
  args: Arguments,
  world: World,
): void {
  world.messages.post(
    {
      channel,
      author: { kind: "bot" },
      text: words(args, "initial_comment"),
      threadTs: words(args, "thread_ts") || null,
      files,
    },
    byWebApi,
  );
}

const info: Method = (args, world) => {
  const file = world.files.look(words(args, "file"));
  if (file === null) return refusal("file_not_found");
  return { ok: true, file: fileJson(file, world), comments: [] };
};

export const fileMethods: Readonly<Record<string, Method>> = {
  "files.getUploadURLExternal": getUploadUrl,
  "files.completeUploadExternal": completeUpload,
  "files.info": info,
};
