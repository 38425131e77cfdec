import { dayMs, type Instant } from "../instant.ts";
import type { DarkSim } from "./dark-groups.ts";
import { fleetOperatorKey, isDark } from "./sim-facts.ts";

/**
 * Whether it was silent beyond its rhythm when it was read. One that was heard then may be silent
 * since, or merely not have been looked at: of those that report often that is nearly every one.
 */
export function isSeenDark({ facts }: Pick<DarkSim, "facts">): boolean {
  return isDark(facts, facts.readAt);
}

/** In which order silent SIMs, and those that may be, are read anew. */
export interface DarkOrder<Row> {
  /** `undefined`: there are no more. */
  next(): Row | undefined;
  /** Its read was broken off: it is the next one again. */
  putBack(row: Row): void;
  /** What one of them turned out to be: silent since then; `null`: not silent. */
  found(row: Row, silentSince: Instant | null): void;
}

interface Counted {
  read: number;
  silent: number;
}

interface Waiting<Row> {
  /** The last is the next one. */
  readonly rows: Row[];
  readonly ofCell: Counted;
  readonly ofOperator: Counted;
}

/** So many reads in a cell weigh as much as all that is known of its operator. */
const readsOfPlace = 4;
/** Of those of which nothing is known yet: one in twenty has stopped, as if so many had been read. */
const before: Counted = { read: 2, silent: 0.1 };

/**
 * First those that were seen silent, the newest silence first: somebody is woken for these. Then
 * those that nobody has looked at since: where the most turn out to have stopped within a day, as
 * what stops many stops them in one place; in each place the one not looked at for longest.
 */
export function darkOrder<Row extends DarkSim>(rows: readonly Row[], at: Instant): DarkOrder<Row> {
  const seen = rows.filter(isSeenDark).toSorted((a, b) => a.facts.lastSign - b.facts.lastSign);
  const counts = new Map<string, Counted>();
  const countOf = (place: string): Counted => {
    const known = counts.get(place) ?? { read: 0, silent: 0 };
    counts.set(place, known);
    return known;
  };
  const unseen = rows
    .filter((row) => !isSeenDark(row))
    .toSorted((a, b) => b.facts.readAt - a.facts.readAt);
  const places = [...Map.groupBy(unseen, (row) => placesOf(row).cell).values()].flatMap(
    (waiting): Waiting<Row>[] => {
      const [first] = waiting;
      if (first === undefined) return [];
      const { cell, operator } = placesOf(first);
      return [{ rows: waiting, ofCell: countOf(cell), ofOperator: countOf(operator) }];
    },
  );
  return {
    putBack: (row) => void seen.push(row),
    next: () => {
      const known = seen.pop();
      if (known !== undefined) return known;
      let best: Waiting<Row> | null = null;
      for (const place of places) {
        if (place.rows.length === 0) continue;
        if (best === null || shareOf(place) > shareOf(best)) best = place;
      }
      return best?.rows.pop();
    },
    found: (row, silentSince) => {
      const { cell, operator } = placesOf(row);
      for (const count of [countOf(cell), countOf(operator)]) {
        count.read += 1;
        if (silentSince !== null && at - silentSince < dayMs) count.silent += 1;
      }
    },
  };
}

function shareOf({ ofCell, ofOperator }: Waiting<unknown>): number {
  const here = (ofOperator.silent + before.silent) / (ofOperator.read + before.read);
  return (ofCell.silent + readsOfPlace * here) / (ofCell.read + readsOfPlace);
}

function placesOf({ facts: { account, operator, cell } }: DarkSim) {
  const key = fleetOperatorKey(operator);
  return {
    operator: JSON.stringify([account, key]),
    cell: JSON.stringify([account, key, cell]),
  };
}
