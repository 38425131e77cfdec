import { type ListedSim, listsOf, located, type Scope } from "../accounts/accounts.ts";
import type { AccountList } from "../core/list-state.ts";
import type { NumberKind } from "../core/reading/other-numbers.ts";
import { readRunningText } from "../core/reading/running-text.ts";
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
   * Each SIM once: those given by SID first, then by ICCID, then by name. A name that several
   * accounts know stands for the SIM of each, unless one of them is preferred.
   */
  readonly mentions: readonly Mention[];
  /** Kinds of numbers in it that are known and name no SIM. */
  readonly others: readonly NumberKind[];
  /** Whether a missing name means anything: a list may still be loading. */
  readonly lists: readonly AccountList[];
}

/**
 * The SIMs in an alert or any other text: SIDs (also inside links), complete ICCIDs, and names of
 * the fleet. Answered from memory.
 */
export function simsInText(scope: Scope, text: string): Mentions {
  const directories = scope.accounts.map(({ directory }) => directory);
  const { sids, iccids, names, superSimSids, others } = readRunningText(text, {
    begins: (compact) => directories.some((one) => one.hasNameBeginning(compact)),
    kindOf: (name) => {
      const named = directories
        .map((one) => one.byAnyName(name, 0))
        .filter(({ total }) => total > 0);
      if (named.length === 0) return null;
      return named.some(({ isUnique }) => isUnique) ? "unique" : "friendly";
    },
  });
  const found: Mention[] = [
    ...sids.flatMap((sid) =>
      knownOr(
        sid,
        inAccounts(scope, (one) => some(one.bySid(sid))),
      ),
    ),
    ...iccids.flatMap((digits) => knownOr(digits, byIccid(scope, digits))),
    ...names.flatMap((name) => simsOfName(scope, name).map(asKnown)),
    ...superSimSids.map((sid): Mention => ({ kind: "super_sim", sid })),
  ];
  const bySid = new Map<string, Mention>();
  for (const mention of found) if (!bySid.has(keyOf(mention))) bySid.set(keyOf(mention), mention);
  return { mentions: [...bySid.values()], others, lists: listsOf(scope) };
}

/** One card is one SIM, but a platform may keep a deleted one beside its successor. */
const mostOfOneName = 10;

function simsOfName(scope: Scope, name: string): readonly ListedSim[] {
  const exact = inAccounts(scope, (one) => some(one.byUniqueName(name)));
  return exact.length > 0
    ? exact
    : inAccounts(scope, (one) => one.byAnyName(name, mostOfOneName).sims);
}

function inAccounts(
  { accounts, preferred }: Scope,
  lookUp: (directory: Directory) => readonly DirectorySim[],
): ListedSim[] {
  const inOne = (account: Scope["accounts"][number]): ListedSim[] =>
    lookUp(account.directory).map((sim) => located(sim, account));
  const own = preferred === null ? [] : inOne(preferred);
  return own.length > 0 ? own : accounts.flatMap(inOne);
}

/** Digits may be a name as well. */
function byIccid({ accounts, ...scope }: Scope, digits: string): readonly ListedSim[] {
  const cards = accounts.flatMap((account) =>
    account.directory.byIccid(digits, mostOfOneName).sims.map((sim) => located(sim, account)),
  );
  return cards.length > 0 ? cards : simsOfName({ accounts, ...scope }, digits);
}

function some(sim: DirectorySim | null): readonly DirectorySim[] {
  return sim === null ? [] : [sim];
}

function asKnown(sim: ListedSim): Mention {
  return { kind: "known", sim };
}

function knownOr(identifier: string, sims: readonly ListedSim[]): Mention[] {
  return sims.length === 0 ? [{ kind: "unknown", identifier }] : sims.map(asKnown);
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
