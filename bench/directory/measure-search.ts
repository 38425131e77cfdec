/** One contender and one fleet: time to build, memory, time of queries. Prints one line of JSON. */
import type { SimIndex } from "../../src/ports/directory.ts";
import { type ContenderName, contenders } from "./contenders.ts";
import { benchSim, randomFrom } from "./fleet.ts";
import { type QueryKind, queriesOf, queryKinds } from "./queries.ts";

export interface Figures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
  /** Processor time, which other work on the machine does not add to. */
  readonly ownP99Ms: number;
  /** Share of the queries whose SIM was among the first 100. */
  readonly found: number | null;
}

export interface SearchFigures {
  readonly buildMs: number;
  readonly bytesPerSim: number;
  readonly queries: Readonly<Record<QueryKind, Figures>>;
  /** By kind of identifier. */
  readonly exact: Readonly<Record<string, Figures>> | null;
}

const name = process.argv[2] as ContenderName;
const fleetSize = Number(process.argv[3]);
/** A slow contender is not asked more often than this takes, but at least a few times. */
const longestKindMs = 8_000;
const longestWarmUpMs = 2_000;
const fewestQueries = 3;
const queryCount = 1_000;
const exactCount = 20_000;

const before = memoryBytes();
const startedAt = performance.now();
const contender = contenders[name](fleetSize);
const buildMs = performance.now() - startedAt;
const bytesPerSim = (memoryBytes() - before) / fleetSize;

const queries = Object.fromEntries(
  queryKinds.map((kind) => [kind, timeQueries(kind)]),
) as unknown as Record<QueryKind, Figures>;
const exact = contender.index === undefined ? null : timeExact(contender.index);
const figures: SearchFigures = { buildMs, bytesPerSim, queries, exact };
console.log(JSON.stringify(figures));

function timeQueries(kind: QueryKind): Figures {
  const warmedFrom = performance.now();
  for (const { text } of queriesOf(kind, fleetSize, 50)) {
    contender.suggest(text);
    if (performance.now() - warmedFrom > longestWarmUpMs) break;
  }
  const timings = createTimings();
  let wanted = 0;
  let found = 0;
  const began = performance.now();
  for (const { text, sid } of queriesOf(kind, fleetSize, queryCount)) {
    const sids = timings.time(() => contender.suggest(text));
    if (sid !== null) {
      wanted += 1;
      if (sids.includes(sid)) found += 1;
    }
    if (timings.count >= fewestQueries && performance.now() - began > longestKindMs) break;
  }
  return { ...timings.figures(), found: wanted === 0 ? null : found / wanted };
}

function timeExact(index: SimIndex): Record<string, Figures> {
  const random = randomFrom(7);
  const lookUps: Record<string, (number: number) => boolean> = {
    sid: (number) => index.bySid(benchSim(number).sid) !== null,
    "unique name": (number) => index.byUniqueName(benchSim(number).uniqueName ?? "") !== null,
    "friendly name": (number) =>
      index.byFriendlyName(benchSim(number).friendlyName?.toUpperCase() ?? "", 10).total > 0,
    ICCID: (number) => index.byIccid(benchSim(number).iccid ?? "", 10).total > 0,
    "last 5 digits": (number) =>
      index.byLastDigits(benchSim(number).iccid?.slice(-5) ?? "", 10).total > 0,
  };
  return Object.fromEntries(
    Object.entries(lookUps).map(([kind, lookUp]) => {
      const timings = createTimings();
      let found = 0;
      for (let count = 0; count < exactCount; count += 1) {
        const number = Math.floor(random() * fleetSize);
        if (timings.time(() => lookUp(number))) found += 1;
      }
      return [kind, { ...timings.figures(), found: found / exactCount }];
    }),
  );
}

function createTimings() {
  const wallMs: number[] = [];
  const ownMs: number[] = [];
  return {
    get count() {
      return wallMs.length;
    },
    time: <Result>(work: () => Result): Result => {
      const workedBefore = process.threadCpuUsage();
      const at = performance.now();
      const result = work();
      wallMs.push(performance.now() - at);
      const { user, system } = process.threadCpuUsage(workedBefore);
      ownMs.push((user + system) / 1_000);
      return result;
    },
    figures: () => ({
      p50Ms: quantile(wallMs, 0.5),
      p99Ms: quantile(wallMs, 0.99),
      mostMs: quantile(wallMs, 1),
      ownP99Ms: quantile(ownMs, 0.99),
    }),
  };
}

function quantile(durations: readonly number[], share: number): number {
  const sorted = durations.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function memoryBytes(): number {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
