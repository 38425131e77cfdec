import { beforeAll, describe, expect, it } from "vitest";
import { type ChartConfig, chartDrawing } from "../../src/chart/config/chart-config.ts";
import { generationLooks, palette } from "../../src/chart/config/palette.ts";
import { timelinePlugin } from "../../src/chart/config/timeline-plugin.ts";
import { drawChart } from "../../src/chart/embedded/draw.ts";
import { bundledFontFolder, registerFonts } from "../../src/chart/embedded/fonts.ts";
import { dayMs, hourMs } from "../../src/core/instant.ts";
import { radioGenerations } from "../../src/core/radio-link.ts";
import { windowAt } from "../../src/core/window.ts";
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
    ["active", "activeFill"],
  ] as const)("of text is at least 4.5:1 (%s on %s)", (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });
});

describe("text", () => {
  const pictures = {
    "30 days": drawingFrom({ sessions: storySessions(), window: windowAt("30d", storyNow) }, true),
    "24 hours": drawingFrom({ sessions: daySessions() }, false),
    "an open session": drawingFrom(
      {
        sessions: [
          session({
            start: storyNow - dayMs,
            end: null,
            lastUpdated: storyNow - 5 * hourMs,
            radioLink: "2G",
          }),
        ],
      },
      true,
    ),
    nothing: drawingFrom({}, true),
    "an earlier read": drawingFrom({ sessions: daySessions(), tense: "past" }, false),
  };

  it.each(Object.entries(pictures))(
    "is never smaller than 13 px, nor cut off at an edge (%s)",
    async (name, drawing) => {
      const chart = chartDrawing(drawing.model, { header: drawing.header });
      const texts: { text: string; font: string; left: number; right: number; y: number }[] = [];
      await drawChart({ ...chart, config: listening(chart.config, texts) });
      expect(texts.length).toBeGreaterThan(10);
      for (const { text, font, left, right, y } of texts) {
        const size = Number(/([\d.]+)px/.exec(font)?.[1]);
        expect(size, text).toBeGreaterThanOrEqual(13);
        expect(left, text).toBeGreaterThanOrEqual(2);
        expect(right, text).toBeLessThanOrEqual(chart.width - 2);
        expect(y, text).toBeLessThan(chart.height - 2);
      }
      // The right edge is now only where the picture is as new as the question.
      const [end, other] =
        name === "an earlier read" ? ["read 05:20", "now"] : ["now", "read 05:20"];
      expect(texts.map(({ text }) => text)).toContain(end);
      expect(texts.map(({ text }) => text)).not.toContain(other);
      expect(texts.filter(({ text }) => text.endsWith("…"))).toEqual([]);
    },
  );
});

/** The configuration with a plugin that writes down every text before it is drawn. */
function listening(
  config: ChartConfig,
  texts: { text: string; font: string; left: number; right: number; y: number }[],
): ChartConfig {
  const plugin: typeof timelinePlugin = {
    ...timelinePlugin,
    beforeDraw(plot) {
      const { ctx } = plot;
      const draw = ctx.fillText.bind(ctx);
      ctx.fillText = (text, x, y) => {
        const { width } = ctx.measureText(text);
        const part = ctx.textAlign === "center" ? 0.5 : ctx.textAlign === "right" ? 1 : 0;
        if (text !== "")
          texts.push({
            text,
            font: ctx.font,
            left: x - width * part,
            right: x + width * (1 - part),
            y,
          });
        draw(text, x, y);
      };
      timelinePlugin.beforeDraw(plot);
    },
  };
  return { ...config, plugins: [plugin] };
}
