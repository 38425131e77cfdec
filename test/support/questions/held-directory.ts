import type { ListState } from "../../../src/core/list-state.ts";
import type { Directory, DirectorySim } from "../../../src/ports/directory.ts";
import { indexOf } from "../directory/fleets.ts";
import { asOf } from "../sessions.ts";

/** A directory that holds these SIMs and is never refreshed. */
export function heldDirectory(
  sims: readonly DirectorySim[],
  state: ListState = {
    kind: "ready",
    simCount: sims.length,
    readAt: asOf,
    ageMs: 0,
    incomplete: null,
  },
): Directory {
  const index = indexOf(sims);
  return {
    ...index,
    state: () => state,
    listing: () =>
      state.kind === "ready"
        ? {
            ...{ readAt: state.readAt, incomplete: state.incomplete, count: sims.length },
            rows: async (from, limit) => index.states(from, limit),
          }
        : null,
  };
}
