import { compactOf, fold } from "./fold.ts";
import type { Operator } from "./session.ts";

/** The name to show, else `MCC-MNC`, else `null`. Untrusted text: views must escape it. */
export function operatorLabel(operator: Operator): string | null {
  return operator.name ?? operatorCode(operator);
}

/** `310-260`, known only when both parts are. */
export function operatorCode(operator: Operator): string | null {
  return operator.mcc !== null && operator.mnc !== null ? `${operator.mcc}-${operator.mnc}` : null;
}

/** A fleet has a few operators, each named in every record; one that is longer is no name. */
const knownKeys = new Map<string, string>();
const mostKnown = 1_000;
const longestKnown = 100;

/** The same for all writings of one name: without case, accents, spaces, punctuation. */
export function operatorNameKey(name: string): string {
  const known = knownKeys.get(name);
  if (known !== undefined) return known;
  const key = compactOf(fold(name));
  if (name.length > longestKnown) return key;
  if (knownKeys.size >= mostKnown) knownKeys.clear();
  knownKeys.set(name, key);
  return key;
}
