import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DirectorySim } from "../../src/ports/directory.ts";
import { findSims, suggestSims } from "../../src/questions/find.ts";
import { nearestAcross, searchAcross } from "../../src/questions/search-across.ts";
import { named, sidOf } from "../support/directory/fleets.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";

const source = fakeSimSource(testClock());

function scopeWith(fleets: readonly (readonly DirectorySim[])[], isFirstPreferred = false) {
  const accounts = fleets.map((sims, index) =>
    accountOf({ name: `account-${index}`, source, directory: heldDirectory(sims) }),
  );
  return scopeOf(accounts, { isFirstPreferred });
}

/** Up to three accounts with up to 25 SIMs each; no SIM is in two of them. */
const fleets = fc
  .array(
    fc.array(fc.constantFrom("Meter", "meter 7", "Camera", "Gate camera", "metre"), {
      maxLength: 25,
    }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((names) =>
    names.map((list, account) => list.map((name, at) => named(1_000 * account + at, name))),
  );

describe("a search in several accounts", () => {
  it("gives every match on exactly one page, nearest first, as many as it counts", () => {
    const nearness = ["exact", "words", "typo", "some_words"];
    fc.assert(
      fc.property(
        fleets,
        fc.constantFrom("", "meter", "camera", "gate", "7"),
        fc.integer({ min: 1, max: 12 }),
        (all, text, limit) => {
          const scope = scopeWith(all);
          const { totals } = searchAcross(scope, text, { limit: 0 });
          const total = Object.values(totals).reduce((sum, count) => sum + count, 0);
          const rows = [];
          for (let offset = 0; offset <= total; offset += limit) {
            rows.push(...searchAcross(scope, text, { offset, limit }).matches);
          }
          expect(rows).toHaveLength(total);
          expect(new Set(rows.map(({ sim }) => sim.sid)).size).toBe(total);
          const order = rows.map((row) => nearness.indexOf(row.nearness));
          expect(order).toEqual(order.toSorted((a, b) => a - b));
          for (const { sim } of rows)
            expect(all[Number(sim.account?.slice(-1))]?.map(({ sid }) => sid)).toContain(sim.sid);
        },
      ),
    );
  });

  it("in one account is that account's own search", () => {
    fc.assert(
      fc.property(fleets, fc.nat(30), fc.nat(12), ([sims = []], offset, limit) => {
        const own = heldDirectory(sims).search("meter", { offset, limit });
        const across = searchAcross(scopeWith([sims]), "meter", { offset, limit });
        expect(across.totals).toEqual(own.totals);
        expect(across.matches.map(({ sim }) => sim.sid)).toEqual(
          own.matches.map(({ sim }) => sim.sid),
        );
      }),
    );
  });

  it("does not show one account's guesses beside another one's right match", () => {
    const scope = scopeWith([[named(1, "Metre 17")], [named(2, "Meter 17")]]);
    expect(findSims(scope, "meter 17", 1)).toMatchObject({
      total: 1,
      matches: [{ sim: { sid: sidOf(2) } }],
    });
    const guess = scopeWith([[named(1, "Metre 17")], [named(2, "Pump")]]);
    expect(findSims(guess, "meter 17", 1)).toMatchObject({
      total: 1,
      matches: [{ nearness: "typo" }],
    });
  });

  it("puts the preferred account first among equals, also in a type-ahead", () => {
    const twins = [[named(1, "Zebra camera")], [named(2, "Camera")], [named(3, "Camera")]];
    const first = (isFirstPreferred: boolean, text: string) =>
      suggestSims(scopeWith(twins, isFirstPreferred), text, 1).matches[0]?.sim.account;
    expect(first(true, "")).toBe("account-0");
    expect(first(true, "camera")).toBe("account-1");
  });

  it("lets accounts take turns where nothing is right, so that none takes all places", () => {
    const us = Array.from({ length: 9 }, (_, number) => named(number, `Truck ${number}`));
    const scope = scopeWith([us, [named(100, "Truck north"), named(101, "Truck south")]]);
    const nearest = nearestAcross(scope, "truck of the fire brigade", 5).map(
      ({ sim }) => sim.account,
    );
    expect(nearest).toEqual(["account-0", "account-1", "account-0", "account-1", "account-0"]);
    const one = scopeWith([us]);
    expect(nearestAcross(one, "truck 7", 5).map(({ sim }) => sim.sid)[0]).toBe(sidOf(7));
  });
});
