import { describe, expect, it } from "vitest";
import type { DirectorySim } from "../../src/ports/directory.ts";
import { named, sidOf } from "../support/directory/fleets.ts";
import { entrances, type Seen } from "../support/entrances.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";
import { session, sim } from "../support/sessions.ts";

const fleet: readonly DirectorySim[] = [
  named(1, "Cargo camera 7", "cargo-cam-07"),
  named(2, "Cargo camera 8", "cargo-cam-08"),
  named(3, "Pump", "pump-1"),
  named(4, "Pump", "pump-2"),
];

function accountWith(name: string | null, sims: readonly DirectorySim[]) {
  const source = fakeSimSource(testClock());
  for (const one of sims) source.add(sim({ ...one }), [session()]);
  return accountOf({ name, source, directory: heldDirectory(sims) });
}

const alone = entrances(scopeOf([accountWith(null, fleet)]));
const us = accountWith("us", fleet);
const emea = accountWith("emea", [named(11, "Pump", "pump-e"), named(12, "Lamp", "lamp-e")]);
const inTwo = entrances(scopeOf([us, emea]));

/** The value of the button beside that SIM. */
function valueFor({ words }: Seen, number: number): string {
  const values = words.match(/(?<="value":")(?:[^"\\\\]|\\\\.)*/g) ?? [];
  const value = values.find((one) => one.includes(`.${sidOf(number)}.`));
  if (value === undefined) throw new Error(`no button for ${number} in ${words}`);
  return JSON.parse(`"${value}"`) as string;
}

const compared = (...numbers: number[]) => ({ sids: numbers.map(sidOf) });

describe("a comparison goes on once the SIM is chosen that was meant", () => {
  it.each<[string, number, readonly [number, number]]>([
    ["compare cargo-cam-07 cargo-cm-08", 2, [1, 2]],
    ["compare cargo-cm-08 cargo-cam-07", 2, [2, 1]],
    ["compare cargo-cam-07 Pump", 4, [1, 4]],
    ["compare Pump cargo-cam-07", 3, [3, 1]],
  ])("%j", async (text, chosen, sims) => {
    const choice = await alone.ask(text);
    expect(choice.words).toContain("is compared with");
    expect(choice.words).toContain('"Compare"');
    expect(await alone.pick(valueFor(choice, chosen))).toMatchObject(compared(...sims));
  });

  it("keeps window and audience", async () => {
    const choice = await alone.ask("compare cargo-cam-07 Pump 24h public");
    const seen = await alone.pick(valueFor(choice, 3));
    expect(seen).toMatchObject({ ...compared(1, 3), isPublic: true });
    expect(seen.words).toContain("24 h");
  });

  it("asks for one side after the other, where both were mistyped or have several", async () => {
    for (const [text, first, second] of [
      ["compare cargo-cm-07 cargo-cm-08", 1, 2],
      ["compare Pump Pump", 3, 4],
      ["compare Pump cargo-cm-08", 4, 2],
      ['compare "a. pump 1" Pump', 3, 4],
    ] as const) {
      const one = await alone.ask(text);
      const other = await alone.pick(valueFor(one, first));
      expect(await alone.pick(valueFor(other, second)), text).toMatchObject(
        compared(first, second),
      );
    }
  });

  it("in the accounts that were named, if they may be looked in still", async () => {
    const choice = await inTwo.ask("compare Pump in us lamp-e in emea");
    const value = valueFor(choice, 4);
    expect(await inTwo.pick(value)).toMatchObject(compared(4, 12));
    const narrowed = await inTwo.pick(value, scopeOf([us]));
    expect(narrowed.sids).toEqual([]);
    expect(narrowed.words).toContain("There is no account *emea*");
    const both = await inTwo.ask("compare Pump lamp-x in emea");
    expect(await inTwo.pick(valueFor(both, 12))).toMatchObject(compared(11, 12));
  });

  it("buttons of before lead to their SIM alone", async () => {
    expect(await alone.pick(`1.${sidOf(3)}.7d.beside`)).toMatchObject(compared(3));
  });
});
