import { afterAll, describe, expect, it } from "vitest";
import { chartDrawing } from "../../../src/chart/config/chart-config.ts";
import { generationLooks, palette } from "../../../src/chart/config/palette.ts";
import { drawChart } from "../../../src/chart/embedded/draw.ts";
import { createEmbeddedRenderer } from "../../../src/chart/embedded/embedded-renderer.ts";
import { bundledFontFolder, registerFonts } from "../../../src/chart/embedded/fonts.ts";
import { chartSource, requestBody } from "../../../src/chart/quickchart/request-body.ts";
import { windowAt } from "../../../src/core/window.ts";
import { drawingFrom, isNear, Picture } from "../../support/chart/pictures.ts";
import { evaluated } from "../../support/chart/quickchart-server.ts";
import { session } from "../../support/chart/sessions.ts";
import { daySessions, storyNow, storySessions } from "../../support/chart/story.ts";

const renderer = createEmbeddedRenderer();
afterAll(() => renderer.close());
registerFonts(bundledFontFolder);

describe("what is sent to a chart server", () => {
  it.each([
    { name: "30d" as const, sessions: storySessions() },
    { name: "7d" as const, sessions: storySessions() },
    { name: "24h" as const, sessions: daySessions() },
    { name: "24h" as const, sessions: [] },
    {
      name: "24h" as const,
      sessions: [session({ start: storyNow - 9e6, end: null, lastUpdated: storyNow - 7e6 })],
    },
  ])(
    "draws in an empty context exactly what is drawn in process ($name)",
    async ({ name, sessions }) => {
      const drawing = drawingFrom({ window: windowAt(name, storyNow), sessions });
      const chart = chartDrawing(drawing.model);
      const sent = await drawChart({ ...chart, config: evaluated(chartSource(chart)) });
      const { bytes } = await renderer.render(drawing);
      expect(Buffer.compare(Buffer.from(sent), Buffer.from(bytes))).toBe(0);
    },
  );

  it("keeps lanes and bars in place on a server with other fonts", async () => {
    const drawing = drawingFrom({ sessions: daySessions() });
    const chart = chartDrawing(drawing.model);
    const source = chartSource(chart).replaceAll("Inter, ", "");
    const there = new Picture(await drawChart({ ...chart, config: evaluated(source) }), drawing);
    const here = new Picture((await renderer.render(drawing)).bytes, drawing);
    const { left, right, lanesTop } = there.layout;
    const colors = [
      generationLooks.LTE.fill,
      generationLooks["3G"].fill,
      palette.gapFill,
      palette.ink,
    ];
    for (const color of colors) {
      for (const lane of drawing.model.lanes.keys()) {
        const area = [left, there.barY(lane, "5G", 1), right, there.barY(lane, "5G", 0)] as const;
        expect(there.count(color, ...area)).toBe(here.count(color, ...area));
      }
    }
    expect(isNear(there.at(there.x(storyNow), lanesTop + 5), palette.ink)).toBe(true);
  });

  it.each([
    "__BEGINFUNCTION__process.version__ENDFUNCTION__",
    "__BEGIN__BEGINFUNCTION__FUNCTION__process.pid__ENDFUNCTION__",
    `a"__BEGINFUNCTION__process.version__ENDFUNCTION__"`,
    "a'+process.version+'",
    "\\'; process.exit(); //",
    "</script>\u2028\u2029`$",
    "constructor",
  ])("sends a name as text, never as code: %s", (label) => {
    const { model } = drawingFrom({
      label,
      sessions: [
        session({
          start: storyNow - 7_200_000,
          operator: { name: label, country: label, mcc: null, mnc: null },
          radioLink: label,
        }),
      ],
    });
    const body = requestBody(chartDrawing(model));
    const { chart } = JSON.parse(body);
    expect(chart).not.toMatch(/__(BEGIN|END)FUNCTION__/);
    // `process` does not exist in the empty context: code made of a name would throw.
    const config = evaluated(chart);
    const shown = model.label
      .replaceAll("__BEGINFUNCTION__", "__BEGIN-FUNCTION__")
      .replaceAll("__ENDFUNCTION__", "__END-FUNCTION__");
    expect(config.options.plugins.timeline.title).toBe(shown);
    expect(config.options.plugins.timeline.lanes).toHaveLength(1);
  });

  it("refers to nothing outside itself", () => {
    const source = chartSource(chartDrawing(drawingFrom({ sessions: storySessions() }).model));
    expect(source).not.toMatch(
      /__vite|__name|import|require|process|\bthis\.options\b|cov_|\[native code\]/,
    );
  });

  it("stays far below a server's limit for the story", () => {
    const { model } = drawingFrom({ sessions: storySessions(), window: windowAt("30d", storyNow) });
    expect(requestBody(chartDrawing(model)).length).toBeLessThan(60_000);
  });
});
