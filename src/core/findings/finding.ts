import { ladder } from "./ladder.ts";
import type { Pattern, Rule } from "./rule.ts";

/** The named patterns: one for each rule. */
export type FindingKind = (typeof ladder)[number]["kind"];

/** In the order of the ladder. */
export const findingKinds: readonly FindingKind[] = ladder.map(({ kind }) => kind);

/** One named pattern with what shows it, what it usually means and what to try. */
export interface Finding extends Pattern {
  readonly kind: FindingKind;
}

const rules: ReadonlyMap<string, Rule> = new Map(ladder.map((rule) => [rule.kind, rule]));

/** The rule behind a finding: its name for lists, and its nature. */
export function ruleOf(kind: FindingKind): Rule {
  const rule = rules.get(kind);
  if (rule === undefined) throw new Error(`No rule on the ladder is called ${kind}.`);
  return rule;
}
