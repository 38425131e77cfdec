import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { windowNames } from "../../../src/core/window.ts";
import {
  decodeFind,
  decodePick,
  encodeFind,
  encodePick,
} from "../../../src/slack/values/pick-state.ts";
import { sidOf } from "../../support/directory/fleets.ts";

describe("the value of a pick", () => {
  it("brings back what was put in, and fits into an option", () => {
    for (const windowName of windowNames) {
      for (const place of ["replace", "beside", "public"] as const) {
        for (const account of [null, "a-name-of-20-letters"]) {
          const state = { simSid: sidOf(7), account, windowName, place };
          const value = encodePick(state);
          expect(value.length).toBeLessThanOrEqual(75);
          expect(decodePick(value)).toEqual({ kind: "state", state });
        }
      }
    }
  });

  it("goes on with a comparison, whatever was typed as the other SIM", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", minLength: 1, maxLength: 500 }),
        fc.constantFrom(null, "emea", "us-2"),
        fc.constantFrom(null, "emea"),
        fc.boolean(),
        fc.constantFrom(...windowNames),
        fc.constantFrom("replace" as const, "beside" as const, "public" as const),
        (sim, otherAccount, account, isFirst, windowName, place) => {
          const compared = { sim, account: otherAccount, isFirst };
          const state = { simSid: sidOf(7), account, windowName, place, compared };
          const value = encodePick(state);
          expect(value.length).toBeLessThanOrEqual(2_000);
          expect(decodePick(value)).toEqual({ kind: "state", state });
        },
      ),
    );
  });

  it.each([
    ["4.anything", "other_version"],
    ["3.anything", "unreadable"],
    [`3.${sidOf(7)}.7d.replace.-.Not a name.1.x`, "unreadable"],
    [`3.${sidOf(7)}.7d.replace.-.-.1.`, "unreadable"],
    [`1.${sidOf(7)}.7d.replace.Not-a-name`, "unreadable"],
    [`1.${sidOf(7)}.7d.replace.emea.more`, "unreadable"],
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
      fc.property(
        fc.string({ unit: "binary", maxLength: 500 }),
        fc.constantFrom(null, "emea", "us-2"),
        fc.nat(999_999),
        (text, account, page) => {
          const value = encodeFind({ text, account, page });
          expect(value.length).toBeLessThanOrEqual(2_000);
          expect(decodeFind(value)).toEqual({ kind: "state", state: { text, account, page } });
        },
      ),
    );
  });

  it.each([
    ["3.1.x", "other_version"],
    ["2.1.x", "unreadable"],
    ["2.1.Not a name.x", "unreadable"],
    ["1.x.y", "unreadable"],
    [null, "unreadable"],
  ])("%j is %s", (value, kind) => {
    expect(decodeFind(value)).toEqual({ kind });
  });
});
