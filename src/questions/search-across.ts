import {
  type Account,
  inOrderOfPreference,
  type ListedSim,
  located,
  type Scope,
} from "../accounts/accounts.ts";
import { isGone, type Mistake } from "../look-up/listed.ts";
import type { Nearness, SearchMatch, SearchMatches, SearchRange } from "../ports/directory.ts";

/** A SIM that matches a search, and the account that it is in. */
export interface LocatedMatch {
  readonly sim: ListedSim;
  readonly nearness: Nearness;
}

export interface LocatedMatches {
  /** How many SIMs match in all, by nearness. */
  readonly totals: SearchMatches["totals"];
  readonly matches: readonly LocatedMatch[];
}

const nearestFirst: readonly Nearness[] = ["exact", "words", "typo", "some_words"];
const guesses: ReadonlySet<Nearness> = new Set(["typo", "some_words"]);

/**
 * A search in all accounts of a scope: nearest first, and among equally near ones the preferred
 * account's first. Where one account has a right match, another one's guesses are only noise.
 */
export function searchAcross(scope: Scope, text: string, range: SearchRange): LocatedMatches {
  const [only, ...others] = scope.accounts;
  if (only !== undefined && others.length === 0) {
    const { totals, matches } = only.directory.search(text, range);
    return { totals, matches: matches.map((match) => locatedMatch(match, only)) };
  }
  const { offset = 0, limit, ...how } = range;
  // A search costs the same for few rows as for many: the first page is made of one for each account.
  const firstRows = offset === 0 ? limit : 0;
  const found = inOrderOfPreference(scope).map((account) => ({
    account,
    ...account.directory.search(text, { ...how, limit: firstRows }),
    passed: 0,
  }));
  const hasRight = found.some(({ totals }) => totals.exact + totals.words > 0);
  const totals = { exact: 0, words: 0, typo: 0, some_words: 0 };
  const matches: LocatedMatch[] = [];
  let before = 0;
  for (const nearness of nearestFirst) {
    for (const one of found) {
      const { account, totals: own, passed } = one;
      const isNoise = guesses.has(nearness) && hasRight && own.exact + own.words === 0;
      const count = isNoise ? 0 : own[nearness];
      const from = passed + Math.max(offset - before, 0);
      const to = passed + Math.min(offset + limit - before, count);
      if (from < to) {
        const rows =
          to <= firstRows
            ? one.matches.slice(from, to)
            : account.directory.search(text, { ...how, offset: from, limit: to - from }).matches;
        matches.push(...rows.map((match) => locatedMatch(match, account)));
      }
      totals[nearness] += count;
      before += count;
      one.passed += count;
    }
  }
  return { totals, matches };
}

/**
 * What resembles a text, for a choice of a few: nearest first, and among equally near ones the
 * accounts take turns, so that the first of them does not take every place. SIMs that are known to
 * be `gone` are left out.
 */
export function nearestAcross(
  scope: Scope,
  text: string,
  limit: number,
  gone: readonly Mistake[] = [],
): readonly LocatedMatch[] {
  const range = { limit: limit + gone.length, farthest: "some_words" } as const;
  const found = inOrderOfPreference(scope).map((account) =>
    account.directory
      .search(text, range)
      .matches.filter(({ sim }) => !isGone(gone, account, sim.sid))
      .slice(0, limit)
      .map((match) => locatedMatch(match, account)),
  );
  const inTurns = nearestFirst.flatMap((nearness) => {
    const near = found.map((matches) => matches.filter((match) => match.nearness === nearness));
    return Array.from({ length: limit }, (_, turn) =>
      near.flatMap((own) => own[turn] ?? []),
    ).flat();
  });
  return inTurns.slice(0, limit);
}

function locatedMatch({ sim, nearness }: SearchMatch, account: Account): LocatedMatch {
  return { sim: located(sim, account), nearness };
}
