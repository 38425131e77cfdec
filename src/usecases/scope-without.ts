import type { Account, Scope } from "./accounts.ts";
import type { Directory, DirectoryMatches, DirectorySim } from "./directory.ts";

/** The same accounts, in one of whose lists that SIM does not stand any more: it is gone, or has another name. */
export function scopeWithout(scope: Scope, from: Account, sid: string): Scope {
  const { accounts, preferred } = scope;
  const kept = accounts.map((account) =>
    account.name === from.name
      ? {
          ...account,
          directory: directoryWithout(account.directory, sid),
          isListWrong: true as const,
        }
      : account,
  );
  return {
    ...scope,
    accounts: kept,
    preferred: kept.find(({ name }) => name === preferred?.name) ?? null,
  };
}

function directoryWithout(directory: Directory, sid: string): Directory {
  const other = (sim: DirectorySim | null) => (sim?.sid === sid ? null : sim);
  const others = ({ total, sims }: DirectoryMatches, limit: number): DirectoryMatches => {
    const left = sims.filter((sim) => sim.sid !== sid);
    return { total: total - (sims.length - left.length), sims: left.slice(0, limit) };
  };
  return {
    simCount: directory.simCount,
    state: () => directory.state(),
    bySid: (wanted) => other(directory.bySid(wanted)),
    byUniqueName: (name) => other(directory.byUniqueName(name)),
    byIccid: (digits, limit) => others(directory.byIccid(digits, limit + 1), limit),
    byFriendlyName: (name, limit) => others(directory.byFriendlyName(name, limit + 1), limit),
    byLastDigits: (digits, limit) => others(directory.byLastDigits(digits, limit + 1), limit),
    search: (text, range) => {
      const { totals, matches } = directory.search(text, { ...range, limit: range.limit + 1 });
      const gone = matches.find(({ sim }) => sim.sid === sid);
      const left = matches.filter((match) => match !== gone).slice(0, range.limit);
      if (gone === undefined) return { totals, matches: left };
      return { totals: { ...totals, [gone.nearness]: totals[gone.nearness] - 1 }, matches: left };
    },
  };
}
