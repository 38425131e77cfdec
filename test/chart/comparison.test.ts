import { PNG } from "pngjs";
import { afterAll, describe, expect, it } from "vitest";
import { generationLooks, palette } from "../../src/chart/config/palette.ts";
import { betweenChartsPx } from "../../src/chart/config/picture-charts.ts";
import { createEmbeddedRenderer } from "../../src/chart/embedded/embedded-renderer.ts";
import { drawingOf, wordsOf } from "../../src/chart/report-timeline.ts";
import { hourMs } from "../../src/core/instant.ts";
import type { Audience } from "../../src/core/private-numbers.ts";
import type { DataSession } from "../../src/core/session.ts";
import { isNear, Picture } from "../support/chart/pictures.ts";
import { reportFor } from "../support/chart/reports.ts";
import { session } from "../support/chart/sessions.ts";
import { storyNow as now, storySessions } from "../support/chart/story.ts";

const renderer = createEmbeddedRenderer();
afterAll(() => renderer.close());

const busy = [
  session({ start: now - 10 * hourMs, end: now - 4 * hourMs, packetsUp: 6_000, packetsDown: 0 }),
];
const quiet = [
  session({
    start: now - 20 * hourMs,
    end: now - 14 * hourMs,
    packetsUp: 1_500,
    packetsDown: 0,
    radioLink: "3G",
  }),
];

async function comparisonOf(first: DataSession[], second: DataSession[]) {
  const windowName = "24h";
  const drawing = await drawingOf({
    reports: [
      reportFor({ sessions: first, windowName }),
      reportFor({ sessions: second, windowName }),
    ],
    zone: "UTC",
    audience: "asker",
  });
  if (drawing.kind !== "comparison") throw new Error("one timeline only");
  const { bytes, width, height } = await renderer.render(drawing);
  const [a, b] = drawing.models.map((model) => ({ model }));
  if (a === undefined || b === undefined) throw new Error("fewer than two timelines");
  const whole = PNG.sync.read(Buffer.from(bytes));
  const upper = new Picture(part(whole, 0), a);
  const top = upper.layout.height + betweenChartsPx;
  return { upper, lower: new Picture(part(whole, top), b), width, height, top };
}

/** The picture from a logical line on. */
function part(whole: PNG, top: number): Buffer {
  const rest = new PNG({ width: whole.width, height: whole.height - top * 2 });
  PNG.bitblt(whole, rest, 0, top * 2, whole.width, rest.height, 0, 0);
  return PNG.sync.write(rest);
}

describe("two SIMs in one picture", () => {
  it("stand one below the other, on the same time axis", async () => {
    const { upper, lower, width, height, top } = await comparisonOf(busy, quiet);
    expect(height).toBe((top + lower.layout.height) * 2);
    expect(width).toBe(upper.layout.width * 2);
    const [early, late] = [now - 17 * hourMs, now - 7 * hourMs];
    expect(upper.x(late)).toBe(lower.x(late));
    const lte = generationLooks.LTE.fill;
    const threeG = generationLooks["3G"].fill;
    expect(isNear(upper.at(upper.x(late), upper.barY(0, "LTE", 0.25)), lte)).toBe(true);
    expect(isNear(upper.at(upper.x(early), upper.barY(0, "LTE", 0.25)), lte)).toBe(false);
    expect(isNear(lower.at(lower.x(early), lower.barY(0, "3G", 0.25)), threeG)).toBe(true);
    expect(isNear(lower.at(lower.x(late), lower.barY(0, "3G", 0.25)), threeG)).toBe(false);
    for (const { at, x, layout } of [upper, lower].map((picture) => ({
      at: picture.at.bind(picture),
      x: picture.x(now),
      layout: picture.layout,
    }))) {
      expect(isNear(at(x, layout.plotBottom - 3), palette.ink)).toBe(true);
    }
  });

  it("share the scale of packets: four times as many are four times as high", async () => {
    const { upper, lower } = await comparisonOf(busy, quiet);
    const area = (picture: Picture): number => {
      const { left, packets, right } = picture.layout;
      if (packets === null) throw new Error("no packets are drawn");
      return picture.count(palette.packetsUp, left, packets.top, right, packets.bottom);
    };
    expect(area(upper) / area(lower)).toBeGreaterThan(3.5);
    expect(area(upper) / area(lower)).toBeLessThan(4.5);
  });

  it("have names, and a picture without any session beside one that has some", async () => {
    const { upper, lower } = await comparisonOf(storySessions(), []);
    for (const picture of [upper, lower]) {
      expect(picture.count(palette.ink, 18, 8, 160, 26)).toBeGreaterThan(60);
    }
    const { lanesTop, lanesBottom } = lower.layout;
    expect(lower.count(palette.ink, 150, lanesTop + 20, 450, lanesBottom - 20)).toBeGreaterThan(
      100,
    );
  });

  it("have words that say the same, each by its letter", async () => {
    const reports = [reportFor(), reportFor({ sessions: [] })] as const;
    const { altText, textTwin } = wordsOf(
      await drawingOf({ reports, zone: "UTC", audience: "asker" }),
    );
    expect(altText).toMatch(/A · cargo-cam-07, .*Nothing heard for 3 h 41 min\..*B · cargo-cam-07/);
    expect(altText.length).toBeLessThanOrEqual(2_000);
    expect(textTwin).toMatch(/^A: In session .*\nB: No session in these 7 days\.$/);
  });
});

describe("a picture for a channel", () => {
  const iccid = "8901260852295524703";
  const imei = "356938035643809";
  const spaced = "35 693803 564380 9";

  const drawnFor = async (audience: Audience, names: readonly string[]) => {
    const [first, second] = names.map((uniqueName) => {
      const report = reportFor({ sessions: [session({ start: now - hourMs, imei })] });
      return { ...report, sim: { ...report.sim, iccid, uniqueName } };
    });
    if (first === undefined) throw new Error("no name");
    const reports = second === undefined ? ([first] as const) : ([first, second] as const);
    const drawing = await drawingOf({ reports, zone: "UTC", audience });
    const coarser = drawing.kind === "timeline" ? drawing.coarser() : null;
    return JSON.stringify([drawing, coarser, wordsOf(drawing)]);
  };

  it.each([[[iccid]], [[`Truck ${imei}`]], [[spaced]], [[iccid, imei]], [["truck", spaced]]])(
    "shows the end of a number that is a name: %s",
    async (names) => {
      const shown = await drawnFor("channel", names);
      for (const number of [iccid, imei, spaced]) expect(shown).not.toContain(number);
      expect(shown).toContain(names.some((name) => name.includes(iccid)) ? "…4703" : "…3809");
      const whole = await drawnFor("asker", names);
      for (const name of names) expect(whole).toContain(name);
    },
  );
});
