import type { Instant } from "../core/instant.ts";
import type { Clock, SimApiWait } from "../usecases/ports.ts";
import type { SimApiRequest } from "./call.ts";

/**
 * What is remembered of a question while it runs. All calls of a question carry one and the same
 * signal, its deadline, so the signal is its identity: nothing else has to be handed down, and
 * the memory goes with it.
 */
export interface Question {
  /** Counts up: of two questions, the lower was asked first. */
  readonly order: number;
  /** When its first call came. */
  readonly askedAt: Instant;
  /** How many of its calls have had their turn. */
  callsServed: number;
  /** What its calls are waiting for at this moment. */
  readonly waits: Set<SimApiWait>;
}

export interface Questions {
  of(signal: AbortSignal): Question;
  /** The wait that most deserves to be told, if any. */
  waitOf(signal: AbortSignal): SimApiWait | null;
}

export function createQuestions(clock: Clock): Questions {
  const known = new WeakMap<AbortSignal, Question>();
  let asked = 0;
  return {
    of: (signal) => {
      const before = known.get(signal);
      if (before !== undefined) return before;
      asked += 1;
      const question = {
        order: asked,
        askedAt: clock.now(),
        callsServed: 0,
        waits: new Set<SimApiWait>(),
      };
      known.set(signal, question);
      return question;
    },
    waitOf: (signal) => {
      const waits = [...(known.get(signal)?.waits ?? [])];
      return waits.find(({ kind }) => kind === "limited") ?? waits[0] ?? null;
    },
  };
}

/** On whose behalf a call is made. People wait for a question; nobody waits for the others. */
export type Standing =
  /** Watches whether the platform answers: rare, cheap, and wrong when it is late or repeated. */
  | "probe"
  | "question"
  /** The listing of all SIMs for the directory. */
  | "background";

export function standingOf({ operation }: Pick<SimApiRequest<unknown>, "operation">): Standing {
  if (operation === "probe") return "probe";
  return operation === "list_sims" ? "background" : "question";
}
