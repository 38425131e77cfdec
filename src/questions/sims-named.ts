import { type ListedSim, located, type Scope } from "../accounts/accounts.ts";
import { readIdentifier } from "../core/identifiers.ts";
import type { Directory, DirectorySim } from "../ports/directory.ts";

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
  const identifier = readIdentifier(name);
  if (identifier.kind === "super_sim") return [];
  if (identifier.kind === "sid") return some(directory.bySid(identifier.sid));
  const byUniqueName = directory.byUniqueName(identifier.text);
  if (byUniqueName !== null) return [byUniqueName];
  if (identifier.kind === "iccid") return directory.byIccid(identifier.digits, mostNamed).sims;
  const { sims } = directory.byFriendlyName(identifier.text, mostNamed);
  if (sims.length > 0) return sims;
  // Unique names are told apart by case, but nobody who types one means to.
  const { matches } = directory.search(identifier.text, { limit: mostNamed, farthest: "exact" });
  return matches.map(({ sim }) => sim);
}

function some(sim: DirectorySim | null): readonly DirectorySim[] {
  return sim === null ? [] : [sim];
}
