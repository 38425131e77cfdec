import { describe, expect, it } from "vitest";
import {
  iccidOf,
  imeiOf,
  luhnDigit,
  serialOfIccid,
  sidOf,
} from "../../../playground/fleet/identity.ts";

describe("luhnDigit", () => {
  it.each([
    // The IMEI of the vendor's fixture, and a number known from the literature on the formula.
    ["014931000129700"],
    ["79927398713"],
  ])("completes %s", (number) => {
    expect(luhnDigit(number.slice(0, -1))).toBe(number.at(-1));
  });
});

describe("identities", () => {
  it("makes ICCIDs that lead back to their serial", () => {
    const iccid = iccidOf(4711);
    expect(iccid).toMatch(/^8901260\d{12}$/);
    expect(luhnDigit(iccid.slice(0, -1))).toBe(iccid.at(-1));
    expect(serialOfIccid(iccid)).toBe(4711);
    expect(serialOfIccid("8901340852295524703")).toBeNull();
  });

  it("gives devices of one model the same type allocation code", () => {
    const [first, second, other] = [imeiOf("cam", 1), imeiOf("cam", 2), imeiOf("bus", 1)];
    expect(first).toMatch(/^\d{15}$/);
    expect(first).not.toBe(second);
    expect(first.slice(0, 8)).toBe(second.slice(0, 8));
    expect(first.slice(0, 8)).not.toBe(other.slice(0, 8));
  });

  it("makes sids that depend on nothing but their parts", () => {
    expect(sidOf("DE", "seed", 1)).toMatch(/^DE[0-9a-f]{32}$/);
    expect(sidOf("DE", "seed", 1)).toBe(sidOf("DE", "seed", 1));
    expect(sidOf("DE", "seed", 1)).not.toBe(sidOf("DE", "seed", 2));
    expect(sidOf("DE", "a", "bc")).not.toBe(sidOf("DE", "ab", "c"));
  });
});
