import { askingOf, paceOf } from "../accounts/asking.ts";
import { tookMs } from "../core/age.ts";
import type { Instant } from "../core/instant.ts";
import type { Clock } from "../core/time.ts";
import type { SimApiWait } from "../ports/sim-source.ts";
import type { SimApiRequest } from "./call.ts";

/** Where one person stands in the queue while a question of theirs runs. */
export interface Person {
  /** Counts up: of two people, the lower came first. */
  readonly order: number;
  /** When they came, or what their turns have moved that back to; in the queue's own time. */
  place: number;
  /** How many of their calls have had their turn. */
  callsServed: number;
}

/**
 * What is remembered of a question while it runs. All calls of a question carry one and the same
 * signal, its deadline, so the signal is its identity: nothing else has to be handed down, and
 * the memory goes with it.
 */
export interface Question {
  /** Whose it is. A question of nobody's stands for itself. */
  readonly person: Person;
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
  /** The queue's own time: it stands still while the clock is put back. */
  now(): number;
}

export function createQuestions(clock: Clock): Questions {
  const known = new WeakMap<AbortSignal, Question>();
  const people = new Map<string, { readonly person: Person; readonly running: Set<AbortSignal> }>();
  let asked = 0;
  let lastLookAt = clock.now();
  let passedMs = 0;

  const now = (): number => {
    const at = clock.now();
    passedMs += tookMs(lastLookAt, at);
    lastLookAt = at;
    return passedMs;
  };

  /** Who has no question any more comes anew with the next one. */
  const personUnder = (signal: AbortSignal): Person => {
    const name = askingOf(signal)?.person ?? null;
    if (name === null) return newPerson(asked, now());
    const entry = people.get(name) ?? { person: newPerson(asked, now()), running: new Set() };
    people.set(name, entry);
    entry.running.add(signal);
    const leave = (): void => {
      entry.running.delete(signal);
      if (entry.running.size === 0) people.delete(name);
    };
    signal.addEventListener("abort", leave, { once: true });
    return entry.person;
  };

  return {
    of: (signal) => {
      const before = known.get(signal);
      if (before !== undefined) return before;
      asked += 1;
      const question = {
        person: personUnder(signal),
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
    now,
  };
}

function newPerson(order: number, now: number): Person {
  return { order, place: now, callsServed: 0 };
}

/** On whose behalf a call is made. People wait for a question; nobody waits for the others. */
export type Standing =
  /** Watches whether the platform answers: rare, cheap, and wrong when it is late or repeated. */
  | "probe"
  | "question"
  /** The listing of all SIMs for the directory. */
  | "background"
  /** The slow look at every SIM, one call at a time: behind all others, and never repeated at once. */
  | "sweep";

export function standingOf(
  { operation }: Pick<SimApiRequest<unknown>, "operation">,
  signal: AbortSignal | null = null,
): Standing {
  if (operation === "probe") return "probe";
  if (signal !== null && paceOf(signal) !== null) return "sweep";
  return operation === "list_sims" ? "background" : "question";
}
