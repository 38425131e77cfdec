import { describe, expect, it } from "vitest";
import { compactOf, fold } from "../../../src/core/fold.ts";
import type { KnownNames } from "../../../src/core/reading/names-in-text.ts";
import { readRunningText } from "../../../src/core/reading/running-text.ts";
import { hostileNames } from "../../support/directory/fleets.ts";
import { type Random, seededRandom } from "../../support/histories/random.ts";

const texts = 100_000;
const seed = 14;

/** Unique names of one word, friendly ones of several. */
const uniqueNames = ["cargo-cam-07", "yard-tracker-1", "fleet_000017", "gate/7", "silo"];
const friendlyNames = [
  "Cargo camera 7",
  "Kiosk 24h",
  "冷藏车 7",
  "truck@north v1.2",
  "Löschzug № 8",
];
const compact = (name: string) => compactOf(fold(name));
const kinds = new Map<string, "unique" | "friendly">([
  ...friendlyNames.map((name) => [compact(name), "friendly"] as const),
  ...uniqueNames.map((name) => [compact(name), "unique"] as const),
]);
const beginnings = new Set(
  [...kinds.keys()].flatMap((name) => Array.from(name, (_, at) => name.slice(0, at + 1))),
);
const known: KnownNames = {
  begins: (start) => beginnings.has(start),
  kindOf: (name) => kinds.get(compact(name)) ?? null,
};

const digits = (random: Random, count: number) =>
  Array.from({ length: count }, () => random.whole(0, 9)).join("");
const hex = (random: Random, count: number) =>
  Array.from({ length: count }, () => random.whole(0, 15).toString(16)).join("");
const inGroups = (text: string, size: number, separator: string) =>
  (text.match(new RegExp(`.{1,${size}}`, "g")) ?? []).join(separator);

type Make<What> = (random: Random) => What;

/** Words, times, amounts, hashes and numbers that are no SIM's, and none of which is a name. */
const noise: readonly [Make<string>, ...Make<string>[]] = [
  () => "is offline since",
  () => "🚨 *ALERT*",
  () => "2026-11-28T20:49:57Z",
  () => "2026-11-28 10:00",
  (random) => `order 71${digits(random, 17)}`,
  (random) => `x89${digits(random, 17)}`,
  (random) => `89${digits(random, 17)}x`,
  (random) => `189${digits(random, 17)}`,
  (random) => `89${digits(random, 25)}`,
  (random) => `EID ${inGroups(`89${digits(random, 30)}`, 4, " ")}`,
  (random) => `89${digits(random, 30)}`,
  (random) => inGroups(`89${digits(random, 30)}`, 8, "-"),
  (random) => `1-89${digits(random, 4)}-${digits(random, 13)}`,
  (random) => hex(random, 40),
  (random) => `DE${hex(random, 33)}`,
  (random) => `xDE${hex(random, 32)}`,
  (random) =>
    `${hex(random, 8)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 12)}`,
  (random) =>
    `89${digits(random, 6)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 12)}`,
  () => "cargo-cam-071",
  () => "my-cargo-cam-07",
  () => "yard-tracker-1-old",
  () => "Cargo camera 77",
  () => "kiosk",
  () => "-35.4%, 12.5 V (RSSI)",
  () => "https://example.com/a?b=c&d=7#e",
  () => '{"a":[1,2,{}]}',
  (random) => random.pick(hostileNames),
];

interface Planted {
  readonly text: string;
  readonly found: readonly [kind: "sids" | "iccids" | "names", what: string];
}

const planted: readonly [Make<Planted>, ...Make<Planted>[]] = [
  (random) => {
    const sid = `DE${hex(random, 32)}`;
    return { text: random.chance(0.5) ? sid : sid.toLowerCase(), found: ["sids", sid] };
  },
  (random) => {
    const sid = `DE${hex(random, 32)}`;
    return { text: `<https://console.example/sims/${sid}/x|SIM>`, found: ["sids", sid] };
  },
  (random) => {
    const iccid = `89${digits(random, 16)}${digits(random, random.chance(0.5) ? 1 : 2)}`;
    const forms: [string, ...string[]] = [
      iccid,
      `${iccid}F`,
      `iccid=${iccid}`,
      inGroups(iccid, 4, " "),
      inGroups(iccid, 4, "-"),
      `${iccid}.0`,
    ];
    return { text: random.pick(forms), found: ["iccids", iccid] };
  },
  (random) => {
    const iccid = `898607B8${digits(random, 12)}`;
    return { text: random.chance(0.5) ? iccid : iccid.toLowerCase(), found: ["iccids", iccid] };
  },
  ...[...uniqueNames, ...friendlyNames].map((name) => (random: Random): Planted => {
    const forms: [string, ...string[]] = [
      name,
      name.toUpperCase(),
      `"${name}"`,
      `(${name})`,
      `device=${name};`,
      `*${name}*`,
      `${name}!`,
    ];
    const text = random.pick(forms);
    return { text, found: ["names", compact(name)] };
  }),
];

const joints: readonly [string, ...string[]] = [" ", "\n", "  ", " – ", ", ", " | ", "\t"];

describe(`${texts.toLocaleString("en")} texts of names and numbers among noise (seed ${seed})`, () => {
  it("what was planted is found, and nothing else", () => {
    const random = seededRandom(seed);
    for (let count = 0; count < texts; count += 1) {
      const parts: string[] = [];
      const wanted = {
        sids: new Set<string>(),
        iccids: new Set<string>(),
        names: new Set<string>(),
      };
      for (let part = random.whole(1, 3); part > 0; part -= 1) {
        if (random.chance(0.3)) {
          const { text, found } = random.pick(planted)(random);
          parts.push(text);
          wanted[found[0]].add(found[1]);
        } else parts.push(random.pick(noise)(random));
      }
      // Words part numbers that stand next to each other: "013 12" may be one or two.
      const text = parts
        .map((part) => `${part}${random.pick(joints)}at${random.pick(joints)}`)
        .join("");
      const { sids, iccids, names } = readRunningText(text, known);
      const found = {
        sids: new Set(sids),
        iccids: new Set(iccids),
        names: new Set(names.map(compact)),
      };
      if (isSame(found, wanted)) continue;
      expect(found, text).toEqual(wanted);
    }
  }, 300_000);
});

type Sets = Readonly<Record<"sids" | "iccids" | "names", ReadonlySet<string>>>;

function isSame(found: Sets, wanted: Sets): boolean {
  return (["sids", "iccids", "names"] as const).every(
    (kind) =>
      found[kind].size === wanted[kind].size &&
      [...found[kind]].every((one) => wanted[kind].has(one)),
  );
}
