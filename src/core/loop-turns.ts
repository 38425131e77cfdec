import { setImmediate } from "node:timers/promises";

/**
 * A line of pieces of work, one in a turn of the event loop: the first begins at once, each other one
 * a turn after whoever came before. So Slack is acknowledged between any two of them, however many
 * became ready together.
 */
function createLine(): () => Promise<void> {
  let turns: Promise<void> = Promise.resolve();
  return () => {
    const mine = turns;
    turns = turns.then(() => setImmediate());
    return mine;
  };
}

/** Before work of many milliseconds. There is one loop in a process, and so one such line. */
export const ownTurnOfLoop: () => Promise<void> = createLine();

/** Before a question is begun: a crowd's requests are all acknowledged before most of it is worked on. */
export const turnToBegin: () => Promise<void> = createLine();
