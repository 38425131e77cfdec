import { type Scope, type SimRef, scopeKey } from "../accounts/accounts.ts";
import { type Instant, secondMs } from "../core/instant.ts";
import type { QuestionWait } from "../core/question-wait.ts";
import type { Clock } from "../core/time.ts";

export interface RunningQuestions {
  /** Knows of the question while the work runs, under the signal that its calls carry. */
  during<Result>(
    question: SimRef,
    signal: AbortSignal,
    work: () => Promise<Result>,
  ): Promise<Result>;
  /** `null`: no such question runs, or its answer is under way. */
  waitOf(question: SimRef): QuestionWait | null;
}

export function createRunningQuestions(
  clock: Clock,
  /** Whether the question with this signal waits for room in memory. */
  isWaitingForRoom: (signal: AbortSignal) => boolean = () => false,
): RunningQuestions {
  const running = new Map<string, Set<AbortSignal>>();

  const waitUnder = (signal: AbortSignal, { accounts }: Scope): QuestionWait | null => {
    if (isWaitingForRoom(signal)) return { kind: "queued" };
    for (const { name: account, source } of accounts) {
      const wait = source.waitOf?.(signal) ?? null;
      if (wait?.kind === "queued") return { kind: "queued" };
      if (wait !== null) {
        return { kind: wait.kind, account, leftMs: leftUntil(wait.until, clock.now()) };
      }
    }
    return null;
  };

  return {
    during: async (question, signal, work) => {
      const key = questionKey(question);
      const signals = running.get(key) ?? new Set();
      running.set(key, signals.add(signal));
      try {
        return await work();
      } finally {
        signals.delete(signal);
        if (signals.size === 0) running.delete(key);
      }
    },
    waitOf: (question) => {
      for (const signal of running.get(questionKey(question)) ?? []) {
        const wait = waitUnder(signal, question.scope);
        if (wait !== null) return wait;
      }
      return null;
    },
  };
}

/** A wait within a question is shorter than this; what looks longer began before the clock was put back. */
const longestLeftMs = 30 * secondMs;

function leftUntil(until: Instant, now: Instant): number {
  const leftMs = Math.max(0, until - now);
  return leftMs <= longestLeftMs ? leftMs : 0;
}

/** People in different places may look in different accounts by one and the same word. */
function questionKey({ sim, scope }: SimRef): string {
  return `${scopeKey(scope)} ${sim}`;
}
