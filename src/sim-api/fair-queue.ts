import { secondMs } from "../core/instant.ts";
import type { Question, Standing } from "./questions.ts";

/** One call that waits for its turn. */
export interface Ticket {
  readonly standing: Standing;
  readonly question: Question;
}

/**
 * So many calls of a question are served in the order of the questions; from then on, it stands
 * as if it had been asked later. Two are what a short question needs: the SIM and its sessions.
 */
const callsInTurn = 2;
const laterMs = 1 * secondMs;

/**
 * The ticket whose turn it is, or `null` when none may start. Probes come first, being rare and
 * short. Then questions, the earliest first, with those that have had their share moved back by a
 * second for each two calls: so a question of nine pages does not hold up one of a single page,
 * is not starved by a stream of new ones, and under load questions are finished rather than all
 * begun. The background comes last and leaves one place free. Pure.
 */
export function nextTicket<T extends Ticket>(
  waiting: Iterable<T>,
  underWay: number,
  limit: number,
): T | null {
  let next: T | null = null;
  if (underWay >= limit) return null;
  for (const ticket of waiting) if (next === null || isBefore(ticket, next)) next = ticket;
  const isBackground = next?.standing === "background";
  return isBackground && underWay > 0 && underWay >= limit - 1 ? null : next;
}

const ranks: Readonly<Record<Standing, number>> = { probe: 0, question: 1, background: 2 };

/** Of equal tickets, the one that waits longer is met first and stays. */
function isBefore(a: Ticket, b: Ticket): boolean {
  const difference =
    ranks[a.standing] - ranks[b.standing] ||
    placeOf(a.question) - placeOf(b.question) ||
    a.question.order - b.question.order;
  return difference < 0;
}

function placeOf({ askedAt, callsServed }: Question): number {
  return askedAt + Math.floor(callsServed / callsInTurn) * laterMs;
}
