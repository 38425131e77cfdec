import { describe, expect, it } from "vitest";
import type { ListState } from "../../src/core/list-state.ts";
import type { DirectorySim } from "../../src/ports/directory.ts";
import { named, sidOf } from "../support/directory/fleets.ts";
import { entrances } from "../support/entrances.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { loading } from "../support/look-up/two-accounts.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";
import { session, sim } from "../support/sessions.ts";

const fleet: readonly DirectorySim[] = [
  named(1, "Kiosk", "kiosk"),
  named(2, "Kiosk 24h", "kiosk 24h"),
  named(3, "Camera"),
  named(4, "Camera public"),
  named(5, "Box", "box"),
  named(6, "Box in emea"),
  named(7, "Silo 7 days"),
  named(8, "Pump No."),
  named(9, "Gate 48h"),
  named(10, "Lamp"),
];

function accountWith(name: string | null, sims: readonly DirectorySim[], state?: ListState) {
  const source = fakeSimSource(testClock());
  for (const one of sims) source.add(sim({ ...one }), [session()]);
  return accountOf({
    name,
    source,
    directory: heldDirectory(state === undefined ? sims : [], state),
  });
}

const alone = entrances(scopeOf([accountWith(null, fleet)]));
const inTwo = entrances(
  scopeOf([
    accountWith("us", fleet),
    accountWith("emea", [named(11, "Box", "box-e"), named(12, "Kiosk 24h", "kiosk-e")]),
  ]),
);

describe("what could be options is a name where a SIM has exactly that name", () => {
  it.each<[string, number, string, boolean]>([
    ["sessions Kiosk 24h", 2, "7 days", false],
    ["sessions kiosk 24H", 2, "7 days", false],
    ["sessions Kiosk 24h 30d", 2, "30 days", false],
    ["sessions Kiosk 24h public", 2, "7 days", true],
    ["sessions Kiosk 30d", 1, "30 days", false],
    ['sessions "Kiosk" 24h', 1, "24 h", false],
    ["sessions Camera public", 4, "7 days", false],
    ["sessions Camera public public", 4, "7 days", true],
    ["sessions Silo 7 days", 7, "7 days", false],
    ["sessions Pump No.", 8, "7 days", false],
    ["sessions Gate 48h", 9, "7 days", false],
    ["Kiosk 24h", 2, "7 days", false],
    ["Lamp", 10, "7 days", false],
    ["Lamp 24h", 10, "24 h", false],
    ["Lamp 30d public", 10, "30 days", true],
    [sidOf(10), 10, "7 days", false],
  ])("%j", async (text, number, windowWords, isPublic) => {
    const seen = await alone.ask(text);
    expect(seen).toMatchObject({ sids: [sidOf(number)], isPublic });
    expect(seen.words).toContain(windowWords);
  });

  it("in a comparison", async () => {
    expect((await alone.ask("compare Lamp Kiosk 24h")).sids).toEqual([sidOf(10), sidOf(2)]);
    expect((await alone.ask("compare Lamp Kiosk 30d")).sids).toEqual([sidOf(10), sidOf(1)]);
    expect(await alone.ask("compare Lamp Camera public")).toMatchObject({
      ...{ sids: [sidOf(10), sidOf(4)], isPublic: false },
    });
  });

  it.each<[string, number]>([
    ["sessions Box in emea", 6],
    ["sessions Box in us", 5],
    ["sessions Box in emea in us", 6],
    ["sessions Kiosk 24h in emea", 12],
    ["sessions Kiosk in us", 1],
    ["Box in emea", 6],
  ])("among accounts: %j", async (text, number) => {
    expect((await inTwo.ask(text)).sids).toEqual([sidOf(number)]);
  });

  it("in a search", async () => {
    expect((await inTwo.find("Box in emea")).sids[0]).toBe(sidOf(6));
  });

  it("is asked of the platform while the list is loading, and for what is newer than the list", async () => {
    const early = entrances(scopeOf([accountWith(null, fleet, loading)]));
    expect(await early.ask("sessions kiosk 24h")).toMatchObject({ sids: [sidOf(2)] });
    expect(await early.ask("sessions kiosk 30d")).toMatchObject({ sids: [sidOf(1)] });
    const source = fakeSimSource(testClock());
    const newer = named(50, "newer 24h", "newer 24h");
    source.add(sim({ ...newer }), [session()]);
    const later = entrances(scopeOf([accountOf({ source, directory: heldDirectory(fleet) })]));
    expect(await later.ask("sessions newer 24h public")).toMatchObject({
      ...{ sids: [newer.sid], isPublic: true },
    });
  });
});

describe("a SIM alone needs no other word", () => {
  it.each<[string, number, string, boolean]>([
    ["lamp", 10, "7 days", false],
    ["LAMP 24h public", 10, "24 h", true],
    ["camera publ", 4, "7 days", false],
    ["00003 30d", 3, "30 days", false],
  ])("%j", async (text, number, windowWords, isPublic) => {
    const asSessions = await alone.ask(`sessions ${text}`);
    const seen = await alone.ask(text);
    expect(seen).toEqual({ ...asSessions, command: "sessions" });
    expect(seen).toMatchObject({ sids: [sidOf(number)], isPublic });
    expect(seen.words).toContain(windowWords);
  });

  it("among accounts, and in a thread", async () => {
    expect((await inTwo.ask("box-e in emea")).sids).toEqual([sidOf(11)]);
    expect((await inTwo.ask("box-e", "channel")).sids).toEqual([sidOf(11)]);
    expect((await inTwo.ask("kiosk-e in us")).words).toContain("/sim sessions kiosk-e in emea");
  });

  it("a choice, where several are meant", async () => {
    const { words } = await alone.ask("kios 24h");
    expect(words).toContain("2 SIMs answer to *kios*. Which one?");
    expect(words).not.toContain("no command");
    expect(words).toContain(".24h.replace");
  });

  it("what is neither is explained as both", async () => {
    const { words } = await alone.ask("lampe 24h");
    expect(words).toContain("No SIM *lampe*");
    expect(words).toContain("Did you mean one of these?");
    expect(words).toContain(sidOf(10));
    expect(words).toContain('\\"lampe\\" is no command either: `/sim help`');
  });

  it("and the command for admins, of which that is the first word, is not denied", async () => {
    for (const text of ["audit soon", "audit last week", "Audit: yesterday"]) {
      const { words } = await alone.ask(text);
      expect(words).toContain("No SIM *");
      expect(words).toContain("only a time follows: `/sim audit 7d`");
      expect(words).not.toContain("no command");
    }
  });

  it("nor a mistyped word of ours", async () => {
    for (const [text, meant, near] of [
      ["sesions lamp", "`/sim sessions lamp`", sidOf(10)],
      ["session kisk 24h", "`/sim sessions kisk 24h`", sidOf(1)],
      ["halp", "`/sim help`", ""],
    ] as const) {
      const { words } = await alone.ask(text);
      expect(words).toContain(`I do not know \\"${text.split(" ")[0]}\\". Try ${meant}`);
      expect(words).toContain("No SIM *");
      expect(words).toContain(near);
    }
  });

  it("an account is none", async () => {
    expect((await inTwo.ask("emea")).words).toContain("/sim find in emea");
    expect((await inTwo.ask("in emea box-e")).words).toContain("/sim sessions box-e in emea");
  });

  it("with a window that is none it is the window that is wrong", async () => {
    const { words } = await alone.ask("lamp 48h");
    expect(words).toContain("The window can be 24h, 7d or 30d.");
    expect(words).toContain("/sim sessions lamp 24h");
  });
});
