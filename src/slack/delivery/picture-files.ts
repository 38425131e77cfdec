import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { BotError } from "../../core/errors.ts";
import { type PictureFiles, PictureRightMissing } from "../../ports/pictures.ts";
import { refusalKind } from "../kit/slack-words.ts";

/**
 * Slack's three steps of an upload, and the question whether the file can be shown. Not by the
 * client's own `filesUploadV2`: it hides at which step it failed.
 */
export function slackPictureFiles(client: WebClient): PictureFiles {
  return {
    async requestUpload({ fileName, lengthBytes }) {
      const answer = await client.files.getUploadURLExternal({
        filename: fileName,
        length: lengthBytes,
      });
      if (answer.upload_url === undefined || answer.file_id === undefined) {
        throw refused("files.getUploadURLExternal named no address");
      }
      return { uploadUrl: answer.upload_url, fileId: answer.file_id };
    },

    async sendBytes(uploadUrl, bytes, signal) {
      const answer = await fetch(uploadUrl, {
        method: "POST",
        body: new Uint8Array(bytes),
        headers: { "content-type": "application/octet-stream" },
        redirect: "error",
        signal,
      });
      await answer.body?.cancel();
      if (!answer.ok) throw refused("the upload address refused the bytes", answer.status);
    },

    async completeUpload({ fileId, title }) {
      await client.files.completeUploadExternal({ files: [{ id: fileId, title }] });
    },

    /** There is no official ready flag: the type is filled in when the file was processed. */
    async isProcessed(fileId) {
      const { file } = await client.files.info({ file: fileId }).catch((error: unknown) => {
        const word = error instanceof WebAPIPlatformError ? String(error.data.error) : "";
        throw refusalKind(word) === "right"
          ? new PictureRightMissing("files.info was refused", { cause: error })
          : error;
      });
      return (file?.mimetype ?? "") !== "" && (file?.filetype ?? "") !== "";
    },
  };
}

function refused(message: string, status?: number): BotError {
  return new BotError("slack_refused", message, {
    retryable: true,
    ...(status !== undefined && { status }),
  });
}
