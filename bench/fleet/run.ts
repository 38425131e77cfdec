import { parseArgs } from "node:util";
import { hourMs } from "../../src/core/instant.ts";
import { listOrders } from "../../test/support/fleet/dark-trial.ts";
import { type FleetKind, fleetKinds } from "../../test/support/fleet/simulated-fleet.ts";
import { type DarkScore, type DarkScores, darkScore } from "./dark.ts";
import { events, type SiblingsScore, siblingsScore } from "./siblings.ts";

/**
 * How well the questions about a fleet find what happens to a simulated one. `--trials 500` asks so
 * often in each outage, and ten times as often where nothing happens; `--each` shows each kind of fleet,
 * `--order shuffled` or `oldest_first` has the platform list sessions in another order.
 */
const { values } = parseArgs({
  options: {
    trials: { type: "string", default: "500" },
    lists: { type: "string", default: "20" },
    from: { type: "string", default: "1" },
    order: { type: "string", default: "newest_first" },
    each: { type: "boolean", default: false },
  },
});
const trials = Number(values.trials);
const lists = Number(values.lists);
const firstSeed = Number(values.from);
const listOrder = listOrders.find((order) => order === values.order) ?? "newest_first";

interface Line {
  readonly event: string;
  readonly fleet: FleetKind | "all";
  readonly score: SiblingsScore;
}

const asked = trials === 0 ? [] : Object.entries(events);
const lines: Line[] = asked.flatMap(([name, event]) => {
  const wanted = event.kind === "none" ? 10 * trials : trials;
  console.log(`${wanted} questions: ${name} …`);
  const all = {
    event: name,
    fleet: "all",
    score: siblingsScore(event, wanted, fleetKinds, firstSeed),
  } as const;
  if (!values.each) return [all];
  const each = fleetKinds.map((fleet) => {
    const score = siblingsScore(event, wanted / fleetKinds.length, [fleet], firstSeed);
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
if (trials > 0)
  console.log(`Outages of 50 % and more that were found: ${(100 * found).toFixed(1)} %`);
if (trials > 0 && found < 0.95) faults.push(`only ${found} of outages of 50 % and more were found`);
/** The list of the silent SIMs, with the memory as old as the sweep lets it be, and younger. */
interface DarkLine {
  readonly event: string;
  readonly fleet: string;
  readonly hours: number;
  readonly told: "first" | "final";
  readonly score: DarkScore;
}
const darkLines: DarkLine[] = [];
for (const [number, [event, what]] of lists === 0 ? [] : Object.entries(events).entries()) {
  // Moments of its own for each event: one unlucky hour would else count for all of them.
  const seed = firstSeed + 10_000 * number;
  for (const hours of [24, 1]) {
    console.log(`${lists} lists, each SIM read once in ${hours} h: ${event} …`);
    const options = { sweptEveryMs: hours * hourMs, firstSeed: seed, order: listOrder };
    const add = (fleet: string, { first, final }: DarkScores): void => {
      console.log(`  ${fleet}: recall ${first.recall.toFixed(3)}, then ${final.recall.toFixed(3)}`);
      darkLines.push({ event, fleet, hours, told: "first", score: first });
      darkLines.push({ event, fleet, hours, told: "final", score: final });
    };
    add("all", await darkScore(what, lists, options));
    for (const kind of values.each ? fleetKinds : []) {
      const ofKind = { ...options, kinds: [kind] };
      add(kind, await darkScore(what, Math.ceil(lists / fleetKinds.length), ofKind));
    }
  }
}
if (lists > 0) {
  console.log(`The list of the silent SIMs by simulated fleets of 400 SIMs, sessions ${listOrder}`);
  console.table(
    darkLines.map(({ event, fleet, hours, told, score }) => ({
      ...{ event, fleet, "read every (h)": hours, told, lists: score.trials },
      ...{ right: score.right, wrong: score.wrong, missed: score.missed },
      "missed, not read anew": score.missedUnread,
      precision: Number(score.precision.toFixed(3)),
      recall: Number(score.recall.toFixed(3)),
      "median calls": score.medianCalls,
      "median s": Number(score.medianSeconds.toFixed(1)),
      "most s": Number(score.mostSeconds.toFixed(1)),
    })),
  );
  for (const hours of [24, 1]) {
    for (const told of ["first", "final"] as const) {
      const of = darkLines.filter(
        (line) => line.hours === hours && line.told === told && line.fleet === "all",
      );
      const sum = (read: (score: DarkScore) => number) =>
        of.reduce((total, { score }) => total + read(score), 0);
      const right = sum((score) => score.right);
      const precision = right / (right + sum((score) => score.wrong));
      const recall = right / (right + sum((score) => score.missed));
      const figures = `${told} list: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`;
      console.log(`Each SIM read once in ${hours} h, ${figures}`);
      // What is read after the answer is told as soon as it is read: so the final list counts.
      if (precision < 0.98 || (told === "final" && recall < 0.98))
        faults.push(`dark list, every ${hours} h, ${figures}`);
    }
  }
}
for (const fault of faults) console.error(`Missed: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
