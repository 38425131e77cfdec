import { afterEach, describe, expect, it } from "vitest";
import {
  dateWords,
  knownZone,
  ticksOf,
  timeWords,
  yearOf,
} from "../../../src/chart/model/ticks.ts";
import { hourMs } from "../../../src/core/instant.ts";
import { windowAt } from "../../../src/core/window.ts";
import { instantWordsUtc } from "../../../src/core/words.ts";

const plotPx = 553;
const shown = (name: "24h" | "7d" | "30d", to: number, zone: string) => {
  const { from } = windowAt(name, to);
  return ticksOf(from, to, plotPx, zone).map(
    ({ at, text }) => `${new Date(at).toISOString().slice(5, 16)}Z ${text}`,
  );
};

describe("ticks", () => {
  it("stand every six hours in a day, with the date at midnight", () => {
    expect(
      shown("24h", Date.UTC(2026, 10, 23, 5, 20), "UTC").map((tick) => tick.slice(13)),
    ).toEqual(["06:00", "12:00", "18:00", "23 Nov"]);
  });

  it("stand at local midnight on both sides of a clock change, each with its own offset", () => {
    expect(shown("7d", Date.UTC(2026, 10, 4, 12), "America/New_York")).toEqual([
      "10-29T04:00Z 29 Oct",
      "10-30T04:00Z 30 Oct",
      "10-31T04:00Z 31 Oct",
      "11-01T04:00Z 1 Nov",
      "11-02T05:00Z 2 Nov",
      "11-03T05:00Z 3 Nov",
      "11-04T05:00Z 4 Nov",
    ]);
  });

  it.each([
    {
      change: "spring: 02:00 to 03:00 does not exist",
      to: Date.UTC(2026, 2, 29, 10),
      ticks: ["28 12:00", "28 18:00", "29 Mar", "29 06:00", "29 12:00"],
    },
    {
      change: "autumn: 02:00 to 03:00 exists twice",
      to: Date.UTC(2026, 9, 25, 10),
      ticks: ["24 12:00", "24 18:00", "25 Oct", "25 06:00"],
    },
  ])("follow the Berlin clock through $change", ({ to, ticks }) => {
    const { from } = windowAt("24h", to);
    const found = ticksOf(from, to, plotPx, "Europe/Berlin");
    const local = new Intl.DateTimeFormat("en-GB", {
      timeZone: "Europe/Berlin",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
    });
    expect(
      found.map(({ text, at }) =>
        text.includes(":") ? `${local.format(at).split(",")[0]} ${text}` : text,
      ),
    ).toEqual(ticks);
    for (const { at, text } of found.filter((tick) => tick.text.includes(":"))) {
      expect(local.format(at)).toContain(text);
    }
  });

  it("never stand nearer than their labels need, in any window", () => {
    for (const name of ["24h", "7d", "30d"] as const) {
      const { from, to } = windowAt(name, Date.UTC(2026, 2, 30));
      const ticks = ticksOf(from, to, plotPx, "Europe/Berlin");
      for (const [index, { at }] of ticks.entries()) {
        const next = ticks[index + 1]?.at ?? Number.POSITIVE_INFINITY;
        // The day of 23 hours is a little narrower.
        expect(((next - at) / (to - from)) * plotPx).toBeGreaterThan(
          name === "24h" ? 108 : 76 * (23 / 24),
        );
      }
      expect(ticks.length).toBeGreaterThan(3);
    }
  });

  it("work in zones of odd offsets, and in UTC when the zone is unknown", () => {
    const [tick] = ticksOf(...span(), plotPx, "Asia/Kathmandu");
    expect(((tick?.at ?? 0) / hourMs) % 1).toBeCloseTo(0.25, 9);
    expect(knownZone("Nowhere/Land")).toBe("UTC");
    expect(knownZone("")).toBe("UTC");
    expect(knownZone("Asia/Kathmandu")).toBe("Asia/Kathmandu");
  });
});

describe("the zone of the process", () => {
  const own = process.env["TZ"];
  afterEach(() => {
    if (own === undefined) delete process.env["TZ"];
    else process.env["TZ"] = own;
  });

  /** Around the changes of 2026 in each reader's zone, and on an ordinary day. */
  const told = () =>
    [
      "America/Santiago",
      "Australia/Sydney",
      "Europe/Berlin",
      "Australia/Lord_Howe",
      "Africa/Cairo",
    ].flatMap((zone) =>
      [
        [3, 4],
        [3, 5],
        [3, 6],
        [8, 5],
        [8, 6],
        [9, 3],
        [9, 4],
        [2, 29],
        [9, 25],
        [3, 24],
        [5, 1],
      ]
        .flatMap(([month = 0, day = 0]) =>
          [0, 3, 9, 15, 21].map((hour) => Date.UTC(2026, month, day, hour, 20)),
        )
        .map((to) => [
          ...(["24h", "7d", "30d"] as const).map((name) => shown(name, to, zone)),
          `${dateWords(to, zone)} ${timeWords(to, zone)} ${yearOf(to, zone)}`,
        ]),
    );

  it.each(["Australia/Sydney", "America/Santiago", "Pacific/Apia", "America/St_Johns"])(
    "%s changes no tick",
    (zone) => {
      process.env["TZ"] = "UTC";
      const inUtc = told();
      process.env["TZ"] = zone;
      expect(new Date(Date.UTC(2026, 0, 1)).getTimezoneOffset()).not.toBe(0);
      expect(told()).toEqual(inUtc);
    },
  );

  it("leaves the first hour of a repeated midnight and the label of the day alone", () => {
    process.env["TZ"] = "Australia/Sydney";
    // Santiago puts its clocks back from 24:00 to 23:00.
    const ticks = shown("24h", Date.UTC(2026, 3, 5, 12), "America/Santiago");
    expect(ticks).toContain("04-05T04:00Z 5 Apr");
    for (const tick of ticks.filter((one) => /[A-Z][a-z]{2}$/.test(one))) {
      expect(tick).toMatch(/^04-05T04:00Z/);
    }
  });
});

function span(): [number, number] {
  const { from, to } = windowAt("24h", Date.UTC(2026, 5, 1));
  return [from, to];
}

describe("dates in a picture", () => {
  it.each(Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 7, 12)))(
    "name the month of %d as the message beside it does",
    (at) => expect(`${dateWords(at, "UTC")} 12:00 UTC`).toBe(instantWordsUtc(at)),
  );
});
