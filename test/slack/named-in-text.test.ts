import { describe, expect, it } from "vitest";
import type { DirectorySim } from "../../src/ports/directory.ts";
import { named, sidOf } from "../support/directory/fleets.ts";
import { entrances } from "../support/entrances.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";
import { session, sim } from "../support/sessions.ts";

/** What people type who do not know what may stand around a name. */

const fleet: readonly DirectorySim[] = [
  named(1, "Cargo camera 07", "cargo-cam-07"),
  named(2, "Gate 7 / north", "gate-7"),
  named(3, "Camera 5", "crossing-cam-5"),
  named(4, "Truck 0417", "truck-0417"),
  named(5, "Cargo pump", "pump-1"),
];
const source = fakeSimSource(testClock());
for (const one of fleet) source.add(sim({ ...one }), [session()]);
const { ask } = entrances(
  scopeOf([accountOf({ name: null, source, directory: heldDirectory(fleet) })]),
);

/** The SIMs that the answer offers. */
const offered = (words: string) =>
  [1, 2, 3, 4, 5].filter((number) => words.includes(sidOf(number)));

describe("a text that names SIMs among other words", () => {
  it.each([
    ["sessions cargo-cam-07 week", [1]],
    ["sessions cargo-cam-07 publik", [1]],
    ["sessions for cargo-cam-07 please", [1]],
    ["sessions :truck: cargo-cam-07", [1]],
    ["sessions Alert! Cargo camera 07 is down for 20 min", [1]],
    ["why is cargo-cam-07 offline?", [1]],
    ["sessions cargo-cam-07 truck-0417", [1, 4]],
  ])("offers those, and nothing that only resembles it: %s", async (text, sims) => {
    const { words } = await ask(text);
    expect(offered(words)).toEqual(sims);
    expect(words).toContain("named in it");
    expect(words).toContain("Behind the name of a SIM there can stand a window");
    expect(words).not.toContain("Check the spelling");
  });

  it("still offers what resembles a name that is none", async () => {
    const { words } = await ask("sessions cargo-kam-07");
    expect(offered(words)).toContain(1);
    expect(words).toContain("Did you mean one of these?");
  });
});

describe("a word for what is a button", () => {
  it.each([
    ["siblings cargo-cam-07", "*Is it just this SIM?* is a button"],
    ["watch cargo-cam-07", "*Tell me when it is back* is a button"],
    ["keep cargo-cam-07", "*Keep* is in the menu"],
    ["export cargo-cam-07", "*Export* is in the menu"],
    ["ticket cargo-cam-07", "*Carrier ticket* is in the menu"],
    ["why cargo-cam-07", "*Why* is a button"],
  ])("is told where that is: %s", async (text, where) => {
    const { words } = await ask(text);
    expect(words).toContain(where);
    expect(offered(words)).toEqual([1]);
  });

  it("is no more than a word otherwise", async () => {
    expect((await ask("reboot cargo-cam-07")).words).toContain("is no command either");
  });
});

describe("a name in other capitals, or with other dashes", () => {
  it.each(["CARGO-CAM-07", "cargo cam 07", "Cargo_Cam_07"])("is its name: %s", async (name) => {
    const { words, sids } = await ask(`sessions ${name}`);
    expect(sids).toEqual([sidOf(1)]);
    expect(words).not.toContain("No SIM is called");
  });

  it("a part of a name is none", async () => {
    expect((await ask("sessions pump")).words).toContain("No SIM is called *pump*");
  });
});

describe("a comparison in which one has to be picked", () => {
  it("says first that the other one is not there", async () => {
    const { words } = await ask("compare cargo zzzz");
    expect(words).toContain("No SIM *zzzz*");
    expect(offered(words)).toEqual([]);
  });

  it("calls the other one by its name", async () => {
    expect((await ask("compare cargo truck-0417")).words).toContain(
      "is compared with *Truck 0417*",
    );
  });
});
