import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generationLooks, palette } from "../../src/chart/config/palette.ts";
import {
  createEmbeddedRenderer,
  type EmbeddedRenderer,
} from "../../src/chart/embedded/embedded-renderer.ts";
import type { TimelineInput } from "../../src/chart/model/build-model.ts";
import { hourMs, minuteMs } from "../../src/core/instant.ts";
import { windowAt, windowNames } from "../../src/core/window.ts";
import { drawingFrom, isNear, Picture } from "../support/chart/pictures.ts";
import { atAndT, session, tMobile } from "../support/chart/sessions.ts";
import { daySessions, evenSessions, storyNow, storySessions } from "../support/chart/story.ts";

let renderer: EmbeddedRenderer;
beforeAll(() => {
  // Its process gets no environment and no system fonts: text comes from the bundled files.
  renderer = createEmbeddedRenderer();
});
afterAll(() => renderer.close());

async function pictureOf(fields: Partial<TimelineInput>): Promise<Picture> {
  const drawing = drawingFrom(fields);
  return new Picture((await renderer.render(drawing)).bytes, drawing);
}

const now = storyNow;
const lte = generationLooks.LTE;

describe("a timeline picture", () => {
  it("shows the bar's colour in the middle of a session and none above it", async () => {
    const picture = await pictureOf({
      sessions: [
        session({ start: now - 3 * hourMs, end: now - hourMs, operator: atAndT, radioLink: "2G" }),
        session({ start: now - 20 * hourMs, end: now - 10 * hourMs }),
      ],
    });
    expect(isNear(picture.at(picture.x(now - 15 * hourMs), picture.barY(0, "LTE")), lte.fill)).toBe(
      true,
    );
    const twoG = picture.x(now - 2 * hourMs);
    expect(isNear(picture.at(twoG, picture.barY(1, "2G")), generationLooks["2G"].fill)).toBe(true);
    expect(isNear(picture.at(twoG, picture.barY(1, "LTE", 0.8)), palette.ground)).toBe(true);
  });

  it("gives every bar an outline of its own", async () => {
    const picture = await pictureOf({
      sessions: [
        session({ start: now - 20 * hourMs, end: now - 10 * hourMs, radioLink: "NB-IoT" }),
      ],
    });
    const [left, right] = [picture.x(now - 20 * hourMs), picture.x(now - 10 * hourMs)];
    const y = picture.barY(0, "NB-IoT", 0.98);
    const { outline } = generationLooks["NB-IoT"];
    expect(picture.count(outline, left, y - 1, right, y + 1)).toBeGreaterThan((right - left) * 0.8);
  });

  it("hatches a long gap through all lanes, and leaves a short pause as it is", async () => {
    const picture = await pictureOf({
      sessions: [
        session({ start: now - 4 * hourMs, end: now, operator: atAndT }),
        session({ start: now - 12 * hourMs, end: now - 8 * hourMs }),
        session({ start: now - 24 * hourMs, end: now - 12 * hourMs - 5 * minuteMs }),
      ],
    });
    for (const lane of [0, 1]) {
      const left = picture.x(now - 8 * hourMs) + 3;
      const right = picture.x(now - 4 * hourMs) - 3;
      const [top, bottom] = [picture.barY(lane, "5G", 1), picture.barY(lane, "5G", 0)];
      const area = (right - left) * (bottom - top);
      const lines = picture.count("#DB7526", left, top, right, bottom) / area;
      expect(lines).toBeGreaterThan(0.1);
      expect(lines).toBeLessThan(0.5);
      expect(picture.count(palette.gapFill, left, top, right, bottom) / area).toBeGreaterThan(0.4);
    }
    const pause = picture.x(now - 12 * hourMs - 2.5 * minuteMs);
    expect(
      picture.count(
        palette.gap,
        pause - 1,
        picture.layout.lanesTop,
        pause + 1,
        picture.layout.lanesBottom,
      ),
    ).toBe(0);
  });

  it("draws the now line at its column, through lanes and packets", async () => {
    const picture = await pictureOf({ sessions: daySessions() });
    for (const y of [picture.layout.lanesTop + 3, picture.layout.plotBottom - 3]) {
      expect(isNear(picture.at(picture.x(now), y), palette.ink)).toBe(true);
      expect(isNear(picture.at(picture.x(now) + 3, y), palette.ink)).toBe(false);
    }
  });

  it("leaves a session of 0 packets hollow, and one of unknown packets solid", async () => {
    const at = { start: now - 10 * hourMs, end: now - 5 * hourMs };
    const hollow = await pictureOf({
      sessions: [session({ ...at, packetsUp: 0, packetsDown: 0 })],
    });
    const solid = await pictureOf({
      sessions: [session({ ...at, packetsUp: null, packetsDown: 0 })],
    });
    const x = hollow.x(now - 7 * hourMs);
    const y = hollow.barY(0, "LTE");
    expect(isNear(hollow.at(x, y), palette.ground)).toBe(true);
    expect(isNear(solid.at(x, y), lte.fill)).toBe(true);
    const top = hollow.barY(0, "LTE", 1) + 0.75;
    const [left, right] = [hollow.x(at.start) + 3, hollow.x(at.end) - 3];
    const dashed = hollow.count(lte.outline, left, top - 0.5, right, top + 0.5) / (right - left);
    expect(dashed).toBeGreaterThan(0.4);
    expect(dashed).toBeLessThan(1.3);
  });

  it("draws an open session solid up to its last update and visibly uncertain beyond", async () => {
    const picture = await pictureOf({
      sessions: [
        session({ start: now - 9 * hourMs, end: null, lastUpdated: now - 6 * hourMs }),
        session({
          start: now - 20 * hourMs,
          end: null,
          lastUpdated: now - 14 * hourMs,
          operator: atAndT,
        }),
      ],
    });
    const newest = 1;
    const y = picture.barY(newest, "LTE", 0.9);
    expect(isNear(picture.at(picture.x(now - 8 * hourMs), y), lte.fill)).toBe(true);
    const beyond = picture.at(picture.x(now - 4.6 * hourMs), y);
    expect(isNear(beyond, lte.fill)).toBe(false);
    expect(isNear(beyond, palette.gapFill, 8)).toBe(false);
    expect(isNear(beyond, "#E0F2FB", 10)).toBe(true);
    // The older one is stale: what follows its last update is a gap like any other.
    const stale = picture.barY(0, "LTE", 0.9);
    const [left, right] = [picture.x(now - 13 * hourMs), picture.x(now - 10 * hourMs)];
    expect(picture.count(palette.gapFill, left, stale - 4, right, stale + 4)).toBeGreaterThan(10);
  });

  it("has text, although there are no system fonts", async () => {
    const picture = await pictureOf({ sessions: storySessions(), window: windowAt("30d", now) });
    const { lanesTop, laneHeight, tickText, nowText, legendTop, height } = picture.layout;
    expect(picture.count(palette.ink, 20, 12, 300, 32)).toBeGreaterThan(60);
    for (const lane of [0, 1, 2, 3]) {
      const top = lanesTop + lane * laneHeight;
      expect(picture.count(palette.ink, 20, top + 2, 120, top + 20)).toBeGreaterThan(20);
    }
    expect(picture.count(palette.ink, 20, tickText - 13, 580, tickText)).toBeGreaterThan(60);
    expect(picture.count(palette.ink, 300, nowText - 13, 590, nowText)).toBeGreaterThan(60);
    expect(picture.count(palette.caption, 20, legendTop, 580, height)).toBeGreaterThan(60);
  });

  it("says in words that a window is empty", async () => {
    const picture = await pictureOf({ window: windowAt("7d", now) });
    const { lanesTop, lanesBottom } = picture.layout;
    expect(picture.count(palette.ink, 150, lanesTop + 20, 450, lanesBottom - 20)).toBeGreaterThan(
      100,
    );
  });

  it.each(
    windowNames.flatMap((name) => [0, 1, 10, 1_000, 100_000].map((count) => ({ name, count }))),
  )("shows $count sessions in $name as bars, and the rest as gap", async ({ name, count }) => {
    const window = windowAt(name, now);
    const half = (window.to - window.from) / 2;
    const picture = await pictureOf({
      window,
      // All in the first half; the second half is silent.
      sessions: evenSessions(count, half, now - half),
    });
    const lanes = [picture.layout.lanesTop, picture.layout.lanesBottom] as const;
    const [left, middle] = [picture.x(window.from), picture.x(now - half)];
    const blue = picture.count(lte.fill, left, lanes[0], middle, lanes[1]);
    if (count === 0) expect(blue).toBe(0);
    else expect(blue).toBeGreaterThan((middle - left) * 10);
    expect(picture.count(lte.fill, middle + 4, lanes[0], picture.x(now) - 2, lanes[1])).toBe(0);
    expect(
      picture.count(palette.gapFill, middle + 4, lanes[0], picture.x(now), lanes[1]),
    ).toBeGreaterThan(2_000);
    expect([picture.width, picture.height]).toEqual([1_200, picture.layout.height * 2]);
  });

  it.each([
    { change: "spring, a day of 23 hours", to: Date.UTC(2026, 2, 29, 20) },
    { change: "autumn, a day of 25 hours", to: Date.UTC(2026, 9, 25, 20) },
  ])("puts sessions where they belong on the Berlin clock in $change", async ({ to }) => {
    for (const name of windowNames) {
      const window = windowAt(name, to);
      const drawing = drawingFrom({
        window,
        zone: "Europe/Berlin",
        sessions: [session({ start: to - 18 * hourMs, end: to - 6 * hourMs, operator: tMobile })],
      });
      const picture = new Picture((await renderer.render(drawing)).bytes, drawing);
      expect(
        isNear(picture.at(picture.x(to - 12 * hourMs), picture.barY(0, "LTE", 0.3)), lte.fill),
      ).toBe(true);
      for (const tick of drawing.model.ticks) {
        const y = picture.layout.plotBottom + 2;
        const left = picture.x(tick.at) - 1;
        const color = tick.kind === "day" ? palette.day : palette.grid;
        const line = picture.count(color, left, y, left + 2, y);
        const isNow = Math.abs(picture.x(tick.at) - picture.x(to)) < 3;
        if (!isNow) expect(line, tick.text).toBeGreaterThan(0);
      }
    }
  });
});
