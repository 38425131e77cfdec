import { describe, expect, it } from "vitest";
import { minuteMs } from "../../../src/core/instant.ts";
import { createRecentIds, deliveryIds } from "../../../src/slack/intake/answer-once.ts";
import { testClock } from "../../support/fake-sim-source.ts";

describe("what came in lately", () => {
  it("is remembered for ten minutes", () => {
    const clock = testClock();
    const recent = createRecentIds(clock);
    expect(recent.isRepeated("a")).toBe(false);
    clock.advance(10 * minuteMs - 1);
    expect(recent.isRepeated("a")).toBe(true);
    expect(recent.isRepeated("b")).toBe(false);
    clock.advance(1);
    expect(recent.isRepeated("b")).toBe(true);
    expect(recent.size).toBe(1);
    expect(recent.isRepeated("a")).toBe(false);
  });

  it("is forgotten, the oldest first, when there is too much of it", () => {
    const recent = createRecentIds(testClock(), { max: 2 });
    for (const id of ["a", "b", "c"]) expect(recent.isRepeated(id)).toBe(false);
    expect(recent.size).toBe(2);
    expect(["a", "c"].map((id) => recent.isRepeated(id))).toEqual([false, true]);
  });

  it("is remembered when the clock is put back, and for ten minutes only", () => {
    const clock = testClock();
    const recent = createRecentIds(clock);
    recent.isRepeated("a");
    clock.advance(-60 * minuteMs);
    expect(recent.isRepeated("a")).toBe(true);
    clock.advance(10 * minuteMs);
    expect(recent.isRepeated("a")).toBe(false);
    expect(recent.size).toBe(1);
  });
});

describe("what names a delivery", () => {
  it.each<[string, unknown, unknown, number]>([
    ["a command", { command: "/sim", trigger_id: "1.2.a" }, undefined, 1],
    ["a click", { type: "block_actions", trigger_id: "1", actions: [{ action_ts: "2" }] }, "E1", 2],
    ["an event", { type: "event_callback", event_id: "Ev1", event: {} }, undefined, 1],
    ["a letter typed into a menu", { type: "block_suggestion", trigger_id: "1" }, "E1", 0],
    ["nothing", {}, undefined, 0],
    ["something odd", { trigger_id: "", event_id: 3, actions: "x" }, {}, 0],
  ])("%s", (_what, body, envelopeId, count) => {
    expect(deliveryIds(body, envelopeId)).toHaveLength(count);
  });

  it("differs between two clicks, also with one trigger", () => {
    const click = (trigger_id: string, action_ts: string) =>
      deliveryIds({ type: "block_actions", trigger_id, actions: [{ action_ts }] }, undefined);
    expect(new Set([click("1", "1"), click("2", "1"), click("1", "2")].flat()).size).toBe(3);
  });
});
