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

/** The same for all writings of one name: without case, accents, spaces, punctuation. */
export function operatorNameKey(name: string): string {
  return compactOf(fold(name));
}
