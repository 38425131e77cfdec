import type { Operator } from "./session.ts";

/**
 * Identity of a network: MCC and MNC when both are known, else the name (case folded). `null`
 * when nothing is known; unknown never equals unknown.
 */
export function operatorKey(operator: Operator): string | null {
  if (operator.mcc !== null && operator.mnc !== null) return `${operator.mcc}-${operator.mnc}`;
  return operator.name === null ? null : `name:${operator.name.toLowerCase()}`;
}

/** The name to show, else `MCC-MNC`, else `null`. Untrusted text: views must escape it. */
export function operatorLabel(operator: Operator): string | null {
  return operator.name ?? operatorCode(operator);
}

/** `310-260`, known only when both parts are. */
export function operatorCode(operator: Operator): string | null {
  return operator.mcc !== null && operator.mnc !== null ? `${operator.mcc}-${operator.mnc}` : null;
}
