import { describe, expect, it } from "vitest";
import { factsOf } from "../../../src/core/findings/facts.ts";
import { overdue } from "../../../src/core/findings/rules/overdue.ts";
import { silenceOf } from "../../../src/core/findings/silence.ts";
import { withheldReason } from "../../../src/core/findings/unknowns-in-the-way.ts";
import { heardSince } from "../../../src/core/fleet/heard-lately.ts";
import { quietHoursOf } from "../../../src/core/fleet/quiet-hours.ts";
import {
  fleetOperatorKey,
  isDark,
  missedAt,
  simFactsFrom,
  simFactsOf,
} from "../../../src/core/fleet/sim-facts.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import { lastKnownOf } from "../../../src/core/last-known.ts";
import { emptyOperatorBook } from "../../../src/core/operator-book.ts";
import { historiesOf } from "../../support/histories/all.ts";
import { ago, asOf, readOf, session, sim, telcel, tMobile } from "../../support/sessions.ts";

const histories = [11, 12, 13].flatMap((seed) => historiesOf(seed));
const nothingKnown = lastKnownOf([], emptyOperatorBook);

describe("what is remembered of a SIM", () => {
  it("says of the moment of the read what the rule says", () => {
    const judged = histories.map(({ name, seed, input }) => {
      const facts = factsOf(input);
      const result = overdue.judge(facts);
      const isFound =
        result.kind === "found" && withheldReason(overdue.nature, result, facts) === null;
      return {
        name,
        seed,
        isFound,
        isDark: isDark(simFactsFrom(facts, null, nothingKnown), input.asOf),
      };
    });
    expect(judged.filter((one) => one.isFound !== one.isDark)).toEqual([]);
    expect(judged.filter((one) => one.isFound).length).toBeGreaterThan(20);
  });

  it("says of every later moment what the silence by then would be called", () => {
    const laters = [0, 10, 45, 100, 300, 700, 1_500, 3_000, 9_000].map((min) => min * minuteMs);
    for (const { name, input } of histories) {
      const facts = factsOf(input);
      const { contacts, rhythm, thresholds, lastSeen, open, patience } = facts;
      if (open !== null || patience === null || lastSeen !== patience.last) continue;
      const kept = simFactsFrom({ ...facts, unknowns: noUnknowns(facts) }, null, nothingKnown);
      const heardMs = input.asOf - heardSince(kept, input.asOf, thresholds);
      expect(isDark(kept, patience.last + heardMs), `${name}, heard lately`).toBe(false);
      for (const later of laters) {
        const at = input.asOf + later;
        const silence = silenceOf(contacts, rhythm, at, thresholds);
        expect(isDark(kept, at), `${name}, ${later / minuteMs} min later`).toBe(
          silence.kind === "overdue",
        );
        if (silence.kind === "overdue") expect(missedAt(kept, at), name).toBe(silence.missed);
      }
    }
  });

  it("holds where it was last known, and neither name nor card nor device", () => {
    const read = readOf([session(), session({ start: ago(9 * hourMs), operator: telcel })]);
    const facts = simFactsOf({ sim: sim(), account: "fleet-eu", read });
    expect(facts).toEqual({
      account: "fleet-eu",
      sid: sim().sid,
      simState: "active",
      readAt: asOf,
      lastSign: ago(hourMs),
      rhythm: null,
      overdueAfter: null,
      expectedAt: null,
      operator: tMobile,
      country: "USA",
      cell: "310-260-40482-1243",
      radioLink: "LTE",
    });
  });

  it("of a SIM that was never heard says no more than that", () => {
    const facts = simFactsOf({ sim: sim(), account: null, read: readOf([]) });
    expect(facts).toMatchObject({ lastSign: null, rhythm: null, operator: null, cell: null });
    expect(isDark(facts, asOf + dayMs)).toBe(false);
    expect(missedAt(facts, asOf)).toBeNull();
  });
});

describe("the hours in which a SIM is not heard", () => {
  const day = (number: number, from: number, to: number) => ({
    from: asOf - (asOf % dayMs) - number * dayMs + from * hourMs,
    to: asOf - (asOf % dayMs) - number * dayMs + to * hourMs,
  });
  const workingDays = [9, 8, 7, 6, 5, 4, 3, 2, 1].map((number) => day(number, 8.2, 17.9));

  it("are those of all seven days", () => {
    const heard = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour <= 17 ? 0 : 1));
    const quiet = quietHoursOf(workingDays);
    expect(Array.from({ length: 24 }, (_, hour) => (quiet >> hour) & 1)).toEqual(heard);
  });

  it.each([
    ["never heard", []],
    ["known for a day", workingDays.slice(-1)],
    ["always connected", [day(20, 0, 24 * 20)]],
  ])("are none where it was %s", (_, contacts) => {
    expect(quietHoursOf(contacts)).toBe(0);
  });
});

describe("operators of a fleet", () => {
  it.each([
    [{ ...tMobile, name: "T-MOBILE", mnc: "160" }, "tmobile USA"],
    [tMobile, "tmobile USA"],
    [{ ...tMobile, country: "MEX" }, "tmobile MEX"],
    [{ ...tMobile, name: null }, "310-260"],
    [{ ...tMobile, country: null }, "tmobile 310"],
    [{ mcc: null, mnc: "260", country: "USA", name: null }, null],
    [null, null],
  ])("are one by name and country, else by code: %j", (operator, key) => {
    expect(fleetOperatorKey(operator)).toBe(key);
  });
});

/** What the records themselves lack is judged by `silenceOf` alone here. */
function noUnknowns({ unknowns }: ReturnType<typeof factsOf>) {
  return { ...unknowns, hidden: [] };
}
