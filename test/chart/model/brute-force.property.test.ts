import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartDrawing } from "../../../src/chart/config/chart-config.ts";
import { timelineModel } from "../../../src/chart/model/build-model.ts";
import { timelineAltText, timelineTextTwin } from "../../../src/chart/words/alt-text.ts";
import {
  complementOf,
  type Interval,
  lengthOf,
  minuteMs,
  unionOf,
} from "../../../src/core/instant.ts";
import { beginOf, type DataSession, lastSeen } from "../../../src/core/session.ts";
import { type Window, windowAt, windowNames } from "../../../src/core/window.ts";
import { inputOf } from "../../support/chart/pictures.ts";
import { atAndT, session, telcel, tMobile, verizon } from "../../support/chart/sessions.ts";
import { storyNow } from "../../support/chart/story.ts";

const unnamed = { name: null, mcc: null, mnc: null, country: null };
const windowOf = fc.constantFrom(...windowNames).map((name) => windowAt(name, storyNow));

/** Sessions with sensible times in and around the window; some of them still open. */
function sessionsIn(window: Window): fc.Arbitrary<DataSession[]> {
  const minutes = Math.round((window.to - window.from) / minuteMs);
  return fc.array(
    fc
      .record({
        begin: fc.integer({ min: -minutes / 4, max: minutes }),
        length: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: minutes })),
        open: fc.boolean(),
        operator: fc.constantFrom(tMobile, atAndT, telcel, verizon, unnamed),
        radioLink: fc.constantFrom("LTE", "3g", "NB-IoT", null, "6G"),
        packetsUp: fc.option(fc.nat(100_000)),
        packetsDown: fc.option(fc.nat(100_000)),
      })
      .map(({ begin, length, open, ...rest }) => {
        const start = window.from + begin * minuteMs;
        const seen = Math.min(window.to, start + length * minuteMs);
        return session({ ...rest, start, end: open ? null : seen, lastUpdated: seen });
      }),
    { maxLength: 60 },
  );
}

const cases = windowOf.chain((window) =>
  fc.record({ window: fc.constant(window), sessions: sessionsIn(window) }),
);

function inWindow(
  sessions: readonly DataSession[],
  window: Window,
): (Interval & { of: DataSession })[] {
  return sessions.flatMap((of) => {
    const from = Math.max(window.from, beginOf(of) ?? 0);
    const to = Math.min(window.to, lastSeen(of) ?? 0);
    return to >= from ? [{ from, to, of }] : [];
  });
}

describe("the timeline model against brute force", () => {
  it("reads back the connected time and the gaps", () => {
    fc.assert(
      fc.property(cases, ({ window, sessions }) => {
        const model = timelineModel(inputOf({ window, sessions }));
        const spans = inWindow(sessions, window);
        const union = unionOf(spans);
        expect(model.connectedMs).toBeCloseTo(lengthOf(union), 3);
        expect(model.sessions).toBe(spans.length);

        const open = sessions.filter(({ end }) => end === null);
        const newest = Math.max(...open.map((s) => beginOf(s) ?? 0));
        const seen = Math.max(
          ...open.filter((s) => beginOf(s) === newest).map((s) => lastSeen(s) ?? 0),
        );
        if (model.uncertain !== null) {
          expect(open.map((s) => Math.max(window.from, lastSeen(s) ?? 0))).toContain(
            model.uncertain.from,
          );
          expect(model.uncertain.from).toBeLessThanOrEqual(Math.max(window.from, seen));
        }
        const covered = model.uncertain === null ? union : unionOf([...spans, model.uncertain]);
        const gaps = complementOf(covered, window).filter(
          ({ from, to }) => to - from >= 10 * minuteMs,
        );
        const over = gaps.filter(({ to }) => to < window.to);
        expect(model.gaps.count).toBe(over.length);
        expect(model.gaps.last).toEqual(gaps.find(({ to }) => to === window.to) ?? null);
        const longest = Math.max(0, ...over.map(({ from, to }) => to - from));
        const shown = model.gaps.longest;
        expect(shown === null ? 0 : shown.to - shown.from).toBe(longest);
        for (const gap of model.gaps.wide) expect(gaps).toContainEqual(gap);
      }),
      { numRuns: 400 },
    );
  });

  it("reads back packet totals, bin sums and starts", () => {
    fc.assert(
      fc.property(cases, ({ window, sessions }) => {
        const { packets, newSessions } = timelineModel(inputOf({ window, sessions }));
        const spans = inWindow(sessions, window);
        for (const [bins, total, count] of [
          [packets.up, packets.totalUp, (s: DataSession) => s.packetsUp ?? 0],
          [packets.down, packets.totalDown, (s: DataSession) => s.packetsDown ?? 0],
        ] as const) {
          expect(total).toBe(spans.reduce((sum, { of }) => sum + count(of), 0));
          const inside = spans.reduce((sum, { from, to, of }) => {
            const whole = (lastSeen(of) ?? 0) - (beginOf(of) ?? 0);
            return sum + count(of) * (whole === 0 ? 1 : (to - from) / whole);
          }, 0);
          const binned = bins.reduce((sum, value) => sum + value, 0);
          expect(Math.abs(binned - inside)).toBeLessThanOrEqual(1e-6 * Math.max(1, inside));
        }
        const started = spans.filter(({ of }) => (beginOf(of) ?? 0) >= window.from).length;
        expect(newSessions.counts.reduce((sum, count) => sum + count, 0)).toBe(started);
      }),
      { numRuns: 400 },
    );
  });

  it("covers each lane where its sessions are, and nowhere else", () => {
    fc.assert(
      fc.property(cases, ({ window, sessions }) => {
        const model = timelineModel(inputOf({ window, sessions }));
        const columnMs = (window.to - window.from) / model.columns;
        for (const lane of model.lanes.keys()) {
          const drawn = unionOf(
            [...model.bars, ...model.runs].filter((shape) => shape.lane === lane),
          );
          const share = model.lanes[lane]?.connectedMs ?? 0;
          expect(lengthOf(drawn)).toBeGreaterThanOrEqual(share - 1);
        }
        const spans = inWindow(sessions, window);
        for (const { from, to } of [...model.bars, ...model.runs]) {
          // Coverage is as exact as a column, joined bars as half of one.
          const touched = spans.some(
            (span) => span.from <= to + columnMs && span.to >= from - columnMs,
          );
          expect(touched).toBe(true);
          expect(from).toBeGreaterThanOrEqual(window.from);
          expect(to).toBeLessThanOrEqual(window.to);
        }
        const shares = model.generations.reduce((sum, { share }) => sum + share, 0);
        if (model.sessions > 0) expect(shares).toBeCloseTo(1, 9);
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same picture whatever the order of the list", () => {
    fc.assert(
      fc.property(cases, fc.integer(), ({ window, sessions }, seed) => {
        const times = new Set(sessions.map((s) => s.start));
        fc.pre(times.size === sessions.length);
        const shuffled = sessions.toSorted(
          (a, b) => (((a.start ?? 0) * 31 + seed) % 97) - (((b.start ?? 0) * 31 + seed) % 97),
        );
        const totals = (list: DataSession[]) => {
          const {
            connectedMs,
            gaps,
            changes,
            sessions: count,
          } = timelineModel(inputOf({ window, sessions: list }));
          return { connectedMs, gaps, changes: changes.count, count };
        };
        const inOrder = sessions.toSorted((a, b) => (b.start ?? 0) - (a.start ?? 0));
        // Sessions begun before the window share its edge and may swap there: changes aside.
        const [a, b] = [totals(inOrder), totals(shuffled)];
        expect({ ...b, changes: 0 }).toEqual({ ...a, changes: 0 });
      }),
      { numRuns: 200 },
    );
  });
});

describe("hostile input", () => {
  const strange = fc.constantFrom(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    0,
    1e15,
    8.64e15,
    -8.64e15,
  );
  const when = fc.option(
    fc.oneof(
      strange,
      fc.integer({ min: -40, max: 10 }).map((days) => storyNow + days * 86_400_000),
    ),
  );
  const name = fc.option(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "<!channel>",
        "\u202Eevil",
        "中国移动",
        "__BEGINFUNCTION__x",
        "__proto__",
        "x".repeat(5_000),
      ),
    ),
  );
  const hostile = fc.record({
    sid: name,
    simSid: name,
    accountSid: name,
    radioLink: name,
    operator: fc.record({ mcc: name, mnc: name, country: name, name }),
    cellId: name,
    tower: fc.constant(null),
    packetsUp: fc.option(strange),
    packetsDown: fc.option(strange),
    start: when,
    end: when,
    lastUpdated: when,
    imei: name,
  });

  it("never throws, stays bounded, and never says more than 2,000 characters", () => {
    fc.assert(
      fc.property(
        fc.array(hostile, { maxLength: 40 }),
        windowOf,
        fc.oneof(
          fc.string(),
          fc.constantFrom("Asia/Kathmandu", "America/St_Johns", "Nowhere/Land", ""),
        ),
        fc.string({ unit: "binary" }),
        (sessions, window, zone, label) => {
          const model = timelineModel(inputOf({ sessions, window, zone, label }));
          expect(model.lanes.length).toBeLessThanOrEqual(5);
          expect(model.connectedShare).toBeGreaterThanOrEqual(0);
          expect(model.connectedShare).toBeLessThanOrEqual(1);
          expect(JSON.parse(JSON.stringify(model))).toEqual(model);
          expect(timelineAltText(model).length).toBeLessThanOrEqual(2_000);
          expect(timelineTextTwin(model).length).toBeLessThanOrEqual(300);
          const { config, width, height } = chartDrawing(model);
          expect(height / width).toBeLessThan(1);
          expect(JSON.stringify(config)).not.toMatch(/NaN|Infinity/);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is bounded by the picture, not by the sessions", () => {
    for (const length of [60_000, 3_600_000, 86_400_000]) {
      const operators = [tMobile, atAndT, telcel, verizon, unnamed];
      const radios = ["5G", "LTE", "LTE-M", "NB-IoT", "3G", "2G", null];
      const sessions = Array.from({ length: 30_000 }, (_, index) => {
        const start = storyNow - ((index * 7_919) % 43_200) * minuteMs;
        return session({
          start,
          end: start + length,
          operator: operators[index % 5] ?? tMobile,
          radioLink: radios[index % 7] ?? null,
          packetsUp: index % 2,
          packetsDown: 0,
        });
      });
      const model = timelineModel(inputOf({ sessions, window: windowAt("30d", storyNow) }));
      expect(model.bars.length + model.runs.length).toBeLessThanOrEqual(4_000);
    }
  });
});
