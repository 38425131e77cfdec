import { createOperatorFinder, type OperatorBook, operatorBookOf } from "../operator-book.ts";
import type { DataSession } from "../session.ts";

/** Tells the operators of one history apart, although records may miss the code or the name. */
export interface OperatorNames {
  /** `null` is unknown and equals nothing. */
  keyOf(session: DataSession): string | null;
  /** What the operator with this key is called, unlike every other one. Untrusted text. */
  labelOf(key: string): string;
}

/** The operator book of one history, as the rules ask it. */
export function operatorNamesOf(sessions: readonly DataSession[]): OperatorNames {
  const book: OperatorBook = operatorBookOf(sessions.map(({ operator }) => operator));
  const labels = new Map(
    [...book.byCode.values(), ...book.byName.values()].map((one) => [one.key, one.distinctLabel]),
  );
  const operatorIn = createOperatorFinder(book);
  return {
    keyOf: ({ operator }) => operatorIn(operator)?.key ?? null,
    labelOf: (key) => labels.get(key) ?? key,
  };
}
