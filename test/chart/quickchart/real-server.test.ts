import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { generationLooks, palette } from "../../../src/chart/config/palette.ts";
import { createEmbeddedRenderer } from "../../../src/chart/embedded/embedded-renderer.ts";
import type { LaneBar, TimelineModel } from "../../../src/chart/model/timeline-model.ts";
import { hourMs, type Interval } from "../../../src/core/instant.ts";
import { windowAt } from "../../../src/core/window.ts";
import { type Box, differingPart } from "../../support/chart/alike.ts";
import { drawingFrom, isNear, Picture } from "../../support/chart/pictures.ts";
import {
  askServer,
  recordedFolder,
  type ServerPicture,
  serverPictures,
} from "../../support/chart/quickchart-pictures.ts";
import { storyNow, storySessions } from "../../support/chart/story.ts";

/**
 * What a real QuickChart server draws of our configuration, against our own drawing. With
 * `TEST_QUICKCHART_URL` set (`http://127.0.0.1:3400`) that server is asked now; otherwise its
 * recorded pictures are compared, whose origin is told in the README beside them. After a change
 * of the picture they are recorded again: `bench/chart/record-quickchart.ts`.
 */
const origin = process.env["TEST_QUICKCHART_URL"];
/** A thousandth of the plot: where bars end between two pixels, the edge's shade is another one. */
const mostDiffering = 0.001;

const renderer = createEmbeddedRenderer();
afterAll(() => renderer.close());

async function fromServer(picture: ServerPicture): Promise<Uint8Array> {
  if (origin !== undefined) return askServer(origin, picture);
  return readFileSync(new URL(`${picture.name}.png`, recordedFolder));
}

/** Lanes and panels, without the names at the left and the labels above and below. */
function plotOf({ layout }: Picture): Box {
  const { left, lanesTop: top, right, plotBottom: bottom } = layout;
  return { left, top, right, bottom };
}

/** Texts within the plot: names and captions, the number of a burst of changes, the question marks of an open session. */
function textsOf({ drawing: { model } }: ServerPicture, picture: Picture): Box[] {
  const bursts = model.changes.bursts.map(({ from, to, topLane }) => {
    const middle = (picture.x(from) + picture.x(to)) / 2;
    const y = picture.barY(topLane, "5G");
    return { left: middle - 44, right: middle + 44, top: y - 15, bottom: y + 15 };
  });
  const { uncertain } = model;
  if (uncertain === null) return [...picture.wordRows, ...bursts];
  const marks = {
    left: picture.x(uncertain.from) + 4,
    right: picture.x(uncertain.to) - 4,
    top: picture.barY(uncertain.lane, uncertain.generation, 0.95),
    bottom: picture.barY(uncertain.lane, uncertain.generation, 0.05),
  };
  return [...picture.wordRows, ...bursts, marks];
}

describe.each(serverPictures)("$name, drawn by a QuickChart server and by us", (asked) => {
  const { drawing } = asked;
  const both = async () => {
    const [there, here] = await Promise.all([fromServer(asked), renderer.render(drawing)]);
    return { there, here: here.bytes };
  };

  it("differs in the rasterising of text only", async () => {
    const { there, here } = await both();
    const picture = new Picture(here, drawing);
    expect(new Picture(there, drawing)).toMatchObject({
      width: picture.width,
      height: picture.height,
    });
    const texts = textsOf(asked, picture);
    expect(differingPart(here, there, plotOf(picture), texts)).toBeLessThan(mostDiffering);
  });

  it("has each bar's colour in the middle of the bar, and the gaps' and the now line's at theirs", async () => {
    const { there, here } = await both();
    const pictures = [new Picture(there, drawing), new Picture(here, drawing)];
    const { bars, gaps, to } = drawing.model;
    for (const picture of pictures) {
      const shown = bars.filter((bar) => isSolid(bar, picture, drawing.model));
      expect(shown.length).toBeGreaterThan(2);
      for (const { from, to: until, lane, generation, seams } of shown) {
        // Half way to the first seam, low enough to be clear of the lines of operator changes.
        const x = picture.x(from + (Math.min(seams[0] ?? until, until) - from) / 2);
        const color = picture.at(x, picture.barY(lane, generation, 0.25));
        expect(isNear(color, generationLooks[generation].fill), `${generation} at ${x}`).toBe(true);
      }
      for (const gap of gaps.wide) {
        const [left, right] = [picture.x(gap.from) + 2, picture.x(gap.to) - 2];
        const { lanesTop: top, lanesBottom: bottom } = picture.layout;
        if (right - left < 6) continue;
        const area = (right - left) * (bottom - top);
        expect(picture.count(palette.gapFill, left, top, right, bottom) / area).toBeGreaterThan(
          0.3,
        );
      }
      expect(isNear(picture.at(picture.x(to), picture.layout.plotBottom - 3), palette.ink)).toBe(
        true,
      );
    }
  });
});

/** Wide enough for its colour to be read, silent ones and those below a burst's band left out. */
function isSolid(bar: LaneBar, picture: Picture, { changes: { bursts } }: TimelineModel): boolean {
  const [left, right] = [picture.x(bar.from), picture.x(bar.to)];
  const numberPx = 44;
  const isBelow = ({ from, to }: Interval) =>
    left < picture.x(to) + numberPx && right > picture.x(from) - numberPx;
  return right - left >= 6 && !bar.silent && !bursts.some(isBelow);
}

describe("the comparison", () => {
  const of = (sessions: ReturnType<typeof storySessions>) =>
    drawingFrom({ sessions, window: windowAt("7d", storyNow) });

  it("notices one session that is longer, or drawn with another colour", async () => {
    const sessions = storySessions();
    const story = of(sessions);
    const [latest, ...earlier] = sessions;
    if (latest === undefined) throw new Error("the story is empty");
    const { bytes } = await renderer.render(story);
    const changed = [
      { ...latest, end: (latest.end ?? storyNow) + hourMs },
      { ...latest, radioLink: "5G" },
    ];
    for (const other of changed) {
      const { bytes: there } = await renderer.render(of([other, ...earlier]));
      const plot = plotOf(new Picture(bytes, story));
      expect(differingPart(bytes, there, plot, [])).toBeGreaterThan(mostDiffering);
    }
    expect(differingPart(bytes, bytes, plotOf(new Picture(bytes, story)), [])).toBe(0);
  });

  it("has every kind of mark in at least one picture", () => {
    const models = serverPictures.map(({ drawing }) => drawing.model);
    const has = (kind: (model: (typeof models)[number]) => boolean) => models.some(kind);
    expect(has(({ bars }) => bars.some(({ silent }) => silent))).toBe(true);
    expect(has(({ bars }) => bars.some(({ seams }) => seams.length > 0))).toBe(true);
    expect(has(({ runs }) => runs.some(({ silent }) => !silent))).toBe(true);
    expect(has(({ gaps }) => gaps.wide.length > 0)).toBe(true);
    expect(has(({ gaps }) => gaps.short.length > 0)).toBe(true);
    expect(has(({ uncertain }) => uncertain !== null)).toBe(true);
    expect(has(({ changes }) => changes.single.length > 0)).toBe(true);
    expect(has(({ changes }) => changes.bursts.length > 0)).toBe(true);
    expect(has(({ lanes }) => lanes.some(({ operators }) => operators > 1))).toBe(true);
  });
});
