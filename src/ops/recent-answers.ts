import type { Instant } from "../core/instant.ts";

/** How the last answers about SIMs went, for `/sim health`. */
export interface AnswerStatistics {
  /** Answers looked at: the last ones, at most the size of the view. */
  readonly answers: number;
  /** Time from command to answer that half of them kept, in milliseconds; `null` without any. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  /** When SIM data was last shown that had just been read. */
  readonly lastSuccessAt: Instant | null;
}

export interface RecentAnswers {
  add(durationMs: number, succeededAt: Instant | null): void;
  statistics(): AnswerStatistics;
}

/** Keeps the durations of the last `size` answers and nothing else about them. */
export function createRecentAnswers(size = 500): RecentAnswers {
  const durationsMs: number[] = [];
  let next = 0;
  let lastSuccessAt: Instant | null = null;
  return {
    add: (durationMs, succeededAt) => {
      durationsMs[next] = durationMs;
      next = (next + 1) % size;
      if (succeededAt !== null) lastSuccessAt = succeededAt;
    },
    statistics: () => {
      const sorted = [...durationsMs].sort((a, b) => a - b);
      return {
        answers: sorted.length,
        p50Ms: nearestRank(sorted, 0.5),
        p95Ms: nearestRank(sorted, 0.95),
        lastSuccessAt,
      };
    },
  };
}

/** The smallest value that at least that share of the values does not exceed. */
function nearestRank(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? null;
}
