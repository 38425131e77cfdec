import { count, listed, type Sentence } from "../words.ts";
import type { Hidden, UnknownBecause, Unknowns } from "./unknowns.ts";

/**
 * `3 of 12 records could not be read and 1 record had no time`: what is `hidden` where somebody
 * looked, each reason once, gravest first. Counted over everything read, as in the notes below the
 * answer: two numbers for one thing would contradict each other.
 */
export function unknownWords(
  hidden: readonly Hidden[],
  { records, counts }: Pick<Unknowns, "records" | "counts">,
): Sentence {
  const here = Map.groupBy(hidden, ({ because }) => because);
  return listed(
    reasons.flatMap((because) => {
      const { length = 0 } = here.get(because) ?? [];
      return length === 0 ? [] : [words[because](counts[because] ?? length, records)];
    }),
  );
}

const reasons: readonly UnknownBecause[] = [
  "unread_pages",
  "unreadable",
  "of_other_sim",
  "undated",
  "future",
  "impossible",
  "no_update",
  "no_start",
];

/** Told as what the read brought, so that they hold for an earlier read too. */
const words: Readonly<Record<UnknownBecause, (found: number, of: number) => Sentence>> = {
  unread_pages: () => ["not every page of the list could be read"],
  unreadable: (found, of) => [`${found} of `, count(of, "record"), " could not be read"],
  of_other_sim: (found) => [count(found, "record"), " named another SIM"],
  undated: (found) => [count(found, "record"), " had no time"],
  future: (found) => [count(found, "record"), " had times in the future"],
  // Older ones of that kind hide nothing.
  impossible: () => ["the times of its newest session contradict each other"],
  no_update: (found) => [
    count(found, "open session"),
    ` did not say when ${found === 1 ? "it was" : "they were"} last updated`,
  ],
  no_start: (found) => [
    count(found, "session"),
    ` did not say when ${found === 1 ? "it" : "they"} began`,
  ],
};
