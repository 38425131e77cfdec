import { PNG } from "pngjs";
import { layoutOf } from "../../../src/chart/config/layout.ts";
import { generationLooks } from "../../../src/chart/config/palette.ts";
import { type TimelineInput, timelineModel } from "../../../src/chart/model/build-model.ts";
import { beyondNow } from "../../../src/chart/model/scale.ts";
import type { TimelineModel } from "../../../src/chart/model/timeline-model.ts";
import type { TimelineDrawing } from "../../../src/chart/timeline-renderer.ts";
import type { Instant } from "../../../src/core/instant.ts";
import type { RadioGeneration } from "../../../src/core/radio-link.ts";
import { windowAt } from "../../../src/core/window.ts";
import { storyNow } from "./story.ts";

export type Color = readonly [red: number, green: number, blue: number];

export function inputOf(fields: Partial<TimelineInput> = {}): TimelineInput {
  return {
    label: "cargo-cam-07",
    sessions: [],
    window: windowAt("24h", storyNow),
    zone: "UTC",
    ...fields,
  };
}

export function drawingFrom(fields: Partial<TimelineInput> = {}): TimelineDrawing {
  const input = inputOf(fields);
  return {
    kind: "timeline",
    model: timelineModel(input),
    coarser: () => timelineModel({ ...input, columnPx: 2 }),
  };
}

/** A decoded picture that is read in the terms of its timeline. */
export class Picture {
  readonly #png: PNG;
  readonly #model: TimelineModel;
  readonly layout: ReturnType<typeof layoutOf>;

  constructor(bytes: Uint8Array, { model }: Pick<TimelineDrawing, "model">) {
    this.#png = PNG.sync.read(Buffer.from(bytes));
    this.#model = model;
    this.layout = layoutOf(model);
  }

  get width(): number {
    return this.#png.width;
  }

  get height(): number {
    return this.#png.height;
  }

  /** Logical x of an instant. */
  x(at: Instant): number {
    const { from, to } = this.#model;
    const { left, right } = this.layout;
    return left + ((at - from) / ((to - from) * (1 + beyondNow))) * (right - left);
  }

  /** Logical y at a part of a bar's height above the lane's floor; 0.5 is the middle of the bar. */
  barY(lane: number, generation: RadioGeneration, part = 0.5): number {
    const floor = this.layout.lanesTop + (lane + 1) * this.layout.laneHeight - 4;
    return floor - this.layout.tallestBar * generationLooks[generation].height * part;
  }

  /** The rows of the plot in which words stand, which other fonts make wider: of lanes and of panels. */
  get wordRows(): { left: number; right: number; top: number; bottom: number }[] {
    const { lanesTop, laneHeight, tallestBar, newSessions, packets } = this.layout;
    const row = (top: number, bottom: number) => ({ left: 0, right: 1e4, top, bottom });
    return [
      ...this.#model.lanes.map((_, lane) => {
        const top = lanesTop + lane * laneHeight;
        return row(top, top + laneHeight - tallestBar - 5);
      }),
      ...[newSessions, packets].flatMap((panel) =>
        panel === null ? [] : [row(panel.caption - 18, panel.top - 1)],
      ),
    ];
  }

  at(x: number, y: number): Color {
    const offset = (Math.round(y * 2) * this.#png.width + Math.round(x * 2)) * 4;
    return [...this.#png.data.subarray(offset, offset + 3)] as unknown as Color;
  }

  /** Logical pixels of the rectangle (both ends included) that are within reach of the colour. */
  count(color: string, left: number, top: number, right: number, bottom: number): number {
    let found = 0;
    for (let y = Math.round(top * 2); y <= bottom * 2; y += 1) {
      for (let x = Math.round(left * 2); x <= right * 2; x += 1) {
        if (isNear(this.at(x / 2, y / 2), color)) found += 1;
      }
    }
    return found / 4;
  }
}

export function isNear(actual: Color, expected: string, tolerance = 24): boolean {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(expected.slice(at, at + 2), 16));
  return actual.every((value, index) => Math.abs(value - (wanted[index] ?? 0)) <= tolerance);
}
