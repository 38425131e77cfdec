import type { Change, Sides } from "./change.ts";
import { lengthChange, packetsChange, rhythmChange } from "./number-changes.ts";
import { valueChanges } from "./value-changes.ts";

/** Each property that is another one now. `isSilent`: nothing comes any more, so the rhythm is over. */
export function changesOf(sides: Sides, isSilent: boolean): Change[] {
  return [...valueChanges(sides), ...numberChangesOf(sides, isSilent)];
}

/** The same of what has a number only. */
export function numberChangesOf(sides: Sides, isSilent: boolean): Change[] {
  return [...rhythmChange(sides.facts, isSilent), ...lengthChange(sides), ...packetsChange(sides)];
}
