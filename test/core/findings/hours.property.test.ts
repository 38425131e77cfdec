import { describe, expect, it } from "vitest";
import { hourMs } from "../../../src/core/instant.ts";
import { reportOf } from "../../../src/core/report.ts";
import type { DataSession } from "../../../src/core/session.ts";
import { historiesOf, type LabelledHistory } from "../../support/histories/all.ts";
import { readOf } from "../../support/sessions.ts";

/** Three days, each hour; by default every seventh, which meets other hours each day. */
const everyHours = process.env["SIMSCOPE_LONG_RUNS"] === undefined ? 7 : 1;
const asked = Array.from(
  { length: Math.floor(72 / everyHours) + 1 },
  (_, index) => 72 - index * everyHours,
);

interface Answer {
  readonly hoursAgo: number;
  readonly verdict: string;
  /** What had been recorded by then. */
  readonly records: string;
}

/** The answers that the SIM would have got, oldest first: as the records stood at each hour. */
function answersOf({ input }: LabelledHistory): Answer[] {
  const { sim, sessions, window, asOf } = input;
  return asked.map((hoursAgo) => {
    const at = asOf - hoursAgo * hourMs;
    const read = readOf(sessions, { startedAt: asOf, finishedAt: asOf });
    const report = reportOf({ sim, read, windowName: window.name, asOf: at });
    const { kind, severity } = report.triage.verdict;
    const begun = sessions.filter((one) => one.start !== null && one.start <= at);
    return {
      hoursAgo,
      verdict: `${severity} ${kind ?? ""}`,
      records: `${begun.length} ${Math.max(0, ...begun.map((one) => Math.min(at, endOf(one))))}`,
    };
  });
}

function endOf({ start, end, lastUpdated }: DataSession): number {
  return Math.max(start ?? 0, end ?? 0, lastUpdated ?? 0);
}

/** Those with a lot of records are left to the long run. */
const isSmall = ({ input }: LabelledHistory) => everyHours === 1 || input.sessions.length < 1_500;
const histories = historiesOf(51).filter((one) => one.input.unknowns === undefined && isSmall(one));

/** What happened to these within the three days is true of the records then. */
const didChange = ["healthy: told to report less often", "healthy: put to use yesterday"];

describe("one SIM, asked each hour for three days", () => {
  it("is normal each time when it is healthy", () => {
    const healthy = histories.filter(
      ({ strength, name }) => strength === "healthy" && !didChange.includes(name),
    );
    expect(healthy.length).toBeGreaterThan(20);
    const odd = healthy.flatMap((history) =>
      answersOf(history)
        // A newest record that contradicts itself is no sign of health, and none of a fault.
        .filter(({ verdict }) => !/^(normal|unknown)/.test(verdict))
        .map(({ hoursAgo, verdict }) => `${history.name}, ${hoursAgo} h before: ${verdict}`),
    );
    expect(odd).toEqual([]);
  });

  it("never goes back and forth while nothing new is recorded", () => {
    const others = histories.filter(({ strength }) => strength === "strong" || strength === "mild");
    const flickers = others.flatMap((history) => {
      const seen = new Map<string, string[]>();
      for (const { records, verdict } of answersOf(history)) {
        const verdicts = seen.get(records) ?? [];
        if (verdicts.at(-1) !== verdict) seen.set(records, [...verdicts, verdict]);
      }
      return [...seen.values()]
        .filter((verdicts) => new Set(verdicts).size < verdicts.length)
        .map((verdicts) => `${history.name}: ${verdicts.join(", ")}`);
    });
    expect(flickers).toEqual([]);
  });
});
