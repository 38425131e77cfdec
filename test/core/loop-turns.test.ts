import { expect, it } from "vitest";
import {
  doneAtOnce,
  donePieceByPiece,
  inTurns,
  mostInOneTurn,
  type Pieces,
} from "../../src/core/loop-turns.ts";

/** Looks at so many things in each of its pieces, and notes when others had their turn. */
function* counted(pieces: readonly number[], noted: unknown[]): Pieces<string> {
  for (const count of pieces) {
    noted.push(count);
    yield count;
  }
  noted.push("end");
  return "done";
}

const others = (noted: unknown[]) => setImmediate(() => noted.push("others"));

it("work in pieces is done at once where it looks at few things", async () => {
  const noted: unknown[] = [];
  others(noted);
  expect(await donePieceByPiece(counted([1, 2, 3], noted))).toBe("done");
  expect(noted).toEqual([1, 2, 3, "end"]);
  expect(doneAtOnce(counted([mostInOneTurn, mostInOneTurn], []))).toBe("done");
});

it("where it looks at many, others come in between, and before what follows", async () => {
  const noted: unknown[] = [];
  const half = mostInOneTurn / 2;
  const work = donePieceByPiece(counted([half, half, half, half, 1], noted));
  others(noted);
  expect(await work).toBe("done");
  expect(noted).toContain("others");
  expect(noted.filter((note) => note !== "others")).toEqual([half, half, half, half, 1, "end"]);
});

it("a list is handed out in parts, whole and in order", async () => {
  const parts: number[][] = [];
  for await (const part of inTurns([1, 2, 3, 4, 5], 2)) parts.push([...part]);
  expect(parts).toEqual([[1, 2], [3, 4], [5]]);
});
