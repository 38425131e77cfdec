import type { TimelineModel } from "./model/timeline-model.ts";

/** What is to be drawn. */
export interface TimelineDrawing {
  readonly model: TimelineModel;
  /** Title, state and figures: for a picture that travels without its answer. */
  readonly header: boolean;
  /** The same time with fewer columns, for a server that accepts less. */
  readonly coarser: () => TimelineModel;
}

/** A finished picture. */
export interface DrawnPicture {
  /** PNG. */
  readonly bytes: Uint8Array;
  /** Pixels of the file: twice the logical size. */
  readonly width: number;
  readonly height: number;
}

/** Draws timelines. Rejects with a `BotError` of code `chart_failed`, never with anything else. */
export interface TimelineRenderer {
  render(drawing: TimelineDrawing, signal?: AbortSignal): Promise<DrawnPicture>;
  /** Ends whatever was started. Pictures under way are rejected. */
  close(): Promise<void>;
}
