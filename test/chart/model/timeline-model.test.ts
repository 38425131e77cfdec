import { describe, expect, it } from "vitest";
import { timelineModel, timelineModelInTurns } from "../../../src/chart/model/build-model.ts";
import type { Silences } from "../../../src/core/findings/silences.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import type { DataSession, Operator } from "../../../src/core/session.ts";
import { windowAt } from "../../../src/core/window.ts";
import { inputOf } from "../../support/chart/pictures.ts";
import { atAndT, session, telcel, tMobile, verizon } from "../../support/chart/sessions.ts";
import { evenSessions, storyNow as now, storySessions } from "../../support/chart/story.ts";

const modelOf = (sessions: DataSession[], fields = {}) =>
  timelineModel(inputOf({ sessions, ...fields }));
const unnamed: Operator = { name: null, mcc: null, mnc: null, country: null };
const hours = (from: number, to: number, fields: Partial<DataSession> = {}) =>
  session({ start: now - from * hourMs, end: now - to * hourMs, ...fields });

describe("lanes", () => {
  it("stand in order of connected time, overlapping sessions counted once", () => {
    const { lanes } = modelOf([
      hours(3, 1, { operator: atAndT }),
      hours(9, 6),
      hours(9, 6),
      hours(20, 10, { operator: telcel }),
    ]);
    expect(lanes.map(({ name, place }) => `${name} ${place}`)).toEqual([
      "Telcel MEX",
      "T-Mobile USA",
      "AT&T USA",
    ]);
    expect(lanes[1]?.share).toBeCloseTo(3 / 24, 9);
  });

  it("gather all beyond four in one, when there are more than five", () => {
    const networks = Array.from({ length: 8 }, (_, index) =>
      hours(20 - index, 19 - index + index / 20, {
        operator: { name: `Net ${index}`, country: "FRA", mcc: "208", mnc: `0${index}` },
      }),
    );
    expect(modelOf(networks.slice(0, 5)).lanes).toHaveLength(5);
    const { lanes, changes } = modelOf(networks);
    expect(lanes.map(({ name }) => name)).toEqual([
      "Net 0",
      "Net 1",
      "Net 2",
      "Net 3",
      "Other (4)",
    ]);
    expect(lanes[4]?.operators).toBe(4);
    expect(changes.count).toBe(7);
  });

  it("are shared by two networks of one name in one country", () => {
    const { lanes, changes } = modelOf([
      hours(9, 6),
      hours(5, 4, { operator: { ...tMobile, mnc: "240" } }),
      hours(3, 2, { operator: { ...tMobile, mcc: null, mnc: null, name: "T-MOBILE" } }),
    ]);
    expect(lanes.map(({ name, place }) => `${name} ${place}`)).toEqual(["T-Mobile USA"]);
    expect(changes.count).toBe(0);
  });

  it("tell two operators of one name apart by country and code", () => {
    const german = { ...tMobile, mcc: "262", mnc: "01", country: "DEU" };
    const { lanes } = modelOf([hours(9, 6), hours(5, 4, { operator: german })]);
    expect(lanes.map(({ name, place }) => `${name} ${place}`)).toEqual([
      "T-Mobile USA 310-260",
      "T-Mobile DEU 262-01",
    ]);
  });

  it("show the code of a name that the fonts cannot draw", () => {
    const chinese = { name: "中国移动", country: "CHN", mcc: "460", mnc: "00" };
    const georgian = { name: "მაგთიკომი", country: "GEO", mcc: "282", mnc: "02" };
    const { lanes } = modelOf([
      hours(9, 6, { operator: chinese }),
      hours(5, 4, { operator: georgian }),
    ]);
    expect(lanes.map(({ name }) => name)).toEqual(["中国移动", "მაგთიკომი"]);
    expect(lanes.map(({ drawnName }) => drawnName)).toEqual(["460-00", "მაგთიკომი"]);
    const nameless = modelOf([hours(9, 6, { operator: { ...chinese, mcc: null } })]).lanes[0];
    expect(nameless).toMatchObject({ name: "中国移动", drawnName: "See text" });
  });
});

describe("sessions without packets", () => {
  it("are silent only when both counts are known to be 0", () => {
    const { bars, silentSessions } = modelOf([
      hours(3, 1, { packetsUp: 0, packetsDown: null }),
      hours(9, 6, { packetsUp: 0, packetsDown: 0 }),
      hours(15, 12, { packetsUp: null, packetsDown: null }),
    ]);
    expect(bars.map(({ silent }) => silent)).toEqual([false, true, false]);
    expect(silentSessions).toBe(1);
  });

  it("are not silent while they are open and young", () => {
    const open = (minutes: number) =>
      session({
        start: now - minutes * minuteMs,
        end: null,
        lastUpdated: now,
        packetsUp: 0,
        packetsDown: 0,
      });
    expect(modelOf([open(14)]).silentSessions).toBe(0);
    expect(modelOf([open(16)]).silentSessions).toBe(1);
  });
});

describe("open sessions", () => {
  const open = (from: number, seen: number) =>
    session({ start: now - from * hourMs, end: null, lastUpdated: now - seen * hourMs });

  it("are solid to their last update; only the newest goes on, uncertain, to now", () => {
    const model = modelOf([open(6, 4), open(20, 15)]);
    expect(model.bars.map(({ from, to }) => [now - from, now - to])).toEqual([
      [20 * hourMs, 15 * hourMs],
      [6 * hourMs, 4 * hourMs],
    ]);
    expect(model.uncertain).toMatchObject({ from: now - 4 * hourMs, to: now });
    expect(model.connectedMs).toBe(7 * hourMs);
    expect(model.heardAt).toBe(now - 4 * hourMs);
    expect(model.silence).toEqual({ from: now - 4 * hourMs, unusual: true });
    // Before the first, and between the stale one and the newest: none of it after the last update.
    expect(model.gaps.wide.map(({ to }) => now - to)).toEqual([20 * hourMs, 6 * hourMs]);
  });

  it("are uncertain all through a window that begins after their last update", () => {
    const model = modelOf([open(70, 50)]);
    expect(model.uncertain).toMatchObject({ from: now - 24 * hourMs, to: now, lane: 0 });
    expect(model).toMatchObject({ sessions: 0, connectedMs: 0, gaps: { count: 0 } });
    expect(model.lanes).toHaveLength(1);
  });

  it("are left over, and end at their last update, when a later one was heard of after it", () => {
    const model = modelOf([hours(2, 1), open(20, 15), hours(24, 20)]);
    expect(model.uncertain).toBeNull();
    expect(model.heardAt).toBe(now - hourMs);
    expect(model.gaps).toMatchObject({
      count: 1,
      longest: { from: now - 15 * hourMs, to: now - 2 * hourMs },
      last: { from: now - hourMs, to: now },
    });
  });
});

describe("gaps", () => {
  it("count from ten minutes, in the union of all lanes", () => {
    const model = modelOf([
      session({ start: now - 10 * hourMs, end: now }),
      session({
        start: now - 24 * hourMs,
        end: now - 10 * hourMs - 9.9 * minuteMs,
        operator: atAndT,
      }),
    ]);
    expect(model.gaps).toMatchObject({ count: 0, longest: null, wide: [], short: [] });
  });

  it("too narrow to be hatched go to the rug, one tick a column", () => {
    const model = modelOf(
      Array.from({ length: 20 }, (_, index) =>
        session({
          start: now - (index + 1) * 30 * minuteMs,
          end: now - index * 30 * minuteMs - 12 * minuteMs,
        }),
      ),
      { window: windowAt("30d", now) },
    );
    expect(model.gaps.count).toBe(20);
    expect(model.gaps.wide).toHaveLength(1);
    expect(model.gaps.short.length).toBeGreaterThan(5);
    expect(model.gaps.short.length).toBeLessThan(10);
  });

  it("are not claimed where the list of sessions does not speak", () => {
    const known = { from: now - 20 * hourMs, to: now };
    const model = modelOf([hours(15, 0)], { known });
    expect(model.unknown).toEqual([{ from: now - 24 * hourMs, to: now - 20 * hourMs }]);
    expect(model.gaps.wide).toEqual([{ from: now - 20 * hourMs, to: now - 15 * hourMs }]);
  });
});

describe("operator changes", () => {
  it("skip sessions without an operator, and do not count what lies before the window", () => {
    const { changes } = modelOf([
      hours(1, 0.5, { operator: atAndT }),
      hours(2, 1, { operator: unnamed }),
      hours(4, 3, { operator: unnamed }),
      hours(6, 5, { operator: atAndT }),
      hours(25, 20),
      hours(30, 24, { operator: verizon }),
    ]);
    expect(changes.count).toBe(1);
    expect(changes.single).toEqual([{ at: now - 6 * hourMs, fromLane: 0, toLane: 2 }]);
  });

  it("crowded ones become a band, the others stay single", () => {
    const { changes } = modelOf(storySessions(), { window: windowAt("30d", now) });
    expect(changes.bursts).toHaveLength(1);
    const [burst] = changes.bursts;
    expect(burst?.count).toBeGreaterThan(50);
    expect(burst).toMatchObject({ topLane: 0, bottomLane: 1 });
    expect(changes.single.length + (burst?.count ?? 0)).toBe(changes.count);
  });
});

describe("touching sessions", () => {
  it("are joined, with a seam where there is room for one", () => {
    const { bars } = modelOf([hours(6, 3), hours(12, 6), hours(20, 12 + 1 / 3_600)]);
    expect(bars).toHaveLength(1);
    expect(bars[0]?.seams).toEqual([now - 12 * hourMs, now - 6 * hourMs]);
  });

  it("of some pixels each have no seams: those would read as a pattern", () => {
    const { bars } = modelOf(
      evenSessions(200, dayMs).map((one) => ({ ...one, end: (one.start ?? 0) + dayMs / 200 })),
    );
    expect(bars.flatMap(({ seams }) => seams)).toEqual([]);
  });
});

describe("radio generations", () => {
  it("have exact shares of all session time, best first", () => {
    const { generations } = modelOf([
      hours(4, 3, { radioLink: "hspa" }),
      hours(10, 7),
      hours(12, 11, { radioLink: "GSM" }),
    ]);
    expect(generations.map(({ label, share }) => [label, share])).toEqual([
      ["LTE", 0.6],
      ["3G", 0.2],
      ["2G", 0.2],
    ]);
  });

  it("show unknown radio links as they are", () => {
    const label = (...links: (string | null)[]) =>
      modelOf(links.map((radioLink, index) => hours(index + 2, index + 1, { radioLink })))
        .generations[0];
    const both = (text: string) => ({ label: text, drawnLabel: text });
    expect(label("6G-X")).toMatchObject(both("6G-X"));
    expect(label("7G", "6G-X")).toMatchObject(both("6G-X, 7G"));
    expect(label("9G", "8G", "7G", "6G-X")).toMatchObject(both("6G-X, 7G, 2 more"));
    expect(label(null, "6G-X")).toMatchObject(both("6G-X, unknown"));
    expect(label("x".repeat(90))).toMatchObject(both(`${"x".repeat(15)}…`));
    expect(label("卫星 5")).toMatchObject({ label: "卫星 5", drawnLabel: "other radio" });
    expect(label(null)).toMatchObject(both("radio link unknown"));
  });
});

describe("the last sign of life", () => {
  it("may lie before the window", () => {
    expect(modelOf([hours(60, 50)])).toMatchObject({
      sessions: 0,
      heardAt: now - 50 * hourMs,
      silence: { from: now - 50 * hourMs, unusual: true },
    });
    expect(modelOf([])).toMatchObject({ sessions: 0, heardAt: null, silence: null });
  });

  it("is followed by a silence as the report judges it", () => {
    const lasting = { from: now - 5 * hourMs, to: now };
    const sessions = [hours(9, 5), hours(20, 15)];
    const judged = (judgement: Omit<Silences, "lastSeen">) => {
      const silences = { ...judgement, lastSeen: lasting.from };
      const { silence, gaps } = modelOf(sessions, { silences });
      return { silence, wide: gaps.wide };
    };
    expect(judged({ unusual: [], now: null })).toEqual({ silence: null, wide: [] });
    expect(
      judged({
        unusual: [],
        now: { ...lasting, unusual: false, missed: null, missedIfHeard: null },
      }),
    ).toEqual({
      silence: { from: lasting.from, unusual: false },
      wide: [],
    });
    const unusual = { ...lasting, unusual: true, missed: null, missedIfHeard: null };
    expect(judged({ unusual: [unusual], now: unusual })).toEqual({
      silence: { from: lasting.from, unusual: true },
      wide: [lasting],
    });
  });
});

it("is the same when it is built in turns", async () => {
  const input = inputOf({
    sessions: evenSessions(20_000, 30 * dayMs),
    window: windowAt("30d", now),
  });
  expect(await timelineModelInTurns(input)).toEqual(timelineModel(input));
});
