import { describe, expect, it } from "vitest";
import type { ChangeAspect } from "../../../src/core/findings/change.ts";
import type { FindingInput } from "../../../src/core/findings/facts.ts";
import { triage } from "../../../src/core/findings/triage.ts";
import type { WhatChanged } from "../../../src/core/findings/what-changed.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import type { DataSession } from "../../../src/core/session.ts";
import { windowAt, windowNames } from "../../../src/core/window.ts";
import { plainText } from "../../../src/core/words.ts";
import { asOf, inputOf, session, steady } from "../../support/core/findings/cases.ts";
import { historiesOf } from "../../support/histories/all.ts";
import { operators, placeAt } from "../../support/histories/records.ts";

const whatChanged = (input: FindingInput) => triage(input).changed;

/** The same in every window; but beside "normal" nothing is told as changed. */
function expectAsOf(changed: WhatChanged | null, input: FindingInput, what: string): void {
  const { verdict, changed: told } = triage(input);
  expect(told, what).toEqual(verdict.severity === "normal" ? null : changed);
}

function changesOf(sessions: readonly DataSession[]): string[] {
  const changed = whatChanged(inputOf(sessions));
  return (changed?.changes ?? []).map(
    ({ aspect, before, now }) => `${aspect}: ${plainText(before)} → ${plainText(now)}`,
  );
}

describe("what changed", () => {
  it("is nothing for a SIM that goes on as before", () => {
    expect(whatChanged(inputOf(steady(hourMs, 100, hourMs)))).toBeNull();
  });

  it("is nothing when too little is known to compare", () => {
    expect(whatChanged(inputOf([]))).toBeNull();
    expect(whatChanged(inputOf(steady(hourMs, 4, hourMs)))).toBeNull();
  });

  it("lists everything that came with a journey", () => {
    const { operator, cellId, tower } = placeAt(operators.telcel, 300, 9);
    const abroad = { operator, cellId, tower, radioLink: "3G", imei: "867234040201181" };
    const sessions = steady(hourMs, 100, hourMs, (ago) => (ago < dayMs ? abroad : {}));
    expect(changesOf(sessions)).toEqual([
      "device: …5127 → …1181",
      "country: USA → MEX",
      "operator: T-Mobile → Telcel",
      "radio_link: LTE → 3G",
      "cell: 310-260-40482-1243 → 334-020-40482-9",
    ]);
  });

  it("compares numbers by factors, not by noise", () => {
    const longer = (ago: number) =>
      ago < dayMs
        ? { packetsUp: 900, packetsDown: 800, end: asOf - ago + 30 * minuteMs, lastUpdated: null }
        : {};
    const sessions = [
      ...steady(4 * hourMs, 15, hourMs, longer),
      ...steady(hourMs, 100, 58 * hourMs),
    ];
    expect(changesOf(sessions)).toEqual([
      "rhythm: about every 1 h → about every 4 h",
      "session_length: 2 min → 30 min",
      "packets: 190 packets a session → 1.7k packets a session",
    ]);
  });

  it("shows what came before a silence", () => {
    const sessions = steady(15 * minuteMs, 300, 9 * hourMs, (ago) =>
      ago < 10 * hourMs ? { radioLink: "2G" } : {},
    );
    expect(changesOf(sessions)).toEqual([
      "radio_link: LTE → 2G",
      "rhythm: about every 15 min → silent for 8 h 58 min",
    ]);
  });

  it("names the two periods", () => {
    const sessions = steady(hourMs, 300, hourMs, (ago) => (ago < dayMs ? { radioLink: "3G" } : {}));
    expect(whatChanged(inputOf(sessions))).toMatchObject({
      good: { from: asOf - 23 * hourMs - 7 * dayMs, to: asOf - dayMs + 2 * minuteMs },
      now: { from: asOf - 23 * hourMs, to: asOf },
    });
  });

  it("does not take empty sessions for the good period", () => {
    const empty = { packetsUp: 0, packetsDown: 0 };
    expect(whatChanged(inputOf(steady(hourMs, 100, hourMs, () => empty)))).toBeNull();
  });

  it("tells two cells close together from a move", () => {
    const { cellId, tower } = placeAt(operators.tMobile, 2, 9);
    const sessions = steady(hourMs, 100, hourMs, (ago) => (ago < dayMs ? { cellId, tower } : {}));
    expect(changesOf(sessions)).toEqual([]);
  });

  it("stays silent about healthy SIMs, but for those that did change", () => {
    const changed = [41, 42, 43]
      .flatMap((seed) => historiesOf(seed))
      .filter(({ strength, input }) => strength === "healthy" && triage(input).changed !== null)
      .map(({ name }) => name);
    expect(changed.filter((name) => !didChange.includes(name))).toEqual([]);
  });
});

const didChange = ["healthy: told to report less often", "a better radio link than before"];

describe("what changed, in windows of any length", () => {
  const { operator, cellId, tower } = placeAt(operators.telcel, 300, 9);
  const onTelcel = { operator, cellId, tower };
  const flipping = (ago: number) => (Math.floor(ago / hourMs) % 2 === 0 ? onTelcel : {});
  const allEmpty = { packetsUp: 0, packetsDown: 0 };
  const loop = (fromMs: number, toMs: number) =>
    steady(2 * minuteMs, (fromMs - toMs) / 120_000, toMs);

  const cases: Record<string, [DataSession[], ChangeAspect[]]> = {
    "another operator since 20 days": [
      steady(hourMs, 700, hourMs, (ago) => (ago < 20 * dayMs ? onTelcel : {})),
      ["country", "operator", "cell"],
    ],
    "another device since 20 days, another operator since yesterday": [
      steady(hourMs, 700, hourMs, (ago) => ({
        ...(ago < 20 * dayMs ? { imei: "867234040201181" } : {}),
        ...(ago < 30 * hourMs ? onTelcel : {}),
      })),
      ["country", "operator", "cell"],
    ],
    "no packets since 3 days": [
      steady(hourMs, 700, hourMs, (ago) => (ago < 3 * dayMs ? allEmpty : {})),
      ["packets"],
    ],
    "no packets some time ago, on another operator since 3 days": [
      steady(hourMs, 700, hourMs, (ago) => ({
        ...(ago > 5 * dayMs && ago < 24 * dayMs ? allEmpty : {}),
        ...(ago < 3 * dayMs ? onTelcel : {}),
      })),
      ["country", "operator", "cell"],
    ],
    "back and forth for two days, and worse three weeks ago": [
      steady(hourMs, 700, hourMs, (ago) => {
        if (ago > 20 * dayMs && ago < 21 * dayMs) return flipping(ago);
        return ago < 2 * dayMs ? { ...flipping(ago / 3), radioLink: "3G" } : {};
      }),
      ["radio_link"],
    ],
    "connecting without pause since 30 hours": [
      [...loop(30 * hourMs, 2 * minuteMs), ...steady(4 * hourMs, 150, 30 * hourMs)],
      ["rhythm"],
    ],
    "silent since two days, after a regular week and odd times before": [
      [
        ...steady(hourMs, 150, 2 * dayMs),
        ...Array.from({ length: 160 }, (_, index) =>
          session(9 * dayMs + (index % 40) ** 3 * 17_000 * (1 + index / 40)),
        ),
      ],
      ["rhythm"],
    ],
  };

  it.each(Object.entries(cases))("is the same: %s", (_, [sessions, aspects]) => {
    const month = whatChanged(inputOf(sessions, { windowName: "30d" }));
    expect(month?.changes.map(({ aspect }) => aspect)).toEqual(aspects);
    for (const windowName of windowNames)
      expectAsOf(month, inputOf(sessions, { windowName }), windowName);
  });

  it("is the same for every known history", () => {
    for (const { name, input } of historiesOf(44)) {
      const inWindow = (windowName: (typeof windowNames)[number]): FindingInput => ({
        ...input,
        window: windowAt(windowName, input.asOf),
      });
      const told = windowNames.map((windowName) => whatChanged(inWindow(windowName)));
      const some = told.find((one) => one !== null) ?? null;
      for (const windowName of windowNames) expectAsOf(some, inWindow(windowName), name);
    }
  });
});

describe("a single odd session", () => {
  it("changes nothing", () => {
    const odd = session(3 * hourMs, { radioLink: "2G", packetsUp: 9_000 });
    expect(changesOf([...steady(hourMs, 100, hourMs), odd])).toEqual([]);
  });
});
