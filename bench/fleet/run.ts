import { parseArgs } from "node:util";
import { type FleetKind, fleetKinds } from "../../test/support/fleet/simulated-fleet.ts";
import { events, type SiblingsScore, siblingsScore } from "./siblings.ts";

/**
 * How well the questions about a fleet find what happens to a simulated one. `--trials 500` asks so
 * often in each outage, and ten times as often where nothing happens; `--each` shows each kind of fleet.
 */
const { values } = parseArgs({
  options: {
    trials: { type: "string", default: "500" },
    each: { type: "boolean", default: false },
  },
});
const trials = Number(values.trials);

interface Line {
  readonly event: string;
  readonly fleet: FleetKind | "all";
  readonly score: SiblingsScore;
}

const lines: Line[] = Object.entries(events).flatMap(([name, event]) => {
  const wanted = event.kind === "none" ? 10 * trials : trials;
  console.log(`${wanted} questions: ${name} …`);
  const all = { event: name, fleet: "all", score: siblingsScore(event, wanted) } as const;
  if (!values.each) return [all];
  const each = fleetKinds.map((fleet) => {
    const score = siblingsScore(event, wanted / fleetKinds.length, [fleet]);
    return { event: name, fleet, score };
  });
  return [all, ...each];
});

console.log('"Is it just this SIM?" by simulated fleets of 400 SIMs');
console.table(
  lines.map(({ event, fleet, score }) => {
    const { verdicts, far, medianCalls, medianSeconds } = score;
    return {
      event,
      fleet,
      trials: score.trials,
      many: verdicts.many,
      "not widespread": verdicts.not_widespread,
      "usual hour": verdicts.usual_hour,
      "can't tell": verdicts.open,
      "of the cell": far.near,
      "of the operator": far.operator,
      "beyond it": far.beyond,
      "median calls": medianCalls,
      "median s": Number(medianSeconds.toFixed(1)),
    };
  }),
);

/** What must hold; what does not is said, and fails the run. */
const faults = lines
  .filter(({ fleet }) => fleet === "all")
  .flatMap(({ event, score: { trials: made, verdicts } }) => {
    if (event === "none") return verdicts.many > 0 ? [`${event}: ${verdicts.many} "many"`] : [];
    if (!/^[58]0 %/.test(event)) return [];
    const wrong = verdicts.not_widespread / made;
    return wrong > 0.05 ? [`${event}: ${wrong} wrong "not widespread"`] : [];
  });
const outages = lines.filter(({ event, fleet }) => fleet === "all" && /^[58]0 %/.test(event));
const found =
  outages.reduce((sum, { score }) => sum + score.verdicts.many, 0) /
  outages.reduce((sum, { score }) => sum + score.trials, 0);
console.log(`Outages of 50 % and more that were found: ${(100 * found).toFixed(1)} %`);
if (found < 0.95) faults.push(`only ${found} of outages of 50 % and more were found`);
for (const fault of faults) console.error(`Missed: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
