import { fold } from "../core/fold.ts";
import { iccidDigits, isIccidEnd } from "../core/iccid.ts";
import type { Scope } from "./accounts.ts";
import type { Directory, DirectoryMatches } from "./directory.ts";
import {
  chosenAmong,
  type Found,
  mostCandidates,
  type ResolvedBy,
  type Several,
} from "./sim-resolution.ts";

/**
 * What the lists know of a text that is no unique name: a friendly name, the last digits of an
 * ICCID and, where that is asked for, what has all its words. `null`: nothing. From memory.
 */
export function rememberedSim(
  scope: Scope,
  text: string,
  how: "named" | "searched",
): Found | Several | null {
  // A search for nothing finds everything, which may be one SIM.
  if (fold(text) === "") return null;
  const digits = iccidDigits(text) ?? "";
  return (
    listedSim(scope, "friendly_name", (directory) =>
      directory.byFriendlyName(text, mostCandidates),
    ) ??
    (isIccidEnd(digits)
      ? listedSim(scope, "last_digits", (directory) =>
          directory.byLastDigits(digits, mostCandidates),
        )
      : null) ??
    (how === "searched" ? searched(scope, text) : null)
  );
}

/** One look-up in the lists of all accounts. */
export function listedSim(
  { accounts, preferred }: Scope,
  by: ResolvedBy,
  lookUp: (directory: Directory) => DirectoryMatches,
): Found | Several | null {
  const found = accounts.map((account) => ({ account, ...lookUp(account.directory) }));
  return chosenAmong(found, preferred, by);
}

/** What has the whole name, else what has every word. */
function searched({ accounts, preferred }: Scope, text: string): Found | Several | null {
  const range = { limit: mostCandidates, farthest: "words" } as const;
  const found = accounts.map((account) => ({
    account,
    ...account.directory.search(text, range),
  }));
  const nearness = found.some(({ totals }) => totals.exact > 0) ? "exact" : "words";
  const near = found.map(({ account, totals, matches }) => ({
    account,
    total: totals[nearness],
    sims: matches.filter((match) => match.nearness === nearness).map(({ sim }) => sim),
  }));
  return chosenAmong(near, preferred, "search");
}
