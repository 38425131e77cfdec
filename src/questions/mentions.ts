import { type ListedSim, listsOf, located, type Scope } from "../accounts/accounts.ts";
import { identifiersIn } from "../core/identifiers.ts";
import type { AccountList } from "../core/list-state.ts";
import type { Directory, DirectorySim } from "../ports/directory.ts";

/** A SIM that a text speaks of. */
export type Mention =
  | { readonly kind: "known"; readonly sim: ListedSim }
  /** A SID or ICCID that the directory does not hold (yet); asking for it may still find it. */
  | { readonly kind: "unknown"; readonly identifier: string }
  /** Super SIMs are another product: they have no data sessions at all. */
  | { readonly kind: "super_sim"; readonly sid: string };

export interface Mentions {
  /**
   * Each SIM once: those given by SID first, then by ICCID, then by unique name. A name that
   * several accounts know stands for the SIM of each, unless one of them is preferred.
   */
  readonly mentions: readonly Mention[];
  /** Whether a missing name means anything: a list may still be loading. */
  readonly lists: readonly AccountList[];
}

/**
 * The SIMs in an alert or any other text: SIDs (also inside links), complete ICCIDs, and words
 * that are unique names of the fleet. Answered from memory.
 */
export function simsInText(scope: Scope, text: string): Mentions {
  const { sids, iccids, uniqueNames, superSimSids } = identifiersIn(
    text,
    (name) => inAccounts(scope, (directory) => directory.byUniqueName(name)).length > 0,
  );
  const found: Mention[] = [
    ...sids.flatMap((sid) =>
      knownOr(
        sid,
        inAccounts(scope, (directory) => directory.bySid(sid)),
      ),
    ),
    ...iccids.flatMap((digits) => knownOr(digits, byIccid(scope, digits))),
    ...uniqueNames.flatMap((name) =>
      knownOr(
        name,
        inAccounts(scope, (directory) => directory.byUniqueName(name)),
      ),
    ),
    ...superSimSids.map((sid): Mention => ({ kind: "super_sim", sid })),
  ];
  const bySid = new Map<string, Mention>();
  for (const mention of found) if (!bySid.has(keyOf(mention))) bySid.set(keyOf(mention), mention);
  return { mentions: [...bySid.values()], lists: listsOf(scope) };
}

function inAccounts(
  { accounts, preferred }: Scope,
  lookUp: (directory: Directory) => DirectorySim | null,
): ListedSim[] {
  const inOne = (account: Scope["accounts"][number]): ListedSim[] => {
    const sim = lookUp(account.directory);
    return sim === null ? [] : [located(sim, account)];
  };
  const own = preferred === null ? [] : inOne(preferred);
  return own.length > 0 ? own : accounts.flatMap(inOne);
}

/** One card is one SIM, but a platform may keep a deleted one beside its successor. */
const mostOfOneCard = 10;

function byIccid({ accounts }: Scope, digits: string): ListedSim[] {
  return accounts.flatMap((account) =>
    account.directory.byIccid(digits, mostOfOneCard).sims.map((sim) => located(sim, account)),
  );
}

function knownOr(identifier: string, sims: readonly ListedSim[]): Mention[] {
  return sims.length === 0
    ? [{ kind: "unknown", identifier }]
    : sims.map((sim) => ({ kind: "known", sim }));
}

function keyOf(mention: Mention): string {
  switch (mention.kind) {
    case "known":
      return mention.sim.sid;
    case "super_sim":
      return mention.sid;
    case "unknown":
      return mention.identifier;
  }
}
