import type { Directory, DirectorySim, DirectoryState } from "../../src/usecases/directory.ts";
import { indexOf } from "../directory/fleets.ts";
import { asOf } from "../support/sessions.ts";

/** A directory that holds these SIMs and is never refreshed. */
export function heldDirectory(
  sims: readonly DirectorySim[],
  state: DirectoryState = {
    kind: "ready",
    simCount: sims.length,
    readAt: asOf,
    ageMs: 0,
    incomplete: null,
  },
): Directory {
  return { ...indexOf(sims), state: () => state };
}
