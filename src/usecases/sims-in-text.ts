import { identifiersIn } from "../core/identifiers.ts";
import type { Directory, DirectorySim, DirectoryState } from "./directory.ts";

/** The SIMs that a longer text speaks of. */
export interface SimsInText {
  /** Each once, in the order SIDs, ICCIDs, names. A SID that the directory does not hold is among them. */
  readonly sims: readonly DirectorySim[];
  /** ICCIDs that no listed SIM has. */
  readonly unknownIccids: number;
  /** Super SIMs have no data sessions. */
  readonly superSims: number;
  /** Whether "none" means anything. */
  readonly directory: DirectoryState;
}

/** Cards of one account that share an ICCID would be a fault of the platform's; two are shown. */
const mostPerIccid = 2;

/** Finds SIDs, complete ICCIDs and known unique names, from memory. */
export function simsInText(directory: Directory, text: string): SimsInText {
  const found = identifiersIn(text, (name) => directory.byUniqueName(name) !== null);
  const byIccid = found.iccids.map((iccid) => directory.byIccid(iccid, mostPerIccid).sims);
  const sims = [
    ...found.sids.map((sid) => directory.bySid(sid) ?? unlisted(sid)),
    ...byIccid.flat(),
    ...found.uniqueNames.flatMap((name) => directory.byUniqueName(name) ?? []),
  ];
  return {
    sims: [...new Map(sims.map((sim) => [sim.sid, sim])).values()],
    unknownIccids: byIccid.filter((matches) => matches.length === 0).length,
    superSims: found.superSimSids.length,
    directory: directory.state(),
  };
}

/** Nothing is known of it yet, and the platform can be asked all the same. */
function unlisted(sid: string): DirectorySim {
  return { sid, uniqueName: null, friendlyName: null, iccid: null, status: null };
}
