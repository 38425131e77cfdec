import { describe, expect, it } from "vitest";
import type { DirectorySim } from "../../src/ports/directory.ts";
import { named, sidOf } from "../support/directory/fleets.ts";
import { entrances } from "../support/entrances.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { loading } from "../support/look-up/two-accounts.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";
import { session, sim } from "../support/sessions.ts";

const cardNumber = "8901260A00B0C0012345";
const suspended = { ...named(1, "Aaa", "aaa"), status: "suspended" };
const fleet: readonly DirectorySim[] = [
  suspended,
  { ...named(2, cardNumber), iccid: cardNumber },
  named(3, "Box"),
  named(4, "Box"),
  named(5, "Crane"),
  named(6, "Crane 24h"),
  named(7, "Door \"7' wide"),
  named(8, "Gate camera", "in emea"),
  named(9, "Harbour camera", "harbour-cam"),
  named(10, "Lamp"),
  named(13, "*bold* <name>", "bold-name"),
];

function accountWith(name: string | null, sims: readonly DirectorySim[], isListed = true) {
  const source = fakeSimSource(testClock());
  for (const one of sims) source.add(sim({ ...one }), [session()]);
  const directory = isListed ? heldDirectory(sims) : heldDirectory([], loading);
  return accountOf({ name, source, directory });
}

/** Other commands name no SIM: a new one is none of these. */
const isAboutSims = /^(?:sessions|compare|find|evidence) /;

/** The commands that the help shows, as somebody copies them. */
async function examplesOf({ ask }: ReturnType<typeof entrances>, readers?: "channel") {
  const { words } = await ask("help", readers);
  const { blocks } = JSON.parse(words) as { blocks: unknown };
  const commands = JSON.stringify(blocks).match(/(?<=`\/sim )[^`]+(?=`)/g) ?? [];
  return commands.map((text) => text.replaceAll('\\"', '"').replaceAll("&lt;", "<"));
}

describe("the examples of the help", () => {
  it("are SIMs that exist, and work as they stand", async () => {
    const alone = entrances(scopeOf([accountWith(null, fleet)]));
    const examples = (await examplesOf(alone)).filter((one) => isAboutSims.test(one));
    expect(examples).toEqual([
      ...["sessions harbour-cam", "sessions harbour-cam 24h"],
      ...["sessions harbour-cam 30d public", "compare harbour-cam Lamp", "find harbour"],
      "evidence harbour-cam",
    ]);
    for (const example of examples.filter((one) => one.includes("-cam"))) {
      const { sids } = await alone.ask(example);
      expect(sids, example).toEqual(example.includes("compare") ? [9, 10].map(sidOf) : [sidOf(9)]);
    }
    expect((await alone.ask("find harbour")).words).toContain(sidOf(9));
  });

  it("are only of accounts that may be looked in from there", async () => {
    const us = accountWith("us", fleet.slice(0, 3));
    const emea = accountWith("emea", [named(11, "Anchor", "anchor-e"), named(12, "Buoy")]);
    const both = entrances(scopeOf([us, emea]));
    expect((await examplesOf(both)).join()).toContain("compare Box anchor-e");
    const onlyUs = (await examplesOf(entrances(scopeOf([us])))).join();
    expect(onlyUs).not.toMatch(/anchor|buoy/i);
    expect(onlyUs).toContain("compare Box aaa");
    expect(onlyUs).not.toContain(cardNumber);
    const inThread = await examplesOf(both, "channel");
    expect(inThread.join()).not.toMatch(/public/);
    for (const example of inThread.filter((one) => one.includes("anchor-e"))) {
      expect((await both.ask(example, "channel")).sids, example).toContain(sidOf(11));
    }
  });

  it("name no SIM where there is no list, or one without a name to type", async () => {
    for (const account of [
      accountWith(null, fleet, false),
      accountWith(null, [fleet[1] ?? suspended]),
    ]) {
      const examples = await examplesOf(entrances(scopeOf([account])));
      expect(examples.slice(0, 2)).toEqual(["sessions <sim&gt;", "sessions <sim&gt; 24h"]);
      expect(examples).toContain("compare <sim&gt; <sim&gt;");
    }
  });
});
