import fc from "fast-check";
import type { UnknownsInput } from "../../../../src/core/findings/unknowns.ts";
import { dayMs, type Instant } from "../../../../src/core/instant.ts";
import type { DataSession } from "../../../../src/core/session.ts";
import type { RecordTimes } from "../../../../src/core/session-read.ts";
import { seededRandom } from "../../histories/random.ts";
import { timeless } from "../../sessions.ts";

/** What a read may have to leave out, or could not bring. */
export type Left = Omit<UnknownsInput, "sessions" | "asOf">;

/** Times of some record of the last 33 days, readable or not, contradicting or not. */
function anyTimes(asOf: Instant): fc.Arbitrary<RecordTimes> {
  const some = fc.integer({ min: 0, max: 33 * dayMs }).map((agoMs) => asOf - agoMs);
  const time = fc.oneof(
    { weight: 3, arbitrary: some },
    { weight: 2, arbitrary: fc.constant("unreadable" as const) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant(asOf + 40 * dayMs) },
  );
  return fc.oneof(fc.record({ start: time, end: time, lastUpdated: time }), fc.constant(timeless));
}

/** Any mixture of records set aside, of other SIMs and undated ones, and of pages cut off. */
export function anyLeft(asOf: Instant): fc.Arbitrary<Left> {
  return fc.record({
    setAside: fc.array(anyTimes(asOf), { maxLength: 4 }),
    ofOtherSims: fc.array(anyTimes(asOf), { maxLength: 2 }),
    undated: fc.constantFrom(0, 0, 1, 3),
    incomplete: fc.constantFrom(null, null, "page_cap", "repeated_page", "foreign_next_page"),
  });
}

/** How a record becomes unreadable: which of its times can still be read. */
const damages: readonly ((session: DataSession) => RecordTimes)[] = [
  () => timeless,
  ({ end, lastUpdated }) => ({ start: "unreadable", end, lastUpdated }),
  ({ start, lastUpdated }) => ({ start, end: "unreadable", lastUpdated }),
  ({ lastUpdated }) => ({ start: "unreadable", end: "unreadable", lastUpdated }),
];

export interface Hiding {
  readonly seed: number;
  /** Of the records. */
  readonly share: number;
  /** Only those that begin in this part of the 30 days; 0 is the oldest. */
  readonly from: number;
  readonly to: number;
  /** The way in which all are damaged; `null`: each in its own. */
  readonly damage: number | null;
}

export const anyHiding: fc.Arbitrary<Hiding> = fc.record({
  seed: fc.nat(),
  share: fc.constantFrom(0.01, 0.05, 0.3, 1),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  damage: fc.option(fc.nat(damages.length - 1), { nil: null }),
});

/** A history of which some records became unreadable. */
export function hiding(
  sessions: readonly DataSession[],
  asOf: Instant,
  { seed, share, from, to, damage }: Hiding,
): { readonly known: DataSession[]; readonly left: Left } {
  const random = seededRandom(seed);
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  const known: DataSession[] = [];
  const setAside: RecordTimes[] = [];
  for (const session of sessions) {
    const part = 1 - (asOf - (session.start ?? asOf)) / (30 * dayMs);
    const isHidden = part >= first && part <= last && random.chance(share);
    const damaged = damages[damage ?? random.whole(0, damages.length - 1)];
    if (isHidden && damaged !== undefined) setAside.push(damaged(session));
    else known.push(session);
  }
  return { known, left: { setAside } };
}
