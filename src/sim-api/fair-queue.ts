import { secondMs } from "../core/instant.ts";
import type { Question, Standing } from "./questions.ts";

/** One call that waits for its turn. */
export interface Ticket {
  readonly standing: Standing;
  readonly question: Question;
}

/**
 * A turn is so many calls: what a short question needs, the SIM and its sessions. Then a person
 * stands behind all who have been waiting, and a question as if it had been asked later.
 */
const callsInTurn = 2;
const laterMs = 1 * secondMs;

/**
 * The ticket whose turn it is, or `null` when none may start. Probes come first, being rare and
 * short. Then people, in the order in which they came or had their last turn, by a second for each
 * two calls at least: so somebody with a hundred questions does not hold up one who has a single
 * one, and is not starved by a stream of new ones. Within a person, questions: the earliest first,
 * a short one a second before the rest of a long one, so that under load questions are finished
 * rather than all begun. The background comes behind them, the sweep last, and both leave one place free. Pure.
 */
export function nextTicket<T extends Ticket>(
  waiting: Iterable<T>,
  underWay: number,
  limit: number,
): T | null {
  let next: T | null = null;
  if (underWay >= limit) return null;
  for (const ticket of waiting) if (next === null || isBefore(ticket, next)) next = ticket;
  const isBackground = next?.standing === "background" || next?.standing === "sweep";
  return isBackground && underWay > 0 && underWay >= limit - 1 ? null : next;
}

const ranks: Readonly<Record<Standing, number>> = {
  probe: 0,
  question: 1,
  background: 2,
  sweep: 3,
};

/** Of equal tickets, the one that waits longer is met first and stays. */
function isBefore(a: Ticket, b: Ticket): boolean {
  const [one, other] = [a.question, b.question];
  const difference =
    ranks[a.standing] - ranks[b.standing] ||
    one.person.place - other.person.place ||
    one.person.order - other.person.order ||
    placeOf(one) - placeOf(other) ||
    one.order - other.order;
  return difference < 0;
}

/** Long ones one after the other: served alike, none of them would be finished in time. */
function placeOf({ askedAt, callsServed }: Question): number {
  return callsServed < callsInTurn ? askedAt : askedAt + laterMs;
}

/**
 * A call of the question has its turn. Whoever has had a whole turn stands behind everybody who
 * waits by then, however slow the calls are.
 *
 * @param now of the queue's own time, which goes forward only
 */
export function countTurn(question: Question, now: number): void {
  const { person } = question;
  question.callsServed += 1;
  person.callsServed += 1;
  if (person.callsServed % callsInTurn === 0) person.place = Math.max(person.place + laterMs, now);
}

/** It was not processed, so it was no turn. */
export function takeBackTurn(question: Question): void {
  question.callsServed -= 1;
  question.person.callsServed -= 1;
}
