import type { TimelineModel } from "./model/timeline-model.ts";

/** What is to be drawn. */
export type PictureDrawing = TimelineDrawing | ComparisonDrawing;

/** The timeline of one SIM. */
export interface TimelineDrawing {
  readonly kind: "timeline";
  readonly model: TimelineModel;
  /** The same time with fewer columns, for a server that accepts less. */
  readonly coarser: () => TimelineModel;
}

/** Two SIMs one below the other: same window, same width, same scales. */
export interface ComparisonDrawing {
  readonly kind: "comparison";
  readonly models: readonly [TimelineModel, TimelineModel];
}

/** The part of a drawing that can be sent to another process. */
export type PictureModels = Pick<TimelineDrawing, "kind" | "model"> | ComparisonDrawing;

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
  render(drawing: PictureDrawing, signal?: AbortSignal): Promise<DrawnPicture>;
  /** Ends whatever was started. Pictures under way are rejected. */
  close(): Promise<void>;
}
