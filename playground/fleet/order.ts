import type { SessionRow } from "./fleet-sim.ts";

/** The real order is documented nowhere; `shuffled` keeps clients from relying on one. */
export const orders = ["shuffled", "newest_first", "oldest_first"] as const;
export type Order = (typeof orders)[number];

/** Rows in the order of the list. Equal starts keep the order in which they were made. */
export function inOrder(rows: readonly SessionRow[], order: Order): readonly SessionRow[] {
  switch (order) {
    case "newest_first":
      return rows.toSorted((a, b) => b.start - a.start);
    case "oldest_first":
      return rows.toSorted((a, b) => a.start - b.start);
    case "shuffled":
      return rows.toSorted((a, b) =>
        a.shuffleKey < b.shuffleKey ? -1 : a.shuffleKey > b.shuffleKey ? 1 : 0,
      );
  }
}
