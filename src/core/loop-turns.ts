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

/** All of them, so many at a time, each time in a turn of its own. */
export async function* inTurns<One>(
  all: readonly One[],
  mostAtOnce: number,
): AsyncGenerator<readonly One[]> {
  for (let from = 0; from < all.length; from += mostAtOnce) {
    await ownTurnOfLoop();
    yield all.slice(from, from + mostAtOnce);
  }
}

/**
 * Work that can stop wherever it has looked at so many things: it yields how many. So it stays pure,
 * whether it is done at once or in turns.
 */
export type Pieces<Result> = Generator<number, Result>;

/** Some milliseconds of looking at things, and sorting them. */
export const mostInOneTurn = 5_000;

/** Does the work, and gives way whenever it has looked at many things: at few of them it is done at once. */
export async function donePieceByPiece<Result>(pieces: Pieces<Result>): Promise<Result> {
  let hasGivenWay = false;
  for (let lookedAt = 0; ; ) {
    const next = pieces.next();
    if (next.done === true) {
      // What comes after it is not a part of its last piece.
      if (hasGivenWay) await ownTurnOfLoop();
      return next.value;
    }
    lookedAt += next.value;
    if (lookedAt < mostInOneTurn) continue;
    await ownTurnOfLoop();
    [lookedAt, hasGivenWay] = [0, true];
  }
}

/** Does the work at once. */
export function doneAtOnce<Result>(pieces: Pieces<Result>): Result {
  let next = pieces.next();
  while (next.done !== true) next = pieces.next();
  return next.value;
}

/**
 * Before a question is begun, which costs a millisecond or two: a crowd's requests are acknowledged
 * before most of it is worked on, and nobody waits for hundreds of turns.
 */
export const turnToBegin: () => Promise<void> = createLine(3);
