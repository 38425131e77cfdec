import type { DirectorySim } from "../../../src/ports/directory.ts";
import type { NamedEntry } from "../../../src/store/audit-log.ts";

/** How many entries are kept together, and pages of a fleet. */
export const entriesAtOnce = 3;
export const pagesOfFleet = 4;
/** Runs and turns in one number, a later one being larger. */
const turnsOfRun = 1_000_000;

/** One batch of the record of who asked. */
export function entriesOf(run: string, turn: number): readonly NamedEntry[] {
  return Array.from({ length: entriesAtOnce }, (_, index) => ({
    id: `${run} ${turn} ${index}`,
    entry: {
      ...{ at: turn, userId: `U${run}`, channelId: null, teamId: null, command: "sessions" },
      ...{ simSid: `DE${String(turn).padStart(32, "0")}`, account: null, outcome: "ok" },
    },
  }));
}

/** The names of one delivery. */
export function deliveryOf(run: string, turn: number): readonly string[] {
  return [`event ${run} ${turn}`, `envelope ${run} ${turn}`];
}

/** A fleet whose every SIM says which one it is of; `readAt` says it as well. */
export function fleetOf(run: number, turn: number) {
  const readAt = run * turnsOfRun + turn;
  const pages = Array.from({ length: pagesOfFleet }, (_, page): DirectorySim[] =>
    Array.from({ length: 500 }, (_, index) => ({
      sid: `DE${String(page * 500 + index).padStart(32, "0")}`,
      ...{ uniqueName: `sim-${readAt}`, friendlyName: null, iccid: null, status: "active" },
    })),
  );
  return { readAt, incomplete: null, pages };
}
