import { describe, expect, it } from "vitest";
import { hourMs } from "../../../src/core/instant.ts";
import { type DarkState, decodeDark, encodeDark } from "../../../src/slack/values/dark-state.ts";

describe("a page of silent SIMs in a button", () => {
  it.each<DarkState>([
    { atLeastMs: null, account: null, page: 1 },
    { atLeastMs: 6 * hourMs, account: "emea", page: 12 },
  ])("%j comes back", (state) => {
    expect(decodeDark(encodeDark(state))).toEqual({ kind: "state", state });
  });

  it.each([
    ["2.1.0.", "other_version"],
    ["1.1.0.No Account", "unreadable"],
    ["1.x.0.", "unreadable"],
    ["", "unreadable"],
    [null, "unreadable"],
    ["1.1.0.".padEnd(5_000, "a"), "unreadable"],
  ])("%j is %s", (value, kind) => {
    expect(decodeDark(value)).toEqual({ kind });
  });
});
