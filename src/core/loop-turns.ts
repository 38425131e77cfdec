import { setImmediate } from "node:timers/promises";

/**
 * A line of pieces of work, so many in a turn of the event loop: the first begin at once, the others
 * a turn after those who came before. So Slack is acknowledged in between, however many became ready
 * together.
 */
function createLine(inOneTurn: number): () => Promise<void> {
  let turns: Promise<void> = Promise.resolve();
  let came = 0;
  return () => {
    const mine = turns;
    came += 1;
    if (came % inOneTurn === 0) turns = turns.then(() => setImmediate());
    return mine;
  };
}

/** Before work of many milliseconds. There is one loop in a process, and so one such line. */
export const ownTurnOfLoop: () => Promise<void> = createLine(1);

/**
 * Before a question is begun, which costs a millisecond or two: a crowd's requests are acknowledged
 * before most of it is worked on, and nobody waits for hundreds of turns.
 */
export const turnToBegin: () => Promise<void> = createLine(3);
