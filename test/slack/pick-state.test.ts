import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { windowNames } from "../../src/core/window.ts";
import { decodeFind, decodePick, encodeFind, encodePick } from "../../src/slack/pick-state.ts";
import { sidOf } from "../directory/fleets.ts";

describe("the value of a pick", () => {
  it("brings back what was put in, and fits into an option", () => {
    for (const windowName of windowNames) {
      for (const place of ["replace", "beside", "public"] as const) {
        const state = { simSid: sidOf(7), windowName, place };
        const value = encodePick(state);
        expect(value.length).toBeLessThanOrEqual(75);
        expect(decodePick(value)).toEqual({ kind: "state", state });
      }
    }
  });

  it.each([
    ["2.anything", "other_version"],
    ["", "unreadable"],
    ["1.DE0.7d.replace", "unreadable"],
    [`1.${sidOf(7)}.90d.replace`, "unreadable"],
    [`1.${sidOf(7)}.7d.elsewhere`, "unreadable"],
    [undefined, "unreadable"],
  ])("%j is %s", (value, kind) => {
    expect(decodePick(value)).toEqual({ kind });
  });
});

describe("the value of a page of a search", () => {
  it("brings back any text that can be typed, within what a button carries", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), fc.nat(999_999), (text, page) => {
        const value = encodeFind({ text, page });
        expect(value.length).toBeLessThanOrEqual(2_000);
        expect(decodeFind(value)).toEqual({ kind: "state", state: { text, page } });
      }),
    );
  });

  it.each([
    ["2.1.x", "other_version"],
    ["1.x.y", "unreadable"],
    [null, "unreadable"],
  ])("%j is %s", (value, kind) => {
    expect(decodeFind(value)).toEqual({ kind });
  });
});
