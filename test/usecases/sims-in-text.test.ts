import { describe, expect, it } from "vitest";
import type { DirectoryState } from "../../src/usecases/directory.ts";
import { simsInText } from "../../src/usecases/sims-in-text.ts";
import { entry, named, sidOf } from "../directory/fleets.ts";
import { heldDirectory } from "./held-directory.ts";

const fleet = [
  named(7, "Cargo camera 7", "cargo-cam-07"),
  named(8, "Pump", "pump"),
  entry(20, { iccid: "8901260000000111222" }),
];

const sidsIn = (text: string) => simsInText(heldDirectory(fleet), text).sims.map(({ sid }) => sid);

describe("SIMs in a text", () => {
  it.each([
    ["a SID in a link", `see https://console.example/sims/${sidOf(7)}/log`, [7]],
    ["a SID that is not listed", `new one: ${sidOf(99)}`, [99]],
    ["an ICCID in groups", "card 8901 2600 0000 0111 222 is silent", [20]],
    ["a unique name after a sign", "host=cargo-cam-07, state=down", [7]],
    ["one SIM by three names, once", `cargo-cam-07 (${sidOf(7)}) 8901260000000000007`, [7]],
    ["several, each once", `pump, cargo-cam-07 and pump`, [8, 7]],
    ["a friendly name: too common a word to be one", "Pump broken", []],
    ["nothing", "all is well", []],
  ])("%s", (_, text, numbers) => {
    expect(sidsIn(text).sort()).toEqual(numbers.map(sidOf).sort());
  });

  it("counts what cannot be offered, and says what the list is worth", () => {
    const state: DirectoryState = { kind: "loading", listed: 3 };
    const text = `8944501234567890123 and HS${"0".repeat(32)}`;
    expect(simsInText(heldDirectory(fleet, state), text)).toEqual({
      sims: [],
      unknownIccids: 1,
      superSims: 1,
      directory: state,
    });
  });
});
