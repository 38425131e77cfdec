import { describe, expect, it } from "vitest";
import { BotError } from "../../src/core/errors.ts";
import type { SimFacts } from "../../src/core/fleet/sim-facts.ts";
import { hourMs, minuteMs, secondMs } from "../../src/core/instant.ts";
import { noQuietSims, type QuietSims } from "../../src/ports/quiet-sims.ts";
import { createDarkSims } from "../../src/questions/dark.ts";
import { createFakeFleetMemory } from "../support/fleet/fake-fleet-memory.ts";
import { simFacts, simSid } from "../support/fleet/sim-facts.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";
import { ago, asOf, sim } from "../support/sessions.ts";
import { virtualTime } from "../support/virtual-time.ts";

interface Options {
  readonly facts: readonly SimFacts[];
  /** What a SIM turns out to be when it is read anew; an error: it cannot be read; `never`: it hangs. */
  readonly read?: (sid: string) => Partial<SimFacts> | BotError | "never" | "heard";
  readonly listed?: readonly number[];
  readonly quiet?: QuietSims;
  readonly accounts?: readonly (string | null)[];
  readonly onFault?: (error: unknown) => void;
}

const silentFor = (number: number, ms: number, over: Partial<SimFacts> = {}) =>
  simFacts({
    ...{ sid: simSid(number), lastSign: ago(ms), overdueAfter: ago(ms - 45 * minuteMs) },
    ...{ readAt: ago(hourMs), cell: `${number}`, ...over },
  });

function dark({ facts, accounts = [null], ...options }: Options) {
  const { read = () => ({}), quiet = noQuietSims, listed = [1, 2, 3, 4, 5, 6] } = options;
  const { onFault = () => undefined } = options;
  const time = virtualTime(asOf);
  const memory = createFakeFleetMemory(facts);
  const looked: string[] = [];
  const asks: (string | null)[] = [];
  const sims = createDarkSims({
    ...{ memory, quiet, clock: time, startTimer: time.startTimer, onFault },
    simReports: {
      look: async ({ account, sid, asking, heardSince }, signal) => {
        looked.push(sid);
        asks.push(asking?.person ?? null);
        if (asking === null) await time.wait(secondMs, signal);
        const seen = read(sid);
        if (seen === "never") {
          return new Promise((_, reject) => {
            const late = () => reject(new BotError("sim_api_timeout", "late", { retryable: true }));
            if (signal.aborted) late();
            signal.addEventListener("abort", late);
          });
        }
        if (seen instanceof Error) throw seen;
        if (seen === "heard") return { kind: "heard", sign: heardSince ?? 0 };
        const before = memory.of(account.name, sid);
        if (before !== null) memory.remember({ ...before, readAt: time.now(), ...seen });
        const facts = memory.of(account.name, sid);
        return facts === null ? null : { kind: "read", facts };
      },
    },
  });
  const directory = heldDirectory(listed.map((number) => sim({ sid: simSid(number) })));
  const source = {} as Parameters<typeof accountOf>[0]["source"];
  const asking = { person: "U0ASKER", over: new AbortController().signal };
  const all = accounts.map((name) => accountOf({ source, directory, name }));
  const scope = { ...scopeOf(all), asking };
  const answer = (atLeastMs: number | null = null) => time.run(sims.answer({ scope, atLeastMs }));
  return {
    ask: async (atLeastMs: number | null = null) => (await answer(atLeastMs)).list,
    ...{ answer, looked, asks, time, sims, scope },
  };
}

const sidsIn = ({ groups }: { groups: readonly { rows: readonly { sim: { sid: string } }[] }[] }) =>
  groups.flatMap(({ rows }) => rows.map((row) => row.sim.sid));

describe("which SIMs are silent beyond their rhythm", () => {
  it("those that still are when they are read anew; how many were not is told", async () => {
    const { ask, looked } = dark({
      facts: [silentFor(1, 3 * hourMs), silentFor(2, 5 * hourMs), simFacts({ sid: simSid(3) })],
      read: (sid) => (sid === simSid(2) ? { lastSign: asOf, overdueAfter: asOf + hourMs } : {}),
    });
    const list = await ask();
    expect(list).toMatchObject({ total: 1, backAgain: 1, unread: 0, at: asOf });
    expect(sidsIn(list)).toEqual([simSid(1)]);
    expect(list.groups[0]?.rows[0]).toMatchObject({ missed: 12, isQuiet: false });
    expect(looked).toEqual([simSid(1), simSid(2)]);
  });

  it("reads what was read just now once", async () => {
    const { ask, looked } = dark({ facts: [silentFor(1, 3 * hourMs, { readAt: ago(minuteMs) })] });
    expect(await ask()).toMatchObject({ total: 1, unread: 0 });
    expect(looked).toEqual([]);
  });

  it.each<[string, BotError | "never"]>([
    ["fails", new BotError("sim_api_failed", "failed", { retryable: true })],
    ["hangs", "never"],
  ])("a read that %s leaves a SIM as it is remembered, and that is told", async (_, failure) => {
    const { ask } = dark({ facts: [silentFor(1, 3 * hourMs)], read: () => failure });
    const list = await ask();
    expect(list).toMatchObject({ total: 1, unread: 1 });
    expect(list.groups[0]?.rows[0]?.facts.readAt).toBe(ago(hourMs));
  });

  it("what was heard when it was read, and cannot be read anew, is counted and not listed", async () => {
    const heard = { readAt: ago(3 * hourMs - minuteMs) };
    const { ask } = dark({
      facts: [
        silentFor(1, 3 * hourMs, heard),
        silentFor(2, 3 * hourMs, heard),
        silentFor(3, 3 * hourMs),
      ],
      read: (sid) =>
        sid === simSid(1)
          ? new BotError("sim_api_failed", "failed", { retryable: true })
          : { readAt: asOf },
    });
    const list = await ask();
    expect(new Set(sidsIn(list))).toEqual(new Set([simSid(2), simSid(3)]));
    expect(list).toMatchObject({ total: 2, unread: 0, notLookedAt: 1, backAgain: 0 });
  });

  it("no more than 200 are read anew, the newest silence first", async () => {
    const numbers = Array.from({ length: 230 }, (_, index) => index + 2);
    const { ask, looked, asks } = dark({
      facts: numbers.map((number) => silentFor(number, number * hourMs)),
      listed: numbers,
    });
    expect(await ask()).toMatchObject({ total: 230, unread: 30 });
    const before = looked.slice(0, 200);
    expect(new Set(before).size).toBe(200);
    expect(before).not.toContain(simSid(202));
    expect(asks.slice(0, 200)).not.toContain(null);
  });

  it("what was not read by then is read after the answer, once for all who ask", async () => {
    const numbers = Array.from({ length: 230 }, (_, index) => index + 2);
    const { answer, looked, asks, time, scope } = dark({
      facts: numbers.map((number) => silentFor(number, number * hourMs)),
      listed: numbers,
      read: (sid) => (sid === simSid(231) ? { overdueAfter: asOf + hourMs } : {}),
    });
    const { list, later } = await answer();
    expect(list).toMatchObject({ total: 230, unread: 30, isReadingOn: true });
    const other = await answer();
    expect(other.list).toMatchObject({ total: 230, isReadingOn: true });
    const listNow = await time.run(other.later ?? Promise.reject(new Error("nothing is read")));
    expect(looked).toHaveLength(230);
    expect(asks).toEqual([...Array(200).fill("U0ASKER"), ...Array(30).fill(null)]);
    const final = await listNow?.({ scope, atLeastMs: null });
    expect(final).toMatchObject({ total: 229, unread: 0, backAgain: 1, isReadingOn: false });
    expect(await later).toBeTypeOf("function");
    expect((await answer()).later).toBeNull();
  });

  it("ends what is still being read when simscope stops, and tells nothing then", async () => {
    const { answer, sims, time } = dark({
      facts: [silentFor(1, 3 * hourMs), silentFor(2, 4 * hourMs)],
      read: () => "never",
    });
    const { list, later } = await answer();
    expect(list).toMatchObject({ total: 2, unread: 2, isReadingOn: true });
    sims.stop();
    expect(await time.run(later ?? Promise.reject(new Error("nothing is read")))).toBeNull();
  });

  it("a fault of our own while it is read on is noted, and what was read until then is told", async () => {
    const faults: unknown[] = [];
    const numbers = Array.from({ length: 230 }, (_, index) => index + 2);
    const { answer, looked, time, scope } = dark({
      facts: numbers.map((number) => silentFor(number, number * hourMs)),
      listed: numbers,
      read: () => {
        if (looked.length === 215) throw new TypeError("no facts");
        return {};
      },
      onFault: (error) => faults.push(error),
    });
    const { later } = await answer();
    const listNow = await time.run(later ?? Promise.reject(new Error("nothing is read")));
    expect(faults).toEqual([new TypeError("no facts")]);
    const list = await listNow?.({ scope, atLeastMs: null });
    expect(list?.isReadingOn).toBe(false);
    expect(list?.unread).toBeGreaterThan(0);
    expect(list?.unread).toBeLessThan(30);
  });

  it("leaves a platform alone that says 'too many at once' when nobody waits", async () => {
    const numbers = Array.from({ length: 260 }, (_, index) => index + 2);
    const limited = new BotError("sim_api_rate_limited", "too many", { retryable: true });
    const { answer, looked, time } = dark({
      facts: numbers.map((number) => silentFor(number, number * hourMs)),
      listed: numbers,
      read: () => (looked.length > 200 ? limited : {}),
    });
    const { later } = await answer();
    await time.run(later ?? Promise.reject(new Error("nothing is read")));
    expect(looked.length).toBeLessThanOrEqual(206);
  });

  it("one heard lately is not silent, although it was not read to the end", async () => {
    const heard = { readAt: ago(3 * hourMs - minuteMs) };
    const { answer, looked } = dark({
      facts: [silentFor(1, 3 * hourMs, heard), silentFor(2, 3 * hourMs)],
      read: () => "heard",
    });
    const { list, later } = await answer();
    expect(list).toMatchObject({ total: 0, notLookedAt: 0, backAgain: 1, unread: 0 });
    expect(later).toBeNull();
    expect((await answer()).list.total).toBe(0);
    expect(looked).toHaveLength(2);
  });

  it("only those silent for so long, of the list, and of what the platform still keeps", async () => {
    const { ask } = dark({
      facts: [
        silentFor(1, 3 * hourMs),
        silentFor(2, 7 * hourMs),
        silentFor(3, 31 * 24 * hourMs),
        silentFor(99, 9 * hourMs),
      ],
    });
    expect(sidsIn(await ask(6 * hourMs))).toEqual([simSid(2)]);
  });

  it("of the accounts that may be looked in alone", async () => {
    const facts = ["us", "emea"].map((account, index) =>
      silentFor(index + 1, 3 * hourMs, { account }),
    );
    const { ask } = dark({ facts, accounts: ["emea"] });
    const list = await ask();
    expect(sidsIn(list)).toEqual([simSid(2)]);
    expect(list.coverage.map(({ account }) => account)).toEqual(["emea"]);
  });

  it("with what is quiet by arrangement apart", async () => {
    const arrangement = { until: asOf + hourMs, setBy: "U1", setAt: ago(hourMs), reason: "winter" };
    const { ask } = dark({
      facts: [silentFor(1, 3 * hourMs), silentFor(2, 8 * hourMs)],
      quiet: { quietUntil: (_, sid) => (sid === simSid(1) ? arrangement : null) },
    });
    const list = await ask();
    expect(list.groups.map(({ kind }) => kind)).toEqual(["others", "quiet"]);
    expect(list.groups[1]?.rows[0]?.quiet).toEqual(arrangement);
  });
});
