import { expect, it } from "vitest";
import { isAllowed } from "../../../src/slack/install/allowed.ts";

it.each<[string, string | null, string | null, boolean]>([
  ["a workspace on the list", "T1", null, true],
  ["the same, in an organisation that is not", "T1", "E9", true],
  ["a workspace of an organisation on the list", "T9", "E1", true],
  ["an organisation on the list", null, "E1", true],
  ["an organisation of which only a workspace is on the list", null, "E9", false],
  ["another workspace", "T9", null, false],
  ["another workspace of another organisation", "T9", "E9", false],
])("%s", (_, teamId, enterpriseId, expected) => {
  expect(isAllowed({ teamId, enterpriseId }, new Set(["T1", "E1"]))).toBe(expected);
});
