import type { Finding, FindingKind } from "../../src/core/findings/finding.ts";
import { ladder } from "../../src/core/findings/ladder.ts";
import { triage } from "../../src/core/findings/triage.ts";
import { historiesOf, type LabelledHistory, moments } from "../../test/support/histories/all.ts";

/** How the findings of one history compare with its labels. */
export interface Outcome {
  readonly history: LabelledHistory;
  readonly findings: readonly Finding[];
  readonly hits: readonly FindingKind[];
  readonly missed: readonly FindingKind[];
  /** Found, though neither expected nor true of the history besides. */
  readonly wrong: readonly FindingKind[];
}

/** Of every list that reaches the edge of the 30 days this is true, so it is never wrong. */
const alwaysTrue: readonly FindingKind[] = ladder.flatMap(({ kind, nature }) =>
  nature.about === "list" ? [kind] : [],
);

export function outcomeOf(history: LabelledHistory): Outcome {
  const { findings } = triage(history.input);
  const kinds = findings.map(({ kind }) => kind);
  const allowed = [...history.expected, ...(history.alsoTrue ?? []), ...alwaysTrue];
  return {
    history,
    findings,
    hits: history.expected.filter((kind) => kinds.includes(kind)),
    missed: history.expected.filter((kind) => !kinds.includes(kind)),
    wrong: kinds.filter((kind) => !allowed.includes(kind)),
  };
}

/** Each seed at a moment of its own, in turn: three hours of the day on two days of the week. */
export function outcomesOf(seeds: readonly number[]): Outcome[] {
  return seeds
    .flatMap((seed, index) => historiesOf(seed, moments[index % moments.length]))
    .map(outcomeOf);
}

/** Precision and recall; 1 where there was nothing to get wrong. */
export interface Score {
  readonly hits: number;
  readonly missed: number;
  readonly wrong: number;
  readonly precision: number;
  readonly recall: number;
}

/** Of one kind, or over all kinds. */
export function scoreOf(outcomes: readonly Outcome[], kind?: FindingKind): Score {
  const times = (list: (outcome: Outcome) => readonly FindingKind[]) =>
    outcomes.flatMap(list).filter((one) => kind === undefined || one === kind).length;
  const hits = times((outcome) => outcome.hits);
  const missed = times((outcome) => outcome.missed);
  const wrong = times((outcome) => outcome.wrong);
  return {
    ...{ hits, missed, wrong },
    precision: hits + wrong === 0 ? 1 : hits / (hits + wrong),
    recall: hits + missed === 0 ? 1 : hits / (hits + missed),
  };
}
