import { identifiersIn } from "../core/identifiers.ts";
import type { Directory, DirectorySim, DirectoryState } from "./directory.ts";

/** A SIM that a text speaks of. */
export type Mention =
  | { readonly kind: "known"; readonly sim: DirectorySim }
  /** A SID or ICCID that the directory does not hold (yet); asking for it may still find it. */
  | { readonly kind: "unknown"; readonly identifier: string }
  /** Super SIMs are another product: they have no data sessions at all. */
  | { readonly kind: "super_sim"; readonly sid: string };

export interface Mentions {
  /** Each SIM once: those given by SID first, then by ICCID, then by unique name. */
  readonly mentions: readonly Mention[];
  /** Whether a missing name means anything: the directory may still be loading. */
  readonly directory: DirectoryState;
}

/**
 * The SIMs in an alert or any other text: SIDs (also inside links), complete ICCIDs, and words
 * that are unique names of the fleet. Answered from memory.
 */
export function simsInText(directory: Directory, text: string): Mentions {
  const { sids, iccids, uniqueNames, superSimSids } = identifiersIn(
    text,
    (name) => directory.byUniqueName(name) !== null,
  );
  const found: Mention[] = [
    ...sids.map((sid) => knownOr(sid, directory.bySid(sid))),
    ...iccids.flatMap((digits) => byIccid(directory, digits)),
    ...uniqueNames.map((name) => knownOr(name, directory.byUniqueName(name))),
    ...superSimSids.map((sid): Mention => ({ kind: "super_sim", sid })),
  ];
  const bySid = new Map<string, Mention>();
  for (const mention of found) if (!bySid.has(keyOf(mention))) bySid.set(keyOf(mention), mention);
  return { mentions: [...bySid.values()], directory: directory.state() };
}

/** One card is one SIM, but a platform may keep a deleted one beside its successor. */
const mostOfOneCard = 10;

function byIccid(directory: Directory, digits: string): Mention[] {
  const { sims } = directory.byIccid(digits, mostOfOneCard);
  return sims.length === 0
    ? [{ kind: "unknown", identifier: digits }]
    : sims.map((sim) => ({ kind: "known", sim }));
}

function knownOr(identifier: string, sim: DirectorySim | null): Mention {
  return sim === null ? { kind: "unknown", identifier } : { kind: "known", sim };
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
