import { isSimSid } from "../../core/sim.ts";

const wordsOfSid = 4;
const startRows = 1_024;
/** Fuller than that, look-ups become walks. */
const mostFull = 0.7;

/** Rows of SIMs, found by account and SID: 16 bytes a row, and some 8 for finding it. */
export interface SidRows {
  readonly count: number;
  /** `null`: it has none. */
  find(account: number, sid: string): number | null;
  /** The next row, which is its own from then on. */
  add(account: number, sid: string): number;
  sid(row: number): string;
  account(row: number): number;
  /** It is not found any more; its row stays empty. */
  remove(row: number): void;
}

/** `null`: no SID of a SIM. */
function wordsOf(sid: string): readonly number[] | null {
  if (!isSimSid(sid)) return null;
  return [2, 10, 18, 26].map((from) => Number.parseInt(sid.slice(from, from + 8), 16));
}

export function createSidRows(): SidRows {
  let words = new Uint32Array(wordsOfSid * startRows);
  let accounts = new Uint16Array(startRows);
  let isRemoved = new Uint8Array(startRows);
  /** Row + 1 at its place; 0: free. */
  let places = new Int32Array(2 * startRows);
  let count = 0;

  const startOf = (account: number, [a = 0, b = 0, c = 0, d = 0]: readonly number[]): number => {
    let hash = Math.imul(a ^ Math.imul(account + 1, 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15) ^ b, 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 13) ^ c, 0x27d4eb2f);
    hash = Math.imul(hash ^ (hash >>> 16) ^ d, 0x165667b1);
    return (hash ^ (hash >>> 15)) >>> 0;
  };
  const wordsAt = (row: number): readonly number[] =>
    Array.from(words.subarray(wordsOfSid * row, wordsOfSid * (row + 1)));
  const isAt = (row: number, account: number, sid: readonly number[]): boolean =>
    isRemoved[row] === 0 &&
    accounts[row] === account &&
    sid.every((word, index) => words[wordsOfSid * row + index] === word);

  const put = (row: number, account: number, sid: readonly number[]): void => {
    let place = startOf(account, sid) % places.length;
    while (places[place] !== 0) place = (place + 1) % places.length;
    places[place] = row + 1;
  };
  const grow = (): void => {
    if (count === accounts.length) {
      words = grown(words, 2 * words.length);
      accounts = grown(accounts, 2 * accounts.length);
      isRemoved = grown(isRemoved, 2 * isRemoved.length);
    }
    if (count < mostFull * places.length) return;
    places = new Int32Array(2 * places.length);
    for (let row = 0; row < count; row += 1) put(row, accounts[row] ?? 0, wordsAt(row));
  };

  const find = (account: number, sid: string): number | null => {
    const wanted = wordsOf(sid);
    if (wanted === null) return null;
    let place = startOf(account, wanted) % places.length;
    for (;;) {
      const row = (places[place] ?? 0) - 1;
      if (row < 0) return null;
      if (isAt(row, account, wanted)) return row;
      place = (place + 1) % places.length;
    }
  };

  return {
    get count() {
      return count;
    },
    find,
    add: (account, sid) => {
      const wanted = wordsOf(sid);
      if (wanted === null) throw new Error("only SIMs with a SID are remembered");
      grow();
      const row = count;
      count += 1;
      words.set(wanted, wordsOfSid * row);
      accounts[row] = account;
      put(row, account, wanted);
      return row;
    },
    sid: (row) =>
      `DE${wordsAt(row)
        .map((word) => word.toString(16).padStart(8, "0"))
        .join("")}`,
    account: (row) => accounts[row] ?? 0,
    remove: (row) => {
      isRemoved[row] = 1;
    },
  };
}

/** The same array with room for more. */
export function grown<Numbers extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  numbers: Numbers,
  length: number,
): Numbers {
  const larger = new (numbers.constructor as new (length: number) => Numbers)(length);
  larger.set(numbers);
  return larger;
}
