import { operatorCode, operatorKey } from "../operator.ts";
import type { DataSession, Operator } from "../session.ts";

/** Tells the operators of one history apart, although records may miss the code or the name. */
export interface OperatorNames {
  /** MCC-MNC where it can be told, else the name; `null` is unknown and equals nothing. */
  keyOf(session: DataSession): string | null;
  /** The name that records with this key carry, else its code. Untrusted text. */
  labelOf(key: string): string;
}

/**
 * A record with a name but no code belongs to the operator whose other records carry that name
 * and one code. Where a name goes with several codes it stays unknown: a guess would invent an
 * operator change.
 */
export function operatorNamesOf(sessions: readonly DataSession[]): OperatorNames {
  const codesByName = new Map<string, Set<string>>();
  const labels = new Map<string, string>();
  for (const { operator } of sessions) {
    const code = operatorCode(operator);
    const key = operatorKey(operator);
    if (operator.name !== null && key !== null && !labels.has(key)) labels.set(key, operator.name);
    if (operator.name === null || code === null) continue;
    const codes = codesByName.get(folded(operator.name)) ?? new Set();
    codesByName.set(folded(operator.name), codes.add(code));
  }
  const keyOf = (operator: Operator): string | null => {
    if (operatorCode(operator) !== null || operator.name === null) return operatorKey(operator);
    const codes = [...(codesByName.get(folded(operator.name)) ?? [])];
    return codes.length > 1 ? null : (codes[0] ?? operatorKey(operator));
  };
  return {
    keyOf: (session) => keyOf(session.operator),
    labelOf: (key) => labels.get(key) ?? key.replace(/^name:/, ""),
  };
}

function folded(name: string): string {
  return name.trim().toLowerCase();
}
