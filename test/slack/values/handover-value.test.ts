import { expect, it } from "vitest";
import { decodeHandover, encodeHandover } from "../../../src/slack/values/handover-value.ts";

it("a page of a handover is asked for by value", () => {
  const state = { from: 1_795_428_300_000, to: 1_795_457_100_000, page: 3 };
  expect(decodeHandover(encodeHandover(state))).toEqual({ kind: "state", state });
});

it.each([
  ["1.a.a.1", "unreadable"],
  ["1.b.a.1", "unreadable"],
  ["1.a.b.0", "unreadable"],
  ["1.a.b", "unreadable"],
  ["2.a.b.1", "other_version"],
  ["x", "unreadable"],
  [null, "unreadable"],
])("%s is %s", (value, kind) => {
  expect(decodeHandover(value).kind).toBe(kind);
});
