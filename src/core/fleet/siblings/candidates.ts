import type { Candidates } from "./inquiry.ts";
import { mostElsewhere, siblingBatch } from "./inquiry.ts";

/** Where a SIM was last known. */
export interface LastPlace {
  /** As `fleetOperatorKey` has it. */
  readonly operator: string;
  readonly cell: string | null;
}

/** The kind of place that is asked first. */
export type Near = "cell" | "area";

/**
 * The siblings by place, in the order given, which must be random. Its cell comes first where a batch
 * is known there, else its area (the location area of `MCC-MNC-area-cell`), and enough elsewhere on
 * the operator to compare; else all of its operator are one group.
 */
export function siblingCandidates(
  asked: LastPlace,
  others: readonly (LastPlace & { readonly sid: string })[],
): Candidates & { readonly nearest: Near | null } {
  const mine = others.filter(({ operator }) => operator === asked.operator);
  const elsewhere = others.filter(({ operator }) => operator !== asked.operator);
  const sidsOf = (some: readonly { readonly sid: string }[]) => some.map(({ sid }) => sid);
  for (const nearest of ["cell", "area"] as const) {
    const place = placeOf(asked.cell, nearest);
    if (place === null) continue;
    const near = mine.filter(({ cell }) => placeOf(cell, nearest) === place);
    const rest = mine.filter(({ cell }) => placeOf(cell, nearest) !== place);
    if (near.length >= siblingBatch && rest.length >= mostElsewhere) {
      return { near: sidsOf(near), operator: sidsOf(rest), others: sidsOf(elsewhere), nearest };
    }
  }
  return { near: [], operator: sidsOf(mine), others: sidsOf(elsewhere), nearest: null };
}

function placeOf(cell: string | null, kind: Near): string | null {
  if (cell === null || kind === "cell") return cell;
  const parts = cell.split("-");
  return parts.length === 4 ? parts.slice(0, 3).join("-") : null;
}
