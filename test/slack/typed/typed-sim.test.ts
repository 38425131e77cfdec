import { expect, it } from "vitest";
import { simsMeant } from "../../../src/slack/typed/typed-sim.ts";
import { meantSimsMessage } from "../../../src/slack/views/meant-sims.ts";
import { named, sidOf } from "../../support/directory/fleets.ts";
import { fakeSimSource, testClock } from "../../support/fake-sim-source.ts";
import { accountOf, scopeOf } from "../../support/one-account.ts";
import { heldDirectory } from "../../support/questions/held-directory.ts";

const source = fakeSimSource(testClock());
const accountWith = (name: string, numbers: readonly number[]) =>
  accountOf({
    ...{ name, source },
    directory: heldDirectory(numbers.map((number) => named(number, "Pump"))),
  });

it("a name that several SIMs of an account have is not suggested as if it led to one of them", () => {
  const scope = scopeOf([
    accountWith("us", []),
    accountWith("apac", [1, 2, 3, 4]),
    accountWith("emea", [5, 6]),
  ]);
  const meant = simsMeant({
    ...{ sim: "Pump", account: "us", scope },
    retyped: ({ sim, account }) => (account === null ? sim : `${sim} in ${account}`),
  });
  expect(meant?.commands).toEqual([1, 2, 3, 4, 5].map(sidOf));
});

it("a SIM is said not to be in an account only where that is known", () => {
  const commands = ["/sim sessions Pump in emea"];
  const meant = { kind: "elsewhere", name: "Pump", sims: [], commands } as const;
  const saidOf = (lists: Parameters<typeof meantSimsMessage>[1]["lists"]) =>
    JSON.stringify(
      meantSimsMessage(meant, { accounts: ["us"], lists }, { windowName: "7d", place: "replace" }),
    );
  expect(saidOf([])).toContain("It is not in account *us*.");
  expect(saidOf([{ account: "us", state: { kind: "loading", listed: 3 } }])).toContain(
    "It was not found in account *us*.",
  );
});
