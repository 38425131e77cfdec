import { beforeAll, describe, expect, it } from "vitest";
import { type ChartConfig, chartDrawing } from "../../src/chart/config/chart-config.ts";
import { generationLooks, palette } from "../../src/chart/config/palette.ts";
import { timelinePlugin } from "../../src/chart/config/timeline-plugin.ts";
import { drawChart } from "../../src/chart/embedded/draw.ts";
import { bundledFontFolder, registerFonts } from "../../src/chart/embedded/fonts.ts";
import type { TimelineInput } from "../../src/chart/model/build-model.ts";
import type { TimelineModel } from "../../src/chart/model/timeline-model.ts";
import { dayMs, hourMs } from "../../src/core/instant.ts";
import { radioGenerations } from "../../src/core/radio-link.ts";
import type { DataSession } from "../../src/core/session.ts";
import { type WindowName, windowAt, windowNames } from "../../src/core/window.ts";
import { modelOfHistory } from "../support/chart/histories.ts";
import { drawingFrom } from "../support/chart/pictures.ts";
import { session } from "../support/chart/sessions.ts";
import { daySessions, storyNow, storySessions } from "../support/chart/story.ts";

beforeAll(() => expect(registerFonts(bundledFontFolder)).toBeNull());

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = [palette.ground, palette.stripe];

describe("contrast", () => {
  it.each(radioGenerations)(
    "of a bar's outline is at least 3:1 on every ground (%s)",
    (generation) => {
      for (const ground of grounds)
        expect(contrast(generationLooks[generation].outline, ground)).toBeGreaterThanOrEqual(3);
    },
  );

  it.each(["gap", "violet", "packetsUp", "packetsDown", "axis"] as const)(
    "of marks is at least 3:1 (%s)",
    (mark) => {
      for (const ground of grounds)
        expect(contrast(palette[mark], ground)).toBeGreaterThanOrEqual(3);
    },
  );

  it.each([
    ["ink", "stripe"],
    ["dim", "stripe"],
    ["caption", "stripe"],
    ["gapText", "ground"],
    ["gapText", "gapFill"],
    ["violet", "ground"],
    ["packetsUp", "ground"],
    ["packetsDown", "ground"],
  ] as const)("of text is at least 4.5:1 (%s on %s)", (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });
});

/** As wide as Slack's app shows a picture on a phone of 390 px. */
const phonePx = 325;
const smallestOnPhonePx = 9;
const highestOnPhonePx = 300;

interface DrawnText {
  readonly text: string;
  readonly sizePx: number;
  readonly left: number;
  readonly right: number;
  /** Of the base line. */
  readonly y: number;
}

const reported = (name: string, windowName: WindowName, zone: string) =>
  [`${name}, ${windowName}, ${zone}`, modelOfHistory(name, windowName, zone)] as const;
const drawn = (name: string, fields: Partial<TimelineInput>) =>
  [name, drawingFrom(fields).model] as const;

const pictures: readonly (readonly [string, TimelineModel])[] = [
  drawn("30 days", { sessions: storySessions(), window: windowAt("30d", storyNow) }),
  drawn("24 hours", { sessions: daySessions() }),
  drawn("an open session", {
    sessions: [session({ start: storyNow - dayMs, end: null, lastUpdated: storyNow - 5 * hourMs })],
    label: "A name that is so long that there is no room for it beside the time shown",
  }),
  drawn("nothing", {}),
  drawn("an earlier read", { sessions: daySessions(), tense: "past", incomplete: true }),
  ...["UTC", "America/Argentina/Buenos_Aires"].flatMap((zone) =>
    windowNames.flatMap((windowName) => [
      reported("healthy: hourly", windowName, zone),
      reported("reconnect loop, going on", windowName, zone),
      reported("silent for 9 hours, was every 15 minutes", windowName, zone),
      reported("crossed into Mexico", windowName, zone),
      reported("healthy: half of the fields missing", windowName, zone),
    ]),
  ),
];

describe("text", () => {
  it.each(pictures)(
    "is at least 9 px high on a phone, within the picture, and clear of other text (%s)",
    async (_name, model) => {
      const chart = chartDrawing(model);
      const texts: DrawnText[] = [];
      await drawChart({ ...chart, config: listening(chart.config, texts) });
      expect(texts.length).toBeGreaterThan(4);
      const shrinking = phonePx / chart.width;
      for (const { text, sizePx, left, right, y } of texts) {
        expect(sizePx * shrinking, text).toBeGreaterThanOrEqual(smallestOnPhonePx);
        expect(left, text).toBeGreaterThanOrEqual(4);
        expect(right, text).toBeLessThanOrEqual(chart.width - 4);
        expect(y, text).toBeLessThan(chart.height - 4);
      }
      for (const [index, one] of texts.entries()) {
        for (const other of texts.slice(index + 1)) {
          const touches = overlap(one, other);
          expect(touches, `"${one.text}" and "${other.text}"`).toBe(false);
        }
      }
      expect(chart.height * shrinking).toBeLessThanOrEqual(highestOnPhonePx);
    },
  );

  it.each([
    ["now,", "present"],
    ["read", "past"],
  ] as const)("at the right end says %s", async (word, tense) => {
    const chart = chartDrawing(drawingFrom({ sessions: daySessions(), tense }).model);
    const texts: DrawnText[] = [];
    await drawChart({ ...chart, config: listening(chart.config, texts) });
    const ends = texts.filter(({ text }) => /^(now,|read) /.test(text));
    expect(ends.map(({ text }) => text)).toEqual([`${word} 23 Nov 05:20 UTC`]);
  });
});

describe("what the records do not say", () => {
  const textsOf = async (sessions: readonly DataSession[], fields: Partial<TimelineInput> = {}) => {
    const chart = chartDrawing(drawingFrom({ sessions, ...fields }).model);
    const texts: DrawnText[] = [];
    await drawChart({ ...chart, config: listening(chart.config, texts) });
    return texts.map(({ text }) => text);
  };

  it("is drawn as unknown, not as a number or as nothing", async () => {
    const pairs = storySessions().flatMap((one, index) =>
      index % 3 === 0 ? [{ ...one, start: null }] : [one],
    );
    const window = windowAt("30d", storyNow);
    const starts = await textsOf(pairs, { window });
    expect(starts).toContainEqual(
      expect.stringMatching(/^New sessions per .*, at most \d+ known$/),
    );
    const none = pairs.map((one) => ({ ...one, start: null }));
    expect((await textsOf(none, { window })).join()).not.toContain("New sessions");
    const packets = daySessions().map((one) => ({ ...one, packetsUp: null, packetsDown: null }));
    expect(await textsOf(packets)).toContain("Packets not reported");
  });

  it("makes a share the least that it can be", async () => {
    const texts = await textsOf(daySessions(), { connectedKnown: "at_least" });
    expect(texts).toContainEqual(expect.stringMatching(/in session ≥ \d+ %/));
    expect(await textsOf(daySessions())).not.toContainEqual(expect.stringContaining("≥"));
  });
});

/** By the height of capitals, and what hangs below the line. */
function overlap(one: DrawnText, other: DrawnText): boolean {
  const [above, below] = [0.74, 0.2];
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.y - one.sizePx * above < other.y + other.sizePx * below &&
    other.y - other.sizePx * above < one.y + one.sizePx * below
  );
}

/** The configuration with a plugin that writes down every text before it is drawn. */
function listening(config: ChartConfig, texts: DrawnText[]): ChartConfig {
  const plugin: typeof timelinePlugin = {
    ...timelinePlugin,
    beforeDraw(plot) {
      const { ctx } = plot;
      const draw = ctx.fillText.bind(ctx);
      ctx.fillText = (text, x, y) => {
        const { width } = ctx.measureText(text);
        const part = ctx.textAlign === "center" ? 0.5 : ctx.textAlign === "right" ? 1 : 0;
        const sizePx = Number(/([\d.]+)px/.exec(ctx.font)?.[1]);
        const left = x - width * part;
        if (text !== "") texts.push({ text, sizePx, left, right: left + width, y });
        draw(text, x, y);
      };
      timelinePlugin.beforeDraw(plot);
    },
  };
  return { ...config, plugins: [plugin] };
}
