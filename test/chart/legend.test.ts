import { describe, expect, it } from "vitest";
import { layoutOf } from "../../src/chart/config/layout.ts";
import { timelineModel } from "../../src/chart/model/build-model.ts";
import type { TimelineModel } from "../../src/chart/model/timeline-model.ts";
import { hourMs, minuteMs } from "../../src/core/instant.ts";
import type { DataSession } from "../../src/core/session.ts";
import { modelOfHistory } from "../support/chart/histories.ts";
import { inputOf } from "../support/chart/pictures.ts";
import { session } from "../support/chart/sessions.ts";
import { storyNow as now } from "../support/chart/story.ts";
import { recipes } from "../support/histories/all.ts";

const legendOf = (model: TimelineModel) => layoutOf(model).legend;
const textsOf = (...sessions: DataSession[]) =>
  legendOf(timelineModel(inputOf({ sessions }))).map(({ kind, text }) => `${kind}: ${text}`);

describe("the legend", () => {
  it("explains the marks of labelled histories, and nothing else", () => {
    for (const { name } of recipes.filter((_, index) => index % 5 === 1)) {
      const model = modelOfHistory(name);
      const legend = legendOf(model);
      const drawn = [...model.bars, ...model.runs];
      const has = (kind: string) => legend.some((item) => item.kind === kind);
      const solid = model.bars.filter(({ silent }) => !silent);
      expect(has("bar"), name).toBe(solid.length > 0);
      expect(has("comb"), name).toBe(model.runs.some(({ silent }) => !silent));
      expect(has("silent"), name).toBe(drawn.some(({ silent }) => silent));
      expect(has("change"), name).toBe(model.changes.single.length > 0);
      expect(has("burst"), name).toBe(model.changes.bursts.length > 0);
      expect(has("short_gap"), name).toBe(model.gaps.short.length > 0);
      const radios = new Set(
        [...drawn, ...(model.uncertain === null ? [] : [model.uncertain])].map(
          (one) => one.generation,
        ),
      );
      const named = model.generations.filter(({ label }) =>
        legend.some(({ text }) => text.startsWith(`${label} `)),
      );
      expect(new Set(named.map(({ generation }) => generation)), name).toEqual(radios);
    }
  });

  it("shows a radio link by the mark that it has", () => {
    const at = { start: now - 24 * hourMs, end: now };
    expect(textsOf(session(at))).toEqual(["bar: LTE 100 %"]);
    expect(textsOf(session({ ...at, packetsUp: 0, packetsDown: 0 }))).toEqual([
      "silent: LTE 100 %",
      "silent: 0 packets",
    ]);
    expect(textsOf(session({ start: now - 2 * minuteMs, end: now }))).toEqual([
      "comb: LTE 100 %",
      "comb: short sessions",
      "gap: nothing heard",
    ]);
  });

  it("does not explain an open session that was just updated, nor a silence that is named", () => {
    const open = (age: number) =>
      textsOf(session({ start: now - 24 * hourMs, end: null, lastUpdated: now - age }));
    expect(open(minuteMs)).toEqual(["bar: LTE 100 %"]);
    expect(open(2 * hourMs)).toEqual(["bar: LTE 100 %", "uncertain: open, no update"]);
    const over = session({ start: now - 24 * hourMs, end: now - 2 * hourMs });
    expect(textsOf(over)).toEqual(["bar: LTE 100 %"]);
    const earlier = session({ start: now - 24 * hourMs, end: now - 9 * hourMs });
    const later = session({ start: now - 5 * hourMs, end: now });
    expect(textsOf(earlier, later)).toContain("gap: nothing heard");
  });
});
