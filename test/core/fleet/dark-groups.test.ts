import { describe, expect, it } from "vitest";
import { type DarkSim, darkGroups } from "../../../src/core/fleet/dark-groups.ts";
import type { SimFacts } from "../../../src/core/fleet/sim-facts.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import { simFacts, simSid } from "../../support/fleet/sim-facts.ts";
import { ago, asOf, telcel } from "../../support/sessions.ts";

let number = 0;
/** Silent since so many minutes ago; reports every 15 min. */
function silent(minutes: number, over: Partial<SimFacts> = {}, isQuiet = false): DarkSim {
  number += 1;
  const lastSign = ago(minutes * minuteMs);
  return { facts: { ...simFacts({ sid: simSid(number), ...over }), lastSign }, isQuiet };
}

const every = (usualGapMs: number) => ({
  rhythm: {
    kind: "timed" as const,
    ...{ usualGapMs, mostGapsBelowMs: usualGapMs, quietHours: 0 },
  },
});
const inCell = (cell: string) => ({ cell });
const onTelcel = { operator: telcel, country: "MEX" };

/** The groups with their SIMs' minutes of silence. */
const grouped = (rows: readonly DarkSim[]) =>
  darkGroups(rows).map((group) => [
    group.kind === "together" ? (group.cell ?? group.operator) : group.kind,
    group.rows.map(({ facts }) => (asOf - facts.lastSign) / minuteMs),
  ]);

describe("silent SIMs in groups", () => {
  it("nobody is silent: none", () => {
    expect(darkGroups([])).toEqual([]);
  });

  it.each<[string, DarkSim[], unknown]>([
    [
      "three of an operator, in cells of their own, within the time in which each may have stopped",
      [silent(60, inCell("a")), silent(72, inCell("b")), silent(80, inCell("c"))],
      [["T-Mobile", [60, 72, 80]]],
    ],
    ["but not two", [silent(60, inCell("a")), silent(70, inCell("b"))], [["others", [60, 70]]]],
    [
      "nor where one had to be heard before the other stopped",
      [silent(60, inCell("a")), silent(70, inCell("b")), silent(83, inCell("c"))],
      [["others", [60, 70, 83]]],
    ],
    [
      "two of a cell",
      [silent(60), silent(75), silent(300)],
      [
        ["310-260-40482-1243", [60, 75]],
        ["others", [300]],
      ],
    ],
    [
      "two operators are not one",
      [silent(60, inCell("a")), silent(61, inCell("b")), silent(62, onTelcel)],
      [["others", [60, 61, 62]]],
    ],
    [
      "an unknown operator is like none",
      [1, 2, 3].map((minute) => silent(minute, { operator: null })),
      [["others", [1, 2, 3]]],
    ],
    [
      "those that report daily stopped at no moment that could be shared",
      [100, 400, 900].map((minutes, index) =>
        silent(minutes, { ...every(dayMs), cell: `${index}` }),
      ),
      [["others", [100, 400, 900]]],
    ],
    [
      "hourly ones within an hour",
      [100, 120, 150].map((minutes, index) =>
        silent(minutes, { ...every(hourMs), cell: `${index}` }),
      ),
      [["T-Mobile", [100, 120, 150]]],
    ],
    [
      "two outages of one operator are two groups, the larger first",
      [60, 61, 62, 600, 601, 602, 603].map((minutes) => silent(minutes, inCell(`${minutes}`))),
      [
        ["T-Mobile", [600, 601, 602, 603]],
        ["T-Mobile", [60, 61, 62]],
      ],
    ],
    [
      "what is quiet, or not active, stands apart, whatever else it shares",
      [
        silent(60),
        silent(61, {}, true),
        silent(62, { simState: "suspended" }),
        silent(63, { simState: "suspended" }, true),
        silent(64),
      ],
      [
        ["310-260-40482-1243", [60, 64]],
        ["not_active", [62]],
        ["quiet", [61, 63]],
      ],
    ],
  ])("%s", (_, rows, expected) => {
    expect(grouped(rows)).toEqual(expected);
  });

  it("tells when the first and the last of them were heard", () => {
    const [group] = darkGroups([silent(60), silent(64), silent(62)]);
    expect(group).toMatchObject({
      ...{ kind: "together", operator: "T-Mobile", cell: "310-260-40482-1243" },
      ...{ from: ago(64 * minuteMs), to: ago(60 * minuteMs) },
    });
  });

  it.each([
    ["in many cells", (index: number) => `${index % 2_000}`],
    ["each in a cell of its own", (index: number) => `${index}`],
  ])("40,000 silent ones of one operator, %s, each once and in a moment", (_, cellOf) => {
    const rows = Array.from({ length: 40_000 }, (_, index) =>
      silent(60 + (index % 16_000), { cell: cellOf(index) }),
    );
    const startedMs = process.cpuUsage().user / 1_000;
    const groups = darkGroups(rows);
    const tookMs = process.cpuUsage().user / 1_000 - startedMs;
    expect(groups.reduce((sum, group) => sum + group.rows.length, 0)).toBe(40_000);
    expect(tookMs).toBeLessThan(1_500);
  });
});
