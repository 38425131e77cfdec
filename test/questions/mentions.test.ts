import { describe, expect, it } from "vitest";
import type { ListState } from "../../src/core/list-state.ts";
import type { DirectorySim } from "../../src/ports/directory.ts";
import { simsInText } from "../../src/questions/mentions.ts";
import { entry, named, sidOf } from "../support/directory/fleets.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";

const fleet = [
  named(7, "Cargo camera 7", "cargo-cam-07"),
  named(8, "Yard pump", "yard pump"),
  entry(20, { iccid: "8901260000000111222" }),
  entry(21, { iccid: "8901260000000111222", status: "deleted" }),
];

function scopeWith(sims: readonly DirectorySim[], state?: ListState) {
  const directory = heldDirectory(sims, state);
  return scopeOf([accountOf({ source: fakeSimSource(testClock()), directory })]);
}

const known = (sim: DirectorySim | undefined) => ({
  kind: "known",
  sim: { ...sim, account: null },
});

describe("SIMs in a text", () => {
  it("each once, known, unknown and Super SIMs", () => {
    const superSim = `HS${"0".repeat(32)}`;
    const text = [
      `cargo-cam-07 (<https://console.twilio.com/sims/${sidOf(7)}>) and "yard pump" are down.`,
      `ICCID 8901 2600 0000 0000 007, 8901260000000111222, 8901260000000999999.`,
      `${sidOf(99)} ${superSim}`,
    ].join("\n");
    expect(simsInText(scopeWith(fleet), text).mentions).toEqual([
      known(fleet[0]),
      { kind: "unknown", identifier: sidOf(99) },
      known(fleet[2]),
      known(fleet[3]),
      { kind: "unknown", identifier: "8901260000000999999" },
      known(fleet[1]),
      { kind: "super_sim", sid: superSim },
    ]);
  });

  it("finds SIDs while the directory is loading, and says that it is", () => {
    const state: ListState = { kind: "loading", listed: 0 };
    expect(simsInText(scopeWith([], state), `cargo-cam-07 ${sidOf(7)}`)).toEqual({
      mentions: [{ kind: "unknown", identifier: sidOf(7) }],
      others: [],
      lists: [{ account: null, state }],
    });
  });
});
