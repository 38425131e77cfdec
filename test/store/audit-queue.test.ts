import { expect, it } from "vitest";
import { secondMs } from "../../src/core/instant.ts";
import type { AuditEntry } from "../../src/ports/audit-log.ts";
import type { NamedEntry } from "../../src/store/audit-log.ts";
import { createAuditQueue } from "../../src/store/audit-queue.ts";
import { fileError } from "../../src/store/store-error.ts";
import { asOf } from "../support/sessions.ts";
import { virtualTime } from "../support/virtual-time.ts";

const asked = (number: number): AuditEntry => ({
  ...{ at: asOf + number, userId: "U012AB3CD", channelId: null, teamId: null },
  ...{ command: "sessions", simSid: null, account: null, outcome: "ok" },
});
const full = fileError("/data/simscope.db", { code: "SQLITE_FULL", reason: "full" });
const refused = fileError("/data/simscope.db", { code: "SQLITE_TOOBIG", reason: "too big" });

function setUp({ mostEntries = 10_000 } = {}) {
  const time = virtualTime();
  /** By name: what is written twice is there once. */
  const table = new Map<string, number>();
  const tried: unknown[] = [];
  const dropped: string[] = [];
  const handed: number[] = [];
  const database = {
    /** Why it refuses everything now. */
    failure: null as Error | null,
    /** It keeps what it is given, and its answer is lost. */
    losesReceipts: false,
    refuses: new Set<number>(),
    keep: async (entries: readonly NamedEntry[]): Promise<void> => {
      handed.push(entries.length);
      if (database.failure !== null && !database.losesReceipts) throw database.failure;
      if (entries.some(({ entry }) => database.refuses.has(entry.at - asOf))) throw refused;
      for (const { id, entry } of entries) table.set(id, entry.at - asOf);
      if (database.failure !== null) throw database.failure;
    },
  };
  const queue = createAuditQueue({
    ...{ audit: database, startTimer: time.startTimer, mostEntries },
    onTried: (error) => tried.push(error),
    onDropped: (count, reason) => dropped.push(`${count} ${reason}`),
  });
  const record = async (from: number, to: number): Promise<void> => {
    for (let number = from; number < to; number += 1) await queue.record(asked(number));
  };
  return { time, queue, record, database, tried, dropped, handed, kept: () => [...table.values()] };
}

const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

it("what a database does not take waits, and is caught up in its order, each entry once", async () => {
  const { time, queue, record, database, kept, tried, dropped } = setUp();
  await record(0, 1);
  await time.pass(0);
  database.failure = full;
  await record(1, 250);
  expect(queue.waiting).toBe(249);
  await time.pass(20 * secondMs);
  database.losesReceipts = true;
  await time.pass(20 * secondMs);
  database.failure = null;
  await time.pass(5 * secondMs);
  expect(kept()).toEqual(upTo(250));
  expect(queue.waiting).toBe(0);
  expect(tried.at(0)).toBeNull();
  expect(tried).toContain(full);
  expect(tried.at(-1)).toBeNull();
  expect(dropped).toEqual([]);
});

it("asks a database that is away at most once a second, then every five", async () => {
  const { time, record, database, handed } = setUp();
  database.failure = full;
  await record(0, 300);
  await time.pass(60 * secondMs);
  expect(handed.length).toBeGreaterThan(10);
  expect(handed.length).toBeLessThan(16);
});

it("is bounded: the oldest go, and are counted", async () => {
  const { time, queue, record, database, kept, dropped } = setUp({ mostEntries: 50 });
  database.failure = full;
  await record(0, 180);
  await time.pass(secondMs);
  expect(queue.waiting).toBe(50);
  database.failure = null;
  await time.pass(5 * secondMs);
  expect(kept()).toEqual(upTo(180).slice(130));
  const lost = dropped.map((text) => Number(text.split(" ")[0]));
  expect(lost.reduce((sum, count) => sum + count, 0)).toBe(130);
});

it("an entry that the database refuses goes alone, and keeps no other back", async () => {
  const { time, queue, record, database, kept, dropped } = setUp();
  database.refuses.add(7);
  await record(0, 20);
  await time.pass(0);
  expect(kept()).toEqual(upTo(20).filter((number) => number !== 7));
  expect(dropped).toEqual(["1 refused"]);
  expect(queue.waiting).toBe(0);
});

it("a stop tries at once, and learns when all is kept", async () => {
  const { time, queue, record, database, kept } = setUp();
  database.failure = full;
  await record(0, 3);
  await time.pass(30 * secondMs);
  database.failure = null;
  await queue.emptied();
  expect(kept()).toEqual([0, 1, 2]);
  await queue.emptied();
});

it("closed, it tries no more", async () => {
  const { time, queue, record, database, handed } = setUp();
  database.failure = full;
  await record(0, 3);
  await time.pass(0);
  queue.close();
  const before = handed.length;
  await time.pass(60 * secondMs);
  expect(handed).toHaveLength(before);
  expect(time.waiting).toBe(0);
});
