import { setTimeout as delay } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { isYounger } from "../../core/age.ts";
import { minuteMs } from "../../core/instant.ts";
import type { SimReport } from "../../core/report.ts";
import { lastSeen } from "../../core/session.ts";
import type { Clock } from "../../core/time.ts";
import {
  type MissingPictureReason,
  type PictureImage,
  type PictureQuestion,
  PictureRightMissing,
  type PictureWorkspace,
  type TimelinePictures,
} from "../../ports/pictures.ts";
import { unlessAborted } from "../failure.ts";
import type { TimelineModel } from "../model/timeline-model.ts";
import { drawingOf, wordsOf } from "../report-timeline.ts";
import type { PictureDrawing, TimelineRenderer } from "../timeline-renderer.ts";

export interface UploadedPicturesOptions {
  readonly renderer: TimelineRenderer;
  readonly clock: Clock;
  /** For drawing, upload and processing together; the answer waits no longer. Default 6 s. */
  readonly budgetMs?: number;
  /** An uploaded picture is shown again this long while nothing new is known. Default 5 min. */
  readonly freshMs?: number;
  /** Waits between two questions whether the file is ready. Injected by tests. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told which step failed and why; never holds data of a SIM. */
  readonly onFailure?: (reason: MissingPictureReason, error: unknown) => void;
}

/** The workspace needs a moment to scan a file; there is no signal, so it is asked again and again. */
const pollDelaysMs = [250, 500, 1_000, 2_000];
const mostRemembered = 500;

interface Upload {
  readonly fileId: Promise<string>;
  readonly asOf: number;
  readonly at: number;
  processed: boolean;
  /** The file's id, once it is known. */
  shownAs: string | null;
}

/** The step of the upload at which it ended. */
class StepFailure extends Error {
  override readonly name = "StepFailure";
  readonly reason: MissingPictureReason;
  constructor(reason: MissingPictureReason, cause: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/**
 * Pictures uploaded to the workspace. The same picture is uploaded once and shown again by page
 * turns and refreshes; whatever fails or takes too long leaves the answer without a picture, and
 * an upload still under way is there for the next try.
 */
export function createUploadedPictures(options: UploadedPicturesOptions): TimelinePictures {
  const { renderer, clock, budgetMs = 6_000, freshMs = 5 * minuteMs } = options;
  const wait = options.wait ?? ((ms, signal) => delay(ms, undefined, { signal }));
  const uploads = new LRUCache<string, Upload>({ max: mostRemembered });

  const start = (question: PictureQuestion, drawing: PictureDrawing): Upload => {
    const key = freshKey(question, drawing);
    const known = uploads.get(key);
    const now = clock.now();
    const asOf = question.reports[0].window.to;
    if (
      known !== undefined &&
      isYounger(known.at, now, freshMs) &&
      isSameNow(known, asOf, drawing)
    ) {
      return known;
    }
    // Not ended by the budget of this one answer: the next try finds the file.
    const upload: Upload = {
      fileId: uploadPicture(renderer, drawing, question.workspace),
      asOf,
      at: now,
      processed: false,
      shownAs: null,
    };
    uploads.set(key, upload);
    upload.fileId.catch(() => {
      if (uploads.get(key) === upload) uploads.delete(key);
    });
    return upload;
  };

  const publish = async (
    question: PictureQuestion,
    drawing: PictureDrawing,
    signal: AbortSignal,
  ): Promise<PictureImage> => {
    const upload = start(question, drawing);
    const fileId = await unlessAborted(upload.fileId, signal);
    upload.shownAs = fileId;
    const { files } = question.workspace;
    for (const pauseMs of [0, ...pollDelaysMs, ...pollDelaysMs.slice(-1)]) {
      if (upload.processed) return { kind: "file", fileId };
      if (pauseMs > 0) await wait(pauseMs, signal);
      // A question that fails is asked again like one that was answered "not yet".
      const processed = files.isProcessed(fileId, signal).catch((error: unknown) => {
        // Waiting would not help: the answer goes out at once, and says what is missing.
        if (error instanceof PictureRightMissing) throw new StepFailure("right_missing", error);
        return false;
      });
      upload.processed = await unlessAborted(processed, signal);
    }
    if (upload.processed) return { kind: "file", fileId };
    throw new StepFailure("not_processed", undefined);
  };

  return {
    async pictureOf(question, signal) {
      const budget = AbortSignal.timeout(budgetMs);
      const both = signal === undefined ? budget : AbortSignal.any([budget, signal]);
      const drawing = await drawingOf(question);
      const words = wordsOf(drawing);
      try {
        return { image: await publish(question, drawing, both), ...words };
      } catch (error) {
        const reason = error instanceof StepFailure ? error.reason : "not_processed";
        options.onFailure?.(reason, error);
        return { image: { kind: "missing", reason }, ...words };
      }
    },

    forget({ image }) {
      if (image.kind !== "file") return;
      for (const [key, { shownAs }] of uploads.entries()) {
        if (shownAs === image.fileId) uploads.delete(key);
      }
    },
  };
}

/** Draws and uploads; each step has a short deadline of its own. */
async function uploadPicture(
  renderer: TimelineRenderer,
  drawing: PictureDrawing,
  { files }: PictureWorkspace,
): Promise<string> {
  const step = async <T>(
    reason: MissingPictureReason,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    const signal = AbortSignal.timeout(10_000);
    try {
      return await unlessAborted(work(signal), signal);
    } catch (error) {
      throw new StepFailure(reason, error);
    }
  };
  const { bytes } = await step("not_drawn", (signal) => renderer.render(drawing, signal));
  const file = { fileName: "timeline.png", lengthBytes: bytes.length };
  const { uploadUrl, fileId } = await step("upload_url_refused", (signal) =>
    files.requestUpload(file, signal),
  );
  await step("bytes_refused", (signal) => files.sendBytes(uploadUrl, bytes, signal));
  await step("completion_refused", (signal) =>
    files.completeUpload({ fileId, title: "Timeline" }, signal),
  );
  return fileId;
}

/** Everything that would change the picture, except the passing of time itself. */
function freshKey({ reports, zone, workspace }: PictureQuestion, drawing: PictureDrawing): string {
  const names = modelsIn(drawing).map(({ label, lanes, generations }) => [
    label,
    lanes.map(({ name }) => name),
    generations.map((share) => share.label),
  ]);
  // Names are masked for a channel: only where that changes one is it another picture.
  return JSON.stringify([workspace.id, zone, names, ...reports.map(newsOf)]);
}

function modelsIn(drawing: PictureDrawing): readonly [TimelineModel, ...TimelineModel[]] {
  return drawing.kind === "timeline" ? [drawing.model] : drawing.models;
}

function newsOf(report: SimReport): unknown[] {
  const { sim, account, tense, window, sessions, earlier, totals, latest } = report;
  return [
    tense,
    sim.sid,
    account,
    window.name,
    sessions.length,
    earlier.length,
    totals.atLeast,
    totals.openSessions,
    totals.packetsUp.packets,
    totals.packetsDown.packets,
    latest === null ? null : lastSeen(latest),
  ];
}

/** Whether "now" has moved by less than the picture can show. */
function isSameNow(known: Upload, asOf: number, drawing: PictureDrawing): boolean {
  const [model] = modelsIn(drawing);
  return Math.abs(asOf - known.asOf) < (model.to - model.from) / model.columns;
}
