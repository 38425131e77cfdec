import fc from "fast-check";
import type { IndexBuild } from "../../../src/directory/index-build.ts";
import { createIndexPacker } from "../../../src/directory/pack-index.ts";
import { createSimIndex } from "../../../src/directory/sim-index.ts";
import type { DirectorySim, SimIndex } from "../../../src/ports/directory.ts";

export function sidOf(number: number): string {
  return `DE${number.toString(16).padStart(32, "0")}`;
}

/** A SIM of the directory; its ICCID ends in the number. */
export function entry(number: number, over: Partial<DirectorySim> = {}): DirectorySim {
  return {
    sid: sidOf(number),
    uniqueName: null,
    friendlyName: null,
    iccid: `8901260${String(number).padStart(12, "0")}`,
    status: "active",
    ...over,
  };
}

export function named(number: number, friendlyName: string, uniqueName: string | null = null) {
  return entry(number, { friendlyName, uniqueName });
}

export function indexOf(sims: readonly DirectorySim[]): SimIndex {
  const packer = createIndexPacker();
  packer.add(sims);
  return createSimIndex(packer.finish());
}

/** Builds where the test runs. */
export function buildHere(): IndexBuild {
  const packer = createIndexPacker();
  return {
    add: async (sims) => packer.add(sims),
    finish: async () => packer.finish(),
    cancel: () => undefined,
  };
}

/** Names that try to break markup, lines, look-ups and layout. */
export const hostileNames = [
  "<!channel> & <@U012AB3CD> *bold*",
  "<https://evil.example|click>",
  "🚚🚒",
  "🇩🇪 Löschzug № 7 👩🏽‍🚒",
  "مستشعر الخزان ٧ — شمال",
  "\u202eValve gnp.evlav\u202c 4",
  "Pump\nhouse\r\n\tthree",
  `Refrigerated container ${"very ".repeat(60)}long name`,
  "x".repeat(64),
  "漢字".repeat(40),
  "'; DROP TABLE sims; --",
  "__proto__",
  "constructor",
  "%_",
  "a\u0000b",
  "\ud800 lone surrogate",
  "=HYPERLINK(1)",
  "e\u0301tage",
] as const;

const names = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("cargo-cam-07", "Cargo camera 7", "Köln 12", "pump7") },
  { weight: 4, arbitrary: fc.stringMatching(/^(cam|truck|Pump|Größe)[ _-]?[0-9]{1,4}$/) },
  { weight: 2, arbitrary: fc.constantFrom(...hostileNames) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 40 }) },
);

/** Fleets with duplicate, missing and hostile names; SIDs and unique names are unique. */
export const anyFleet: fc.Arbitrary<readonly DirectorySim[]> = fc.uniqueArray(
  fc.record({
    sid: fc.nat({ max: 100_000 }).map(sidOf),
    uniqueName: fc.option(names, { nil: null }),
    friendlyName: fc.option(names, { nil: null }),
    iccid: fc.option(fc.stringMatching(/^8901260[0-9]{11,12}$/), { nil: null, freq: 10 }),
    status: fc.constantFrom("active", "suspended", null, "<new>"),
  }),
  {
    maxLength: 40,
    comparator: (a, b) =>
      a.sid === b.sid || (a.uniqueName !== null && a.uniqueName === b.uniqueName),
  },
);
