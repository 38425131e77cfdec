import { quantiles } from "../../src/core/findings/statistics.ts";
import type { SiblingsVerdict } from "../../src/core/fleet/siblings/inquiry.ts";
import { siblingsTrial } from "../../test/support/fleet/siblings-trial.ts";
import {
  type Event,
  type FleetKind,
  fleetKinds,
} from "../../test/support/fleet/simulated-fleet.ts";

/** What many questions about one kind of event came to. */
export interface SiblingsScore {
  readonly trials: number;
  readonly verdicts: Readonly<Record<SiblingsVerdict, number>>;
  /** Of `many`: said to be of this place (cell or operator), to reach beyond, and can't tell which. */
  readonly far: Readonly<Record<"near" | "operator" | "beyond" | "open", number>>;
  readonly medianCalls: number;
  readonly medianSeconds: number;
}

export const events = {
  none: { kind: "none" },
  "30 % of an operator": { kind: "operator", share: 0.3 },
  "50 % of an operator": { kind: "operator", share: 0.5 },
  "80 % of an operator": { kind: "operator", share: 0.8 },
  "power cut of a cell": { kind: "cell" },
} as const satisfies Record<string, Event>;

/** So many trials, the kinds of fleets in turn. */
export function siblingsScore(
  event: Event,
  trials: number,
  kinds: readonly FleetKind[] = fleetKinds,
  firstSeed = 1,
): SiblingsScore {
  const verdicts = { many: 0, not_widespread: 0, usual_hour: 0, open: 0 };
  const far = { near: 0, operator: 0, beyond: 0, open: 0 };
  const [calls, seconds]: [number[], number[]] = [[], []];
  let made = 0;
  for (let seed = firstSeed; made < trials; seed += 1) {
    const trial = siblingsTrial(kinds[seed % kinds.length] ?? "mixed", event, seed);
    if (trial === null) continue;
    made += 1;
    const { answer } = trial;
    verdicts[answer.verdict] += 1;
    if (answer.verdict === "many") far[reachOf(answer.far)] += 1;
    calls.push(trial.calls);
    seconds.push(trial.seconds);
  }
  const [medianCalls = 0] = quantiles(calls, 0.5);
  const [medianSeconds = 0] = quantiles(seconds, 0.5);
  return {
    ...{ trials: made, verdicts, far },
    ...{ medianCalls: medianCalls ?? 0, medianSeconds: medianSeconds ?? 0 },
  };
}

function reachOf({ near, operator }: { near: string | null; operator: string | null }) {
  if (near === "here") return "near";
  if (operator === "here") return "operator";
  return operator === "beyond" ? "beyond" : "open";
}
