import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { hourMs } from "../../src/core/instant.ts";
import type { SimReport } from "../../src/core/report.ts";
import { createSharedReports } from "../../src/questions/shared-reports.ts";
import { ago, asOf, readOf, session, sim } from "../support/sessions.ts";

it.each([
  { sessions: 1, turns: 8 },
  // So many that each report is made in several turns, in which others may ask for it.
  { sessions: 2_500, turns: 40 },
])(
  "all who ask the same of one read of $sessions get the same report, one in a turn of the event loop",
  async ({ sessions, turns }) => {
    const shared = createSharedReports();
    const read = readOf(
      Array.from({ length: sessions }, (_, index) => session({ start: ago(2 * hourMs + index) })),
    );
    const input = { sim: sim(), read, windowName: "7d", asOf } as const;
    const made: SimReport[] = [];
    for (const over of [{}, {}, {}, { windowName: "30d" } as const, { asOf: asOf - 1 }])
      void shared({ ...input, ...over }).then((report) => made.push(report));
    const counts: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      await setImmediate();
      counts.push(made.length);
    }
    // Turn by turn, so that whatever else came meanwhile is heard in between.
    expect(Math.max(...counts.map((count, at) => count - (counts[at - 1] ?? 1)))).toBe(1);
    expect(made).toHaveLength(5);
    const same = made.filter((report) => report.asOf === asOf && report.window.name === "7d");
    expect([same.length, new Set(same).size, new Set(made).size]).toEqual([3, 1, 3]);
    expect(await shared({ ...input, read: readOf([session()]) })).not.toBe(made[0]);
  },
);
