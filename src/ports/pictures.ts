import type { Instant } from "../core/instant.ts";
import type { Audience } from "../core/private-numbers.ts";
import type { SimReport, StaleReason } from "../core/report.ts";
import type { WindowName } from "../core/window.ts";

/**
 * Why an answer goes out without its picture. The answer is complete without it, and
 * another try may succeed.
 *
 * - `not_drawn`: the renderer failed or was too slow.
 * - `upload_url_refused`, `bytes_refused`, `completion_refused`: the step of the upload that failed.
 * - `not_processed`: uploaded, but not yet ready to be shown when the time was up.
 * - `right_missing`: uploaded, but whether it is ready may not be asked: a right is missing.
 */
export const missingPictureReasons = [
  "not_drawn",
  "upload_url_refused",
  "bytes_refused",
  "completion_refused",
  "not_processed",
  "right_missing",
] as const;
export type MissingPictureReason = (typeof missingPictureReasons)[number];

export type PictureImage =
  /** Served by the bot itself, drawn when fetched. */
  | { readonly kind: "link"; readonly url: string }
  /** Uploaded to the workspace and ready to be shown. */
  | { readonly kind: "file"; readonly fileId: string }
  | { readonly kind: "missing"; readonly reason: MissingPictureReason };

/** A published picture and its words, which stand on their own when the image is missing. */
export interface TimelinePicture {
  readonly image: PictureImage;
  /** What the picture says, at most 2,000 characters. Holds untrusted names: escape for mrkdwn. */
  readonly altText: string;
  /** The same in one line of at most 300 characters for each SIM, to stand below the picture. */
  readonly textTwin: string;
}

/** One SIM, or two of the same window that are drawn one below the other. */
export type PicturedReports = readonly [SimReport] | readonly [SimReport, SimReport];

export interface PictureQuestion {
  readonly reports: PicturedReports;
  /** Who sees it. For a channel names are masked: one may be the number of a card or a device. */
  readonly audience: Audience;
  /** IANA zone of the person who asks. */
  readonly zone: string;
  readonly workspace: PictureWorkspace;
}

/** A picture that is sent as a file of its own. */
export interface PictureFile {
  /** PNG. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What it says. Holds untrusted names. */
  readonly altText: string;
}

/** `null`: pictures are switched off, or it was not drawn in time. Never rejects. */
export type DrawPictureFile = (
  question: Pick<PictureQuestion, "reports" | "audience" | "zone">,
) => Promise<PictureFile | null>;

export interface PictureWorkspace {
  readonly id: string;
  readonly files: PictureFiles;
}

/** Makes timelines visible to the chat. Never rejects: a missing picture is a value. */
export interface TimelinePictures {
  pictureOf(question: PictureQuestion, signal?: AbortSignal): Promise<TimelinePicture>;
  /** The chat refused to show it, although it was ready: it is made anew when asked for again. */
  forget(picture: TimelinePicture): void;
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
  /**
   * Whether a message may show the file already: its scan and thumbnails take a moment. Rejects with
   * `PictureRightMissing` where that may not be asked, now or later.
   */
  isProcessed(fileId: string, signal: AbortSignal): Promise<boolean>;
}

/** The chat does not let us see what became of a file. */
export class PictureRightMissing extends Error {
  override readonly name = "PictureRightMissing";
}

/** A SIM, and the account that it is read in. */
export interface PicturedSim {
  readonly sid: string;
  readonly account: string | null;
}

/** What a link to a hosted picture asks for: enough to draw it again on any replica. */
export interface PictureRequest {
  /** One, or two to be compared. */
  readonly sims: readonly [PicturedSim] | readonly [PicturedSim, PicturedSim];
  readonly audience: Audience;
  readonly windowName: WindowName;
  readonly asOf: Instant;
  readonly zone: string;
  /** Set for an answer that shows an earlier read: then `asOf` is not "now". */
  readonly stale: StaleReason | null;
}
