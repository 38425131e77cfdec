import { describe, expect, it } from "vitest";
import { timelineModel } from "../../src/chart/model/build-model.ts";
import { timelineInputOf } from "../../src/chart/report-timeline.ts";
import { timelineAltText } from "../../src/chart/words/alt-text.ts";
import { dayMs, hourMs } from "../../src/core/instant.ts";
import { reportFor } from "../support/chart/reports.ts";
import { session } from "../support/chart/sessions.ts";
import { storyNow } from "../support/chart/story.ts";

describe("the timeline of a report", () => {
  it("agrees with the report's own figures", () => {
    for (const windowName of ["24h", "7d", "30d"] as const) {
      const report = reportFor({ windowName });
      const model = timelineModel(timelineInputOf(report, "UTC"));
      expect(model.sessions).toBe(report.totals.sessions);
      expect(model.connectedMs).toBeCloseTo(report.totals.connectedMs, 0);
      expect(model.packets.totalUp).toBe(report.totals.packetsUp.packets);
      expect(model.packets.totalDown).toBe(report.totals.packetsDown.packets);
      for (const gap of model.gaps.wide) expect(report.timeline.gaps).toContainEqual(gap);
      expect(model.unknown).toEqual([]);
    }
  });

  it("knows of an open session whose last update lies before the window", () => {
    const open = session({
      start: storyNow - 3 * dayMs,
      end: null,
      lastUpdated: storyNow - 2 * dayMs,
    });
    const report = reportFor({ sessions: [open], windowName: "24h" });
    const model = timelineModel(timelineInputOf(report, "UTC"));
    expect(model.heardAt).toBe(storyNow - 2 * dayMs);
    expect(model.uncertain).toMatchObject(report.timeline.unconfirmed ?? {});
    expect(model.uncertain).toMatchObject({ from: storyNow - dayMs, to: storyNow });
    expect(model.gaps.count).toBe(0);
    expect(report.timeline.gaps).toEqual([]);
  });

  it.each([
    ["冷藏车 7", "reefer-7", "reefer-7"],
    ["truck 🚚 7", "reefer-7", "reefer-7"],
    ["ตู้เย็น 7", "冷藏车-7", "SIM …00013"],
    ["Kühlwagen 7", "reefer-7", "Kühlwagen 7"],
    ["شاحنة 7", "reefer-7", "شاحنة 7"],
    ["Mga\u0301 3", "x", "Mga\u0301 3"],
  ])(
    "draws the name %s whole, or another one, and tells it in words",
    (friendlyName, uniqueName, drawn) => {
      const report = reportFor({});
      const sim = { ...report.sim, friendlyName, uniqueName, iccid: "8988228066600000013" };
      for (const [account, place] of [
        [null, ""],
        ["emea", " · account emea"],
      ] as const) {
        const model = timelineModel(timelineInputOf({ ...report, sim, account }, "UTC"));
        expect(model).toMatchObject({
          label: `${friendlyName}${place}`,
          drawnLabel: `${drawn}${place}`,
        });
        expect(timelineAltText(model)).toContain(`${friendlyName}${place}, `);
      }
    },
  );

  it("claims no gap for what has been purged since the question", () => {
    const report = reportFor({ sessions: [], windowName: "30d", readAt: storyNow + 3 * dayMs });
    const model = timelineModel(timelineInputOf(report, "UTC"));
    const purged = storyNow - 27 * dayMs;
    expect(model.unknown).toEqual([{ from: storyNow - 30 * dayMs, to: purged }]);
    expect(model.gaps).toMatchObject({ count: 0, last: null, wide: [] });
    expect(
      timelineModel(timelineInputOf(reportFor({ readAt: storyNow + hourMs / 10 }), "UTC")).unknown,
    ).toEqual([]);
  });
});
