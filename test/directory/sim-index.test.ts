import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold, foldedCharacters } from "../../src/core/fold.ts";
import { createIndexPacker } from "../../src/directory/pack-index.ts";
import type { DirectorySim } from "../../src/ports/directory.ts";
import {
  anyFleet,
  entry,
  hostileNames,
  indexOf,
  named,
  sidOf,
} from "../support/directory/fleets.ts";

const wellFormed = (text: string | null): text is string =>
  text !== null && text !== "" && text.isWellFormed() && text.length <= foldedCharacters;

describe("exact look-ups", () => {
  const fleet = [
    named(1, "Cargo camera 7", "cargo-cam-07"),
    named(2, "CARGO  Caméra 7", "Cargo-Cam-07"),
    named(3, "Löschzug"),
    entry(4, { iccid: "890126000000000001" }),
    entry(5, { iccid: null }),
  ];
  const index = indexOf(fleet);

  it("SID, in any case", () => {
    expect(index.bySid(sidOf(3))).toEqual(fleet[2]);
    expect(index.bySid(sidOf(0xab3).toUpperCase())).toBeNull();
    expect(indexOf([entry(0xab3)]).bySid(sidOf(0xab3).toUpperCase())).toEqual(entry(0xab3));
    expect(index.bySid("DE")).toBeNull();
  });

  it("unique name, told apart by case", () => {
    expect(index.byUniqueName("cargo-cam-07")?.sid).toBe(sidOf(1));
    expect(index.byUniqueName("Cargo-Cam-07")?.sid).toBe(sidOf(2));
    expect(index.byUniqueName("CARGO-CAM-07")).toBeNull();
    expect(index.byUniqueName("Cargo camera 7")).toBeNull();
    expect(index.byUniqueName("")).toBeNull();
  });

  it("friendly name, folded; all of equal ones", () => {
    expect(index.byFriendlyName("  cargo CAMERA 7", 10)).toEqual({
      total: 2,
      sims: [fleet[0], fleet[1]],
    });
    expect(index.byFriendlyName("cargo camera 7", 1)).toMatchObject({ total: 2, sims: [fleet[0]] });
    expect(index.byFriendlyName("loschzug", 10).total).toBe(1);
    for (const text of ["cargo camera", "cargo-camera-7", "cargo-cam-07", "", " "]) {
      expect(index.byFriendlyName(text, 10).total).toBe(0);
    }
  });

  it("ICCID, with or without its check digit", () => {
    expect(index.byIccid("8901260000000000001", 10).sims).toEqual([fleet[0]]);
    expect(index.byIccid("89012600000000000014", 10).sims).toEqual([fleet[0]]);
    expect(index.byIccid("890126000000000001", 10).sims).toEqual([fleet[3]]);
    expect(index.byIccid("890126000000000003", 10).total).toBe(0);
    expect(index.byIccid("89012600", 10).total).toBe(0);
  });

  it("last digits of the ICCID", () => {
    expect(index.byLastDigits("00002", 10).sims).toEqual([fleet[1]]);
    expect(index.byLastDigits("0001", 10).total).toBe(2);
    expect(index.byLastDigits("99999", 10).total).toBe(0);
  });

  it("an empty fleet has nothing and breaks nothing", () => {
    const empty = indexOf([]);
    expect(empty.bySid(sidOf(1))).toBeNull();
    expect(empty.byUniqueName("a")).toBeNull();
    expect(empty.byIccid("8901260000000000001", 10).total).toBe(0);
    expect(empty.search("a", { limit: 10, farthest: "some_words" }).matches).toEqual([]);
    expect(empty.search("", { limit: 10 }).matches).toEqual([]);
  });

  it("every SIM of any fleet, by each of its identifiers", () => {
    fc.assert(
      fc.property(anyFleet, (sims) => {
        const any = indexOf(sims);
        expect(any.simCount).toBe(sims.length);
        for (const sim of sims) {
          const isKept = [sim.uniqueName, sim.friendlyName].every(
            (name) => name === null || wellFormed(name),
          );
          if (isKept) expect(any.bySid(sim.sid)).toEqual(sim);
          expect(any.bySid(sim.sid)?.sid).toBe(sim.sid);
          const has = ({ sid }: DirectorySim) => sid === sim.sid;
          if (wellFormed(sim.uniqueName) && fold(sim.uniqueName) !== "") {
            expect(any.byUniqueName(sim.uniqueName)?.sid).toBe(sim.sid);
          }
          if (wellFormed(sim.friendlyName) && fold(sim.friendlyName) !== "") {
            const { sims: found } = any.byFriendlyName(sim.friendlyName.toUpperCase(), 40);
            expect(found.some(has)).toBe(true);
          }
          if (sim.iccid !== null) {
            expect(any.byIccid(sim.iccid, 40).sims.some(has)).toBe(true);
            expect(any.byLastDigits(sim.iccid.slice(-5), 40).sims.some(has)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("hostile names", () => {
  const index = indexOf(hostileNames.map((name, number) => named(number, name, `u-${number}`)));

  it.each(hostileNames)("%j is found and comes back as it is", (name) => {
    const { total, sims } = index.byFriendlyName(name, 10);
    expect(total).toBe(1);
    expect(sims[0]?.friendlyName).toBe(name.toWellFormed());
    expect(index.search(name, { limit: 1 }).matches[0]).toMatchObject({
      nearness: "exact",
      sim: { sid: sims[0]?.sid },
    });
  });

  it("longer than any name can be: cut, and still found by its beginning", () => {
    const long = indexOf([named(1, `Tank ${"x".repeat(10_000)}`)]);
    expect(long.bySid(sidOf(1))?.friendlyName).toHaveLength(foldedCharacters);
    expect(long.search("tank", { limit: 10 }).totals.words).toBe(1);
  });
});

describe("the packed form", () => {
  it("has one fingerprint for one fleet, in whatever order and pages it was listed", () => {
    fc.assert(
      fc.property(anyFleet, fc.infiniteStream(fc.nat()), (sims, random) => {
        const shuffled = sims
          .map((sim) => ({ sim, at: random.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ sim }) => sim);
        const packer = createIndexPacker();
        for (const sim of shuffled) packer.add([sim]);
        const whole = createIndexPacker();
        whole.add(sims);
        expect(packer.finish().fingerprint).toBe(whole.finish().fingerprint);
      }),
    );
  });

  it("has another fingerprint when any field differs", () => {
    const fingerprint = (over: Partial<DirectorySim>) => {
      const packer = createIndexPacker();
      packer.add([named(1, "a", "b"), { ...named(2, "c", "d"), ...over }]);
      return packer.finish().fingerprint;
    };
    const changes: Partial<DirectorySim>[] = [
      {},
      { sid: sidOf(3) },
      { uniqueName: null },
      { friendlyName: "C" },
      { friendlyName: null, uniqueName: "cd" },
      { iccid: "1" },
      { status: "suspended" },
      { status: null },
    ];
    expect(new Set(changes.map(fingerprint)).size).toBe(changes.length);
  });

  it("holds each SIM once, as it was listed last, and none without a SID of a SIM", () => {
    const index = indexOf([
      named(1, "old"),
      named(2, "other"),
      named(1, "new"),
      { ...entry(3), sid: "HS00" },
    ]);
    expect(index.simCount).toBe(2);
    expect(index.bySid(sidOf(1))?.friendlyName).toBe("new");
    expect(index.search("old", { limit: 10 }).totals.words).toBe(0);
  });
});
