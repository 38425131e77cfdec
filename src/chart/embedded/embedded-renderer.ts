import { minuteMs } from "../../core/instant.ts";
import type { StartTimer } from "../../core/time.ts";
import { pictureSize } from "../config/picture-charts.ts";
import { pixelRatio } from "../config/styles.ts";
import { drawingFailure, unlessAborted } from "../failure.ts";
import { createPictureCache, modelsOf } from "../picture-cache.ts";
import { pngFault } from "../png.ts";
import type { DrawnPicture, PictureDrawing, TimelineRenderer } from "../timeline-renderer.ts";
import {
  type DrawingProcess,
  type DrawingProcessOptions,
  startDrawingProcess,
} from "./drawing-process.ts";
import { trialDrawing } from "./trial-drawing.ts";

export interface EmbeddedRendererOptions extends DrawingProcessOptions {
  /** For one picture once it is its turn. Default 5 s; ordinary ones take a tenth of one. */
  readonly deadlineMs?: number;
  /** For loading and self-test of a fresh process. Default 15 s. */
  readonly startDeadlineMs?: number;
  /** Pictures that may wait; beyond it one is refused at once. Default 32. */
  readonly queueLimit?: number;
  /** A drawing process that has grown beyond this is replaced. Default 400 MB. */
  readonly memoryLimitBytes?: number;
  /** All cached pictures together. Default 32 MB. */
  readonly cacheBytes?: number;
  /** A drawing process that had nothing to draw for so long is ended. Default 10 minutes. */
  readonly idleMs?: number;
  /** Replaced in tests. */
  readonly startTimer?: StartTimer;
}

/** Does not keep the bot from ending. */
const startIdleTimer: StartTimer = (callback, delayMs) => {
  const timer = setTimeout(callback, delayMs).unref();
  return () => clearTimeout(timer);
};

export interface EmbeddedRenderer extends TimelineRenderer {
  /**
   * Starts the drawing process and lets it prove that it can draw text, with a picture after
   * which the next one takes its usual time. Rejects with `chart_failed`, naming the font file at fault.
   */
  selfTest(): Promise<void>;
  /** Process id of the drawing process, while there is one. */
  readonly pid: number | undefined;
}

/**
 * Draws in a process of its own, one picture at a time. What goes wrong there costs that one
 * picture: the process is replaced for the next. Identical pictures are drawn once.
 */
export function createEmbeddedRenderer(options: EmbeddedRendererOptions = {}): EmbeddedRenderer {
  const { deadlineMs = 5_000, startDeadlineMs = 15_000, queueLimit = 32 } = options;
  const { memoryLimitBytes = 400_000_000, cacheBytes = 32_000_000 } = options;
  const { idleMs = 10 * minuteMs, startTimer = startIdleTimer } = options;
  const cache = createPictureCache(cacheBytes);
  let current: DrawingProcess | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let lastId = 0;
  let closed = false;
  let stopIdleTimer = (): void => undefined;

  const discard = async (): Promise<void> => {
    const discarded = current;
    current = null;
    await discarded?.kill();
  };

  const usableProcess = async (): Promise<DrawingProcess> => {
    if (current?.alive === true) return current;
    const started = startDrawingProcess(options);
    current = started;
    const first = await started.next(AbortSignal.timeout(startDeadlineMs));
    if (first.kind === "ready") return started;
    throw drawingFailure(
      first.kind === "unusable" ? first.fault : "the drawing process is confused",
    );
  };

  const draw = async (drawing: PictureDrawing): Promise<DrawnPicture> => {
    const idle = current;
    try {
      return await drawOnce(drawing);
    } catch (error) {
      // It had died before this picture came: not the picture's fault, so it gets a fresh one.
      if (idle === null || idle.alive || idle.killed) throw error;
      return drawOnce(drawing);
    }
  };

  const drawOnce = async (drawing: PictureDrawing): Promise<DrawnPicture> => {
    if (closed) throw drawingFailure("the renderer is closed");
    let keep = false;
    stopIdleTimer();
    try {
      const process = await usableProcess();
      process.hold(true);
      const id = ++lastId;
      const models = modelsOf(drawing);
      process.send({ id, models });
      const reply = await process.next(AbortSignal.timeout(deadlineMs));
      if (reply.kind === "failed" && reply.id === id) {
        keep = true;
        throw drawingFailure("the picture could not be drawn");
      }
      if (reply.kind !== "drawn" || reply.id !== id) {
        throw drawingFailure("the drawing process is confused");
      }
      const { width, height } = pictureSize(models);
      const size = { width: width * pixelRatio, height: height * pixelRatio };
      const fault = pngFault(reply.bytes, size);
      if (fault !== null) throw drawingFailure(`the drawing process sent no picture: ${fault}`);
      keep = reply.memory <= memoryLimitBytes;
      return { bytes: reply.bytes, ...size };
    } finally {
      if (keep) {
        current?.hold(false);
        stopIdleTimer = startTimer(() => void discard(), idleMs);
      } else await discard();
    }
  };

  /** Runs after everything queued before; a failure of one does not reach the next. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) return Promise.reject(drawingFailure("the renderer is closed"));
    if (waiting >= queueLimit) return Promise.reject(drawingFailure("too many pictures at once"));
    waiting += 1;
    const turn = queue.then(work).finally(() => {
      waiting -= 1;
    });
    queue = turn.catch(() => undefined);
    return turn;
  };

  return {
    get pid() {
      return current?.pid;
    },
    render: (drawing, signal) =>
      unlessAborted(
        cache.get(drawing, () => inTurn(() => draw(drawing))),
        signal,
      ),
    selfTest: () =>
      inTurn(async () => {
        await draw(trialDrawing());
      }),
    async close() {
      closed = true;
      stopIdleTimer();
      await discard();
    },
  };
}
