import { parseArgs } from "node:util";
import { findingKinds } from "../../src/core/findings/finding.ts";
import { triage } from "../../src/core/findings/triage.ts";
import { plainText } from "../../src/core/words.ts";
import { type Outcome, outcomesOf, type Score, scoreOf } from "./score.ts";

/**
 * How well the rules find what the labelled histories hold: a table by pattern, and what was
 * missed or wrong. `--seeds 20` makes every history that often; `--read` prints every sentence.
 */
function runTriageBench(seedCount: number): boolean {
  const seeds = Array.from({ length: seedCount }, (_, index) => index + 1);
  const startedAt = performance.now();
  const outcomes = outcomesOf(seeds);
  const elapsedMs = performance.now() - startedAt;
  const rows = findingKinds.map((kind) => [kind, scoreOf(outcomes, kind)] as const);
  const total = scoreOf(outcomes);
  const table = [...rows, ["all", total] as const].map(([name, score]) => [name, rounded(score)]);
  console.log(`Triage: ${outcomes.length} labelled histories, seeds 1 to ${seedCount}`);
  console.table(Object.fromEntries(table));
  const faults = outcomes.filter(({ missed, wrong }) => missed.length + wrong.length > 0);
  for (const outcome of faults) console.log(faultLine(outcome));
  console.log(
    `${(elapsedMs / outcomes.length).toFixed(1)} ms for each history, making it included`,
  );
  return rows.every(([, { precision, recall }]) => precision >= 0.98 && recall >= 0.98);
}

function rounded(score: Score): Record<keyof Score, number> {
  const { hits, missed, wrong } = score;
  const [precision, recall] = [score.precision, score.recall].map((share) =>
    Number(share.toFixed(3)),
  );
  return { hits, missed, wrong, precision: precision ?? 0, recall: recall ?? 0 };
}

function faultLine({ history, missed, wrong }: Outcome): string {
  const parts = [
    ...missed.map((kind) => `missed ${kind}`),
    ...wrong.map((kind) => `wrong ${kind}`),
  ];
  return `- ${history.name} (${history.strength}, seed ${history.seed}): ${parts.join(", ")}`;
}

/** Every history's answer in words, to be read aloud. */
function readAloud(): void {
  for (const { history } of outcomesOf([1])) {
    const { verdict, changed, findings, suppressed, cannotJudge } = triage(history.input);
    console.log(`\n# ${history.name} [${verdict.severity}, ${verdict.confidence}]`);
    console.log(`> ${plainText(verdict.sentence)}`);
    for (const { kind, severity, title, summary, meaning, nextStep, evidence } of findings) {
      console.log(`  ${severity} ${kind}: ${title}\n    ${plainText(summary)}`);
      console.log(`    Usually: ${plainText(meaning)}\n    Next: ${plainText(nextStep)}`);
      for (const { label, value } of evidence) {
        const shown = value.kind === "share" ? String(value.value) : plainText([value]);
        console.log(`    - ${label}: ${shown}`);
      }
    }
    for (const { aspect, before, now } of changed?.changes ?? []) {
      console.log(`  ${aspect}: ${plainText(before)} -> ${plainText(now)}`);
    }
    for (const { rule, by } of suppressed) console.log(`  (${rule} explained by ${by})`);
    for (const { rule, reason } of cannotJudge) console.log(`  ? ${rule}: ${plainText(reason)}`);
  }
}

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "6" }, read: { type: "boolean", default: false } },
});
if (values.read) readAloud();
else process.exitCode = runTriageBench(Number(values.seeds)) ? 0 : 1;
