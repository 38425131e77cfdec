import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { createSharedReports } from "../../src/questions/shared-reports.ts";
import { asOf, readOf, session, sim } from "../support/sessions.ts";

it("all who ask the same of one read get the same report, one in a turn of the event loop", async () => {
  const shared = createSharedReports();
  const read = readOf([session()]);
  const input = { sim: sim(), read, windowName: "7d", asOf } as const;
  const made: unknown[] = [];
  for (const over of [{}, {}, {}, { windowName: "30d" } as const, { asOf: asOf - 1 }])
    void shared({ ...input, ...over }).then((report) => made.push(report));
  const counts: number[] = [];
  for (let turn = 0; turn < 8; turn += 1) {
    await setImmediate();
    counts.push(made.length);
  }
  // Turn by turn, so that whatever else came meanwhile is heard in between.
  expect(Math.max(...counts.map((count, at) => count - (counts[at - 1] ?? 1)))).toBe(1);
  expect(made).toHaveLength(5);
  expect(made[1]).toBe(made[0]);
  expect(made[2]).toBe(made[0]);
  expect(new Set(made).size).toBe(3);
  expect(await shared({ ...input, read: readOf([session()]) })).not.toBe(made[0]);
});
