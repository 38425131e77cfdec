import { setImmediate } from "node:timers/promises";

let turns: Promise<void> = Promise.resolve();

/**
 * Before a piece of work of many milliseconds: resolves at once where nobody else is here, else one
 * turn of the event loop after whoever came before. So Slack is acknowledged between any two pieces,
 * however many became ready together. There is one loop in a process, and so one such line.
 */
export function ownTurnOfLoop(): Promise<void> {
  const mine = turns;
  turns = turns.then(() => setImmediate());
  return mine;
}
