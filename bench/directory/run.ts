/**
 * The fleet directory beside three search libraries, on the same fleets in the same run.
 *
 * "own" is processor time, to which a busy machine adds nothing.
 *
 *   node bench/directory/run.ts [fleet sizes, default 1000 100000 1000000]
 */
import { measureApart } from "./child.ts";
import { type ContenderName, contenderNames } from "./contenders.ts";
import type { RefreshFigures } from "./measure-refresh.ts";
import type { Figures, SearchFigures } from "./measure-search.ts";
import { queryKinds } from "./queries.ts";

/** Peers that need longer for a fleet are left out, with a note. */
const longestMs = 150_000;
const longestOwnMs = 900_000;

const asked = process.argv.slice(2).map(Number);
const fleetSizes = asked.length > 0 ? asked : [1_000, 100_000, 1_000_000];

/** p99 that a search and an exact look-up may take, in milliseconds. */
const allowedSearchMs = (fleetSize: number): number => (fleetSize > 100_000 ? 150 : 50);
const allowedExactMs = 1;
const allowedBlockMs = 50;
const misses: string[] = [];

for (const fleetSize of fleetSizes) {
  const size = fleetSize.toLocaleString("en");
  console.log(`\n### ${size} SIMs\n`);
  console.log(
    row(
      "search",
      "build s",
      "bytes/SIM",
      ...queryKinds.map((kind) => `${kind}: p50 / p99 (own p99) ms, found`),
    ),
  );
  console.log(row("---", "---:", "---:", ...queryKinds.map(() => "---:")));
  let own: SearchFigures | null = null;
  for (const name of contenderNames) {
    const { result, note } = await measureApart<SearchFigures>(
      "measure-search.ts",
      [name, String(fleetSize)],
      name === "simscope" ? longestOwnMs : longestMs,
    );
    console.log(result === null ? row(name, note) : searchRow(name, result));
    if (name === "simscope") own = result;
  }
  if (own === null) {
    misses.push(`${size}: no figures`);
    continue;
  }
  for (const kind of queryKinds) {
    check(`${size}, ${kind}`, reached(own.queries[kind]), allowedSearchMs(fleetSize));
  }

  console.log(`\n${row("exact look-up", "p50 ms", "p99 ms", "own p99 ms", "most ms", "found")}`);
  console.log(row("---", "---:", "---:", "---:", "---:", "---:"));
  for (const [kind, figures] of Object.entries(own.exact ?? {})) {
    const { p50Ms, p99Ms, ownP99Ms, mostMs, found } = figures;
    console.log(
      row(
        kind,
        fixed(p50Ms, 3),
        fixed(p99Ms, 3),
        fixed(ownP99Ms, 3),
        fixed(mostMs, 1),
        percent(found),
      ),
    );
    check(`${size}, ${kind}`, reached(figures), allowedExactMs);
  }

  const refresh = await measureApart<RefreshFigures>(
    "measure-refresh.ts",
    [String(fleetSize)],
    longestOwnMs,
  );
  if (refresh.result === null) {
    misses.push(`${size}: refresh ${refresh.note}`);
    continue;
  }
  console.log(
    `\n${row("directory", "seconds", "list calls", "longest gap ms", "longest own work ms")}`,
  );
  console.log(row("---", "---:", "---:", "---:", "---:"));
  for (const { phase, durationMs, calls, longestGapMs, longestWorkMs } of refresh.result.phases) {
    console.log(
      row(
        phase,
        fixed(durationMs / 1_000, 2),
        String(calls),
        fixed(longestGapMs, 1),
        fixed(longestWorkMs, 1),
      ),
    );
    check(`${size}, ${phase}, own work`, longestWorkMs, allowedBlockMs);
  }
  const { storeBytes, peakResidentBytes } = refresh.result;
  console.log(
    `\nStore: ${fixed(storeBytes / 1e6, 1)} MB. Highest resident memory: ${fixed(peakResidentBytes / 1e6, 0)} MB.`,
  );
}

console.log(
  misses.length === 0
    ? `\nAll within bounds: search p99 ${allowedSearchMs(100_000)} ms up to 100,000 SIMs and ${allowedSearchMs(1_000_000)} ms beyond, exact p99 ${allowedExactMs} ms, event loop ${allowedBlockMs} ms.`
    : `\nOut of bounds:\n${misses.map((miss) => `- ${miss}`).join("\n")}`,
);
if (misses.length > 0) process.exitCode = 1;

function searchRow(name: ContenderName, { buildMs, bytesPerSim, queries }: SearchFigures): string {
  return row(
    name,
    fixed(buildMs / 1_000, 2),
    fixed(bytesPerSim, 0),
    ...queryKinds.map((kind) => queryCell(queries[kind])),
  );
}

function queryCell({ p50Ms, p99Ms, ownP99Ms, found }: Figures): string {
  const times = `${fixed(p50Ms, 1)} / ${fixed(p99Ms, 1)} (${fixed(ownP99Ms, 1)})`;
  return found === null ? times : `${times}, ${percent(found)}`;
}

/** Processor time is told in steps of milliseconds, time on the clock grows with other work: the lower counts. */
function reached({ p99Ms, ownP99Ms }: Figures): number {
  return Math.min(p99Ms, ownP99Ms);
}

function check(what: string, value: number, allowed: number): void {
  if (value > allowed) misses.push(`${what}: ${fixed(value, 1)} ms, allowed ${allowed} ms`);
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function fixed(value: number, digits: number): string {
  return value.toFixed(digits);
}

function percent(share: number | null): string {
  return share === null ? "" : `${(100 * share).toFixed(0)} %`;
}
