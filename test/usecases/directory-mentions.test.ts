import { describe, expect, it } from "vitest";
import type { DirectoryState } from "../../src/usecases/directory.ts";
import { simsInText } from "../../src/usecases/directory-mentions.ts";
import { entry, named, sidOf } from "../directory/fleets.ts";
import { heldDirectory } from "./held-directory.ts";

const fleet = [
  named(7, "Cargo camera 7", "cargo-cam-07"),
  named(8, "Yard pump", "yard pump"),
  entry(20, { iccid: "8901260000000111222" }),
  entry(21, { iccid: "8901260000000111222", status: "deleted" }),
];

describe("SIMs in a text", () => {
  it("each once, known, unknown and Super SIMs", () => {
    const superSim = `HS${"0".repeat(32)}`;
    const text = [
      `cargo-cam-07 (<https://console.twilio.com/sims/${sidOf(7)}>) and "yard pump" are down.`,
      `ICCID 8901 2600 0000 0000 007, 8901260000000111222, 8901260000000999999.`,
      `${sidOf(99)} ${superSim}`,
    ].join("\n");
    expect(simsInText(heldDirectory(fleet), text).mentions).toEqual([
      { kind: "known", sim: fleet[0] },
      { kind: "unknown", identifier: sidOf(99) },
      { kind: "known", sim: fleet[2] },
      { kind: "known", sim: fleet[3] },
      { kind: "unknown", identifier: "8901260000000999999" },
      { kind: "known", sim: fleet[1] },
      { kind: "super_sim", sid: superSim },
    ]);
  });

  it("finds SIDs while the directory is loading, and says that it is", () => {
    const state: DirectoryState = { kind: "loading", listed: 0 };
    expect(simsInText(heldDirectory([], state), `cargo-cam-07 ${sidOf(7)}`)).toEqual({
      mentions: [{ kind: "unknown", identifier: sidOf(7) }],
      directory: state,
    });
  });
});
