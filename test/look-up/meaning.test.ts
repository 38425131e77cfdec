import { describe, expect, it } from "vitest";
import type { Account } from "../../src/accounts/accounts.ts";
import { BotError } from "../../src/core/errors.ts";
import { minuteMs } from "../../src/core/instant.ts";
import type { ListState } from "../../src/core/list-state.ts";
import { readGiven } from "../../src/core/reading/given.ts";
import { askAll } from "../../src/look-up/ask-all.ts";
import type { FoundBy } from "../../src/look-up/listed.ts";
import { askOne } from "../../src/look-up/look-up.ts";
import { meaningNow } from "../../src/look-up/meaning.ts";
import { lookFor } from "../../src/look-up/next.ts";
import type { DirectorySim } from "../../src/ports/directory.ts";
import { createHeldReads } from "../../src/reads/held-reads.ts";
import { entry, hostileNames, named, sidOf } from "../support/directory/fleets.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { plainReports } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";
import { asOf, sim } from "../support/sessions.ts";

const fleet: readonly DirectorySim[] = [
  named(7, "Cargo camera 7", "cargo-cam-07"),
  named(8, "Cargo camera 8", "cargo-cam-08"),
  named(11, "Löschzug  Köln", "fire-1"),
  named(12, "Pump"),
  named(13, "PUMP"),
  named(14, "fire-1", "other"),
  named(15, "Alice's meter", "AliceSmithSmartMeter"),
  entry(20, { iccid: "8901260000000111222" }),
  entry(21, { iccid: "8901260000009111222" }),
  named(30, "8901260000000012", "digits"),
  named(31, "Gate 7 / north?", "gate 7/north?&x=1#y%2e"),
];

function setUp(sims: readonly DirectorySim[] = fleet, state?: ListState) {
  const source = fakeSimSource(testClock());
  const directory = heldDirectory(sims, state);
  const { scope, answer } = plainReports({ source, directory, clock: testClock() });
  /** What the text means, before anything is read. */
  const resolve = async (text: string) => {
    const name = readGiven(text);
    if (name.kind === "super_sim") return name;
    const reads = createHeldReads(testClock());
    const { signal } = new AbortController();
    let known = lookFor(name, scope);
    for (let meant = meaningNow(known); ; meant = meaningNow(known)) {
      if (meant.kind === "none") {
        const outcome = await answer({ sim: text, windowName: "7d", moment: "now" });
        if (outcome.kind !== "no_match") throw new Error(outcome.kind);
        return { ...meant, nearest: outcome.nearest, lists: outcome.lists };
      }
      if (meant.kind !== "ask") return meant;
      const step = meant;
      const ask = (account: Account) => askOne(account, step, reads, signal);
      known = { ...known, asked: await askAll(step, ask, () => () => undefined) };
    }
  };
  return { source, resolve };
}

describe("every way to name a SIM", () => {
  it.each<[string, string, number, FoundBy]>([
    ["SID", sidOf(7), 7, "sid"],
    ["SID in other case", sidOf(0xab).toLowerCase(), 0xab, "sid"],
    ["link to the console", `<https://console.twilio.com/sims/${sidOf(7)}/x>`, 7, "sid"],
    ["unique name", "cargo-cam-07", 7, "unique_name"],
    ["unique name in code ticks", "`cargo-cam-07`", 7, "unique_name"],
    ["unique name in smart quotes", "“cargo-cam-07”", 7, "unique_name"],
    ["unique name before an equal friendly name", "fire-1", 11, "unique_name"],
    ["unique name that is a path", "gate 7/north?&x=1#y%2e", 31, "unique_name"],
    ["ICCID", "8901260000000000007", 7, "iccid"],
    ["ICCID in groups", "8901 2600 0000 0000 007", 7, "iccid"],
    ["ICCID with dashes", "8901-2600-0000-0000-007", 7, "iccid"],
    ["ICCID as a phone link", "<tel:8901260000000000007|8901260000000000007>", 7, "iccid"],
    ["ICCID with the filler", "8901260000000000007F", 7, "iccid"],
    ["ICCID with its check digit", "89012600000000000079", 7, "iccid"],
    ["friendly name", "Cargo camera 7", 7, "friendly_name"],
    ["friendly name in other case and spaces", " cargo  CAMERA 7", 7, "friendly_name"],
    ["friendly name without accents", "loschzug koln", 11, "friendly_name"],
    ["friendly name in composed accents", "LO\u0308SCHZUG KÖLN", 11, "friendly_name"],
    ["friendly name in quotes", `"Alice's meter"`, 15, "friendly_name"],
    ["friendly name of digits before last digits", "8901260000000012", 30, "friendly_name"],
    ["last five digits", "00007", 7, "last_digits"],
    ["last digits in groups", "000 000 008", 8, "last_digits"],
    ["words of a name", "koln", 11, "search"],
    ["words in any order", "7 cargo", 7, "search"],
    ["a unique name in other case", "ALICESMITHSMARTMETER", 15, "search"],
    ["a unique name with other separators", "cargo cam 08", 8, "search"],
  ])("%s: %j", async (_, given, number, by) => {
    expect(await setUp().resolve(given)).toMatchObject({ kind: "found", sid: sidOf(number), by });
  });

  it("a SID costs no call and is taken at its word", async () => {
    const { source, resolve } = setUp();
    expect(await resolve(sidOf(999))).toMatchObject({
      kind: "found",
      sid: sidOf(999),
      sim: null,
      by: "sid",
    });
    expect(source.calls).toEqual([]);
  });

  it("what the directory knows costs no call", async () => {
    const { source, resolve } = setUp();
    for (const given of ["cargo-cam-07", "8901260000000000007"]) await resolve(given);
    expect(source.calls).toEqual([]);
  });

  it("a SIM added a minute ago is found by unique name and by ICCID", async () => {
    const { source, resolve } = setUp();
    source.add(sim({ sid: sidOf(500), uniqueName: "brand-new", iccid: "8901260000000999999" }), []);
    expect(await resolve("brand-new")).toMatchObject({ sid: sidOf(500), by: "unique_name" });
    expect(await resolve("8901260000000999999")).toMatchObject({ sid: sidOf(500), by: "iccid" });
  });

  it("the platform's unique name comes before the directory's friendly name", async () => {
    const { source, resolve } = setUp();
    source.add(sim({ sid: sidOf(500), uniqueName: "Cargo camera 7" }), []);
    expect(await resolve("Cargo camera 7")).toMatchObject({ sid: sidOf(500), by: "unique_name" });
  });

  it("a Super SIM is told apart, without a call", async () => {
    const { source, resolve } = setUp();
    const sid = `HS${"0".repeat(32)}`;
    expect(await resolve(`https://console.twilio.com/super-sims/${sid}`)).toEqual({
      kind: "super_sim",
      sid,
    });
    expect(source.calls).toEqual([]);
  });

  it.each(hostileNames)("hostile name %j", async (name) => {
    const { resolve } = setUp([...fleet, named(600, name)]);
    const outcome = await resolve(name);
    expect(outcome).toMatchObject({ kind: "found", sid: sidOf(600) });
  });
});

describe("what is ambiguous is never picked", () => {
  it.each<[string, string, readonly number[], FoundBy]>([
    ["equal friendly names", "pump", [12, 13], "friendly_name"],
    ["equal last digits", "111222", [20, 21], "last_digits"],
    ["a word of several names", "cargo", [7, 8], "search"],
  ])("%s", async (_, given, numbers, by) => {
    const outcome = await setUp().resolve(given);
    if (outcome.kind !== "several") throw new Error(outcome.kind);
    expect(outcome).toMatchObject({ total: numbers.length, by });
    expect(outcome.candidates.map(({ sid }) => sid).sort()).toEqual(numbers.map(sidOf));
  });

  it("offers ten at most, and says how many there are", async () => {
    const many = Array.from({ length: 134 }, (_, number) => named(number, "Meter"));
    for (const given of ["meter", "met"]) {
      const outcome = await setUp(many).resolve(given);
      expect(outcome).toMatchObject({ kind: "several", total: 134 });
      expect(outcome.kind === "several" && outcome.candidates.length).toBe(10);
    }
  });

  it("a mistyped name is only offered, even when just one resembles it", async () => {
    const outcome = await setUp().resolve("cargo-cam-O7");
    expect(outcome).toMatchObject({ kind: "none", wanted: "cargo-cam-O7" });
    expect(outcome.kind === "none" && outcome.nearest[0]?.sid).toBe(sidOf(7));
  });

  it("four digits are no ICCID", async () => {
    expect(await setUp([entry(4321)]).resolve("4321")).toMatchObject({ kind: "none" });
  });
});

describe("nothing found", () => {
  const ready: ListState = {
    kind: "ready",
    simCount: 3,
    readAt: asOf - 40 * minuteMs,
    ageMs: 40 * minuteMs,
    incomplete: null,
    lastError: new BotError("sim_api_failed", "500", { retryable: true }),
  };

  it.each<ListState>([
    ready,
    { kind: "loading", listed: 17_000 },
    { kind: "failed", error: new BotError("sim_api_timeout", "late", { retryable: true }) },
  ])("says what stands behind it: $kind", async (state) => {
    expect(await setUp([], state).resolve("nobody")).toEqual({
      kind: "none",
      wanted: "nobody",
      isCertain: false,
      nearest: [],
      lists: [{ account: null, state }],
      unasked: [],
    });
  });

  it("the platform being down is a failure, not a SIM that is missing", async () => {
    const { source, resolve } = setUp();
    source.failWith(new BotError("sim_api_failed", "500", { retryable: true }));
    for (const given of ["nobody", "8901260000000777777"]) {
      expect(await resolve(given)).toMatchObject({
        kind: "unheard",
        unasked: [{ error: { code: "sim_api_failed" } }],
      });
    }
    expect(await resolve("cargo-cam-07")).toMatchObject({ kind: "found" });
  });

  it("an empty or blank text, or a page of it, is nothing, and costs no call", async () => {
    const { source, resolve } = setUp([named(1, "only one")]);
    for (const given of ["", "   ", "\u200b", "``", "word ".repeat(100)]) {
      expect(await resolve(given)).toMatchObject({ kind: "none" });
    }
    expect(source.calls).toEqual([]);
  });

  it("offers names with some of the words", async () => {
    const outcome = await setUp().resolve("the camera on cargo truck 7");
    expect(outcome.kind === "none" && outcome.nearest[0]?.sid).toBe(sidOf(7));
  });
});
