import { type ListedSim, listsOf, located, type Scope } from "../accounts/accounts.ts";
import type { AccountList } from "../core/list-state.ts";
import { readGiven, soughtBy } from "../core/reading/given.ts";
import type { Directory, DirectorySim } from "../ports/directory.ts";

import { type LocatedMatch, nearestAcross, searchAcross } from "./search-across.ts";

/** Everything that answers `/sim find`, and every page turn of it. */
type FindOutcome =
  | {
      readonly kind: "found";
      /** What was looked for, without its wrapping; with `page` all that a button must carry. */
      readonly wanted: string;
      /** The SIMs of this page, nearest first; `typo` ones only resemble the text. */
      readonly matches: readonly LocatedMatch[];
      readonly total: number;
      /** How many of them only resemble the text. */
      readonly similar: number;
      /** 1-based; a page that is no longer there is the last one. */
      readonly page: number;
      readonly pageCount: number;
      readonly lists: readonly AccountList[];
    }
  | {
      readonly kind: "none";
      readonly wanted: string;
      /** SIMs with some of the words; often empty. */
      readonly nearest: readonly LocatedMatch[];
      /** Whether "none" means anything: a list may still be loading, be old, or have failed. */
      readonly lists: readonly AccountList[];
    };

interface Suggestions {
  /** Nearest first, at most as many as asked for and as a select menu shows. */
  readonly matches: readonly LocatedMatch[];
  readonly total: number;
  /** How many of them only resemble the text. */
  readonly similar: number;
}

/** Look-alikes that are offered where nothing was found. */
export const mostNearest = 5;

/** SIMs on a page; each takes a block of Slack's 50 in a message. */
const pageSize = 10;

/** Slack shows at most 100 options in a select menu. */
export const mostSuggestions = 100;

/**
 * A page of the SIMs in these accounts that match a text; an empty text finds every SIM. From
 * memory, within milliseconds; never fails.
 *
 * @param page 1-based
 */
export function findSims(scope: Scope, text: string, page: number): FindOutcome {
  const wanted = soughtBy(text);
  const lists = listsOf(scope);
  const asked = Math.max(1, Math.trunc(page) || 1);
  const found = stretch(scope, wanted, (asked - 1) * pageSize, pageSize);
  if (found.total === 0) {
    return { kind: "none", wanted, nearest: nearestAcross(scope, wanted, mostNearest), lists };
  }
  const pageCount = Math.ceil(found.total / pageSize);
  const shown =
    asked > pageCount ? stretch(scope, wanted, (pageCount - 1) * pageSize, pageSize) : found;
  return { kind: "found", wanted, ...shown, page: Math.min(asked, pageCount), pageCount, lists };
}

/** For a type-ahead. An empty text suggests the first SIMs of the alphabet. */
export function suggestSims(scope: Scope, text: string, limit = mostSuggestions): Suggestions {
  return stretch(scope, soughtBy(text), 0, Math.max(0, Math.min(limit, mostSuggestions)));
}

function stretch(scope: Scope, wanted: string, offset: number, limit: number): Suggestions {
  const { totals, matches } = searchAcross(scope, wanted, { offset, limit });
  const similar = totals.typo;
  return { matches, total: totals.exact + totals.words + similar, similar };
}

/** Of one account: enough to choose from. */
const mostNamed = 5;

/**
 * SIMs of exactly that name in the lists of these accounts: SID, unique name, ICCID or friendly
 * name, at most five of each account. From memory, to tell somebody where a SIM is that was looked for elsewhere.
 */
export function simsNamed({ accounts }: Scope, name: string): readonly ListedSim[] {
  return accounts.flatMap((account) =>
    namedIn(account.directory, name).map((sim): ListedSim => located(sim, account)),
  );
}

function namedIn(directory: Directory, name: string): readonly DirectorySim[] {
  const given = readGiven(name);
  if (given.kind === "super_sim") return [];
  const exact =
    given.kind === "sid" ? directory.bySid(given.exact) : directory.byUniqueName(given.text);
  if (exact !== null || given.kind === "sid") return exact === null ? [] : [exact];
  const cards = given.kind === "iccid" ? directory.byIccid(given.exact, mostNamed).sims : [];
  return cards.length > 0 ? cards : directory.byAnyName(given.text, mostNamed).sims;
}
