/** Figures of one kind of work, milliseconds. */
export interface Figures {
  readonly first: number;
  readonly p50: number;
  readonly p95: number;
  /** Longest turn of the event loop of this thread. */
  readonly blocked: number;
}

/** Repeats the work one after another; the first time is told apart. */
export async function measured(
  times: number,
  work: (index: number) => Promise<unknown>,
): Promise<Figures> {
  const first = await timed(() => work(0));
  const watch = watchLoop();
  const durations: number[] = [];
  for (let index = 1; index <= times; index += 1) durations.push(await timed(() => work(index)));
  const blocked = watch.stop();
  return { first, ...quantiles(durations), blocked };
}

export function quantiles(durations: readonly number[]): Pick<Figures, "p50" | "p95"> {
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/**
 * Measures by turning: each turn of the loop notes how much processor time this thread took for
 * the one before. Wall time would also count what other programs took from us.
 */
export function watchLoop(): { stop(): number } {
  let last = process.threadCpuUsage();
  let longest = 0;
  let running = true;
  const turn = (): void => {
    const { user, system } = process.threadCpuUsage(last);
    longest = Math.max(longest, (user + system) / 1_000);
    last = process.threadCpuUsage();
    if (running) setTimeout(turn, 0);
  };
  setTimeout(turn, 0);
  return {
    stop() {
      running = false;
      return longest;
    },
  };
}

export function table(
  title: string,
  rows: readonly Readonly<Record<string, string | number>>[],
): void {
  console.log(`\n${title}`);
  console.table(
    rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === "number" ? Math.round(value * 10) / 10 : value,
        ]),
      ),
    ),
  );
}
