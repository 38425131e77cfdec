import { describe, expect, it } from "vitest";
import { BotError } from "../../src/core/errors.ts";
import { dayMs, hourMs, minuteMs } from "../../src/core/instant.ts";
import { createSimReports } from "../../src/questions/report.ts";
import { createSiblings, type SiblingsOutcome } from "../../src/questions/siblings.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { createFakeFleetMemory } from "../support/fleet/fake-fleet-memory.ts";
import { simFacts, simSid } from "../support/fleet/sim-facts.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { asOf, sessionBetween, sim, telcel, tMobile } from "../support/sessions.ts";

/** Every half an hour for twelve days, up to so long ago. */
const silentSince = (msAgo: number, operator = tMobile) =>
  Array.from({ length: 576 }, (_, index) => {
    const endMsAgo = msAgo + index * 30 * minuteMs;
    return sessionBetween(endMsAgo + 2 * minuteMs, endMsAgo, { operator });
  });

/** The same, and since so long ago a start every three minutes, uneven as a redial is. */
const loopingSince = (msAgo: number, operator = tMobile) => [
  ...silentSince(msAgo, operator),
  ...Array.from({ length: Math.floor(msAgo / (3 * minuteMs)) }, (_, index) => {
    const startMsAgo = msAgo - index * 3 * minuteMs - (index % 3) * 40_000;
    const end = Math.max(startMsAgo - 30_000, 0);
    return sessionBetween(startMsAgo, end, { operator, packetsUp: 0, packetsDown: 0 });
  }),
];

interface Fleet {
  /** Of its operator: how many are silent since when, and heard a moment ago. */
  readonly silent: number;
  readonly heard: number;
  /** On another one, all heard. */
  readonly elsewhere?: number;
  /** So many of its operator cannot be read. */
  readonly failing?: number;
  readonly askedSilentMs?: number;
  /** It, and the first so many of those that are heard, are in a reconnect loop since so long ago. */
  readonly loop?: { readonly askedMs: number; readonly count: number; readonly sinceMs: number };
}

const asked = sim({ sid: simSid(1), uniqueName: null });

function world({
  silent,
  heard,
  elsewhere = 0,
  failing = 0,
  askedSilentMs = 3 * hourMs,
  loop,
}: Fleet) {
  const clock = testClock();
  const source = fakeSimSource(clock);
  source.add(asked, loop === undefined ? silentSince(askedSilentMs) : loopingSince(loop.askedMs));
  const failingSids = new Set<string>();
  const others = Array.from({ length: silent + heard + elsewhere + failing }, (_, index) => {
    const sid = simSid(index + 2);
    const operator = index >= silent + heard + failing ? telcel : tMobile;
    const isSilent = index < silent;
    if (index >= silent + heard && index < silent + heard + failing) failingSids.add(sid);
    const isLooping = loop !== undefined && index < loop.count;
    source.add(
      sim({ sid, uniqueName: null, friendlyName: `Camera ${index}` }),
      isLooping
        ? loopingSince(loop.sinceMs, operator)
        : silentSince(isSilent ? 3 * hourMs - 5 * minuteMs : minuteMs, operator),
    );
    return simFacts({ sid, operator, cell: null, readAt: asOf - dayMs, lastSign: asOf - dayMs });
  });
  const readSessions = source.readSessions.bind(source);
  const flaky = {
    ...source,
    readSessions: async (sid: string, signal: AbortSignal) => {
      if (failingSids.has(sid)) throw new BotError("sim_api_failed", "500", { retryable: true });
      return readSessions(sid, signal);
    },
  };
  const memory = createFakeFleetMemory(others);
  const reports = createSimReports({ clock, startTimer: () => () => undefined });
  return { clock, source: flaky, memory, reports, scope: scopeOf([accountOf({ source: flaky })]) };
}

async function ask(fleet: Fleet): Promise<SiblingsOutcome> {
  const { memory, reports, scope } = world(fleet);
  const siblings = createSiblings({
    ...{ reports, memory, random: () => 0.5, startTimer: () => () => undefined },
  });
  return siblings({ sim: asked.sid, scope, windowName: "7d" });
}

describe("whether it is just this SIM", () => {
  it("reads a batch where all of it went on", async () => {
    const found = await ask({ silent: 0, heard: 30 });
    expect(found).toMatchObject({ kind: "compared", answer: { verdict: "not_widespread" } });
    expect(found.kind === "compared" && found.siblings.length).toBe(8);
  });

  it("reads twelve of other operators where many fell silent with it", async () => {
    const found = await ask({ silent: 20, heard: 0, elsewhere: 20 });
    expect(found).toMatchObject({
      ...{ kind: "compared", answer: { verdict: "many", far: { operator: "here" } } },
    });
    expect(found.kind === "compared" && found.reads.others.records.length).toBe(12);
  });

  it("counts reads that fail, and takes none of them for silence", async () => {
    const found = await ask({ silent: 0, heard: 0, failing: 30 });
    expect(found).toMatchObject({ kind: "compared", answer: { verdict: "open" } });
    expect(found.kind === "compared" && found.reads.operator).toEqual({ records: [], failed: 8 });
  });

  it("says how few are known, and whether anybody looks for more", async () => {
    const found = await ask({ silent: 3, heard: 0, elsewhere: 9 });
    expect(found).toMatchObject({
      ...{ kind: "too_few", known: 3, coverage: { known: 12, sweep: { kind: "off" } } },
    });
  });

  it("compares nothing where the SIM has been heard again", async () => {
    const found = await ask({ silent: 0, heard: 30, askedSilentMs: minuteMs });
    expect(found.kind).toBe("not_silent");
  });

  it.each([
    ["many have the same since within an hour", 40, 3 * hourMs - 20 * minuteMs, "many"],
    ["none has", 0, 0, "not_widespread"],
    ["it began much earlier with the others", 40, 9 * hourMs, "open"],
  ] as const)("compares a finding that goes on: %s", async (_, count, sinceMs, verdict) => {
    const loop = { askedMs: 3 * hourMs, count, sinceMs };
    const found = await ask({ silent: 0, heard: 40, elsewhere: 20, loop });
    expect(found).toMatchObject({
      ...{ kind: "compared", answer: { verdict } },
      asked: { kind: "failing", finding: "reconnect_loop" },
    });
    if (found.kind !== "compared" || verdict !== "many") return;
    expect(found.answer.far).toEqual({ near: null, operator: "here" });
    expect(found.siblings.length).toBe(20);
  });

  it("tells what was read by the time that is over", async () => {
    const { memory, reports, scope } = world({ silent: 9, heard: 9 });
    const siblings = createSiblings({
      ...{ reports, memory, random: () => 0.5 },
      startTimer: (callback) => {
        callback();
        return () => undefined;
      },
    });
    const found = await siblings({ sim: asked.sid, scope, windowName: "7d" });
    expect(found).toMatchObject({ kind: "compared", isOver: true, answer: { verdict: "open" } });
  });
});
