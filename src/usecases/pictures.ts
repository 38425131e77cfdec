import type { Instant } from "../core/instant.ts";
import type { SimReport } from "../core/report.ts";
import type { WindowName } from "../core/window.ts";

/**
 * Why an answer goes out without its picture. The answer is complete without it; all but `off`
 * may succeed when tried again.
 *
 * - `off`: the operator switched pictures off.
 * - `not_drawn`: the renderer failed or was too slow.
 * - `upload_url_refused`, `bytes_refused`, `completion_refused`: the step of the upload that failed.
 * - `not_processed`: uploaded, but not yet ready to be shown when the time was up.
 */
export const missingPictureReasons = [
  "off",
  "not_drawn",
  "upload_url_refused",
  "bytes_refused",
  "completion_refused",
  "not_processed",
] as const;
export type MissingPictureReason = (typeof missingPictureReasons)[number];

export type PictureImage =
  /** Served by the bot itself, drawn when fetched. */
  | { readonly kind: "link"; readonly url: string }
  /** Uploaded to the workspace and ready to be shown. */
  | { readonly kind: "file"; readonly fileId: string }
  | { readonly kind: "missing"; readonly reason: MissingPictureReason };

/** A published timeline and its words, which stand on their own when the image is missing. */
export interface TimelinePicture {
  readonly image: PictureImage;
  /** What the picture says, at most 2,000 characters. Holds untrusted names: escape for mrkdwn. */
  readonly altText: string;
  /** The same in one line of at most 300 characters, to stand below the picture. */
  readonly textTwin: string;
}

export interface PictureQuestion {
  readonly report: SimReport;
  /** IANA zone of the person who asks. */
  readonly zone: string;
  readonly workspace: PictureWorkspace;
}

export interface PictureWorkspace {
  readonly id: string;
  readonly files: PictureFiles;
}

/** Makes a report's timeline visible to the chat. Never rejects: a missing picture is a value. */
export interface TimelinePictures {
  pictureOf(question: PictureQuestion, signal?: AbortSignal): Promise<TimelinePicture>;
}

/**
 * The workspace's file store, one method a step so that a failure has a place. Each rejects
 * when its step fails; none retries on its own.
 */
export interface PictureFiles {
  /** Announces a file; the answer says where its bytes go. */
  requestUpload(
    file: { readonly fileName: string; readonly lengthBytes: number },
    signal: AbortSignal,
  ): Promise<{ readonly uploadUrl: string; readonly fileId: string }>;
  sendBytes(uploadUrl: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  completeUpload(
    file: { readonly fileId: string; readonly title: string },
    signal: AbortSignal,
  ): Promise<void>;
  /** Whether a message may show the file already: its scan and thumbnails take a moment. */
  isProcessed(fileId: string, signal: AbortSignal): Promise<boolean>;
}

/** What a link to a hosted picture asks for: enough to draw it again on any replica. */
export interface PictureRequest {
  readonly simSid: string;
  readonly windowName: WindowName;
  readonly asOf: Instant;
  readonly zone: string;
}
