import { BotError } from "../../../src/core/errors.ts";
import type { DarkList } from "../../../src/core/fleet/dark-list.ts";
import { type SimFacts, simFactsOf } from "../../../src/core/fleet/sim-facts.ts";
import { dayMs, hourMs, type Instant } from "../../../src/core/instant.ts";
import { type DataSession, lastSeen } from "../../../src/core/session.ts";
import { noQuietSims } from "../../../src/ports/quiet-sims.ts";
import { createDarkSims } from "../../../src/questions/dark.ts";
import { createFleetMemory } from "../../../src/reads/fleet/fleet-memory.ts";
import { seededRandom } from "../histories/random.ts";
import { accountOf, scopeOf } from "../one-account.ts";
import { heldDirectory } from "../questions/held-directory.ts";
import { readOf, sim } from "../sessions.ts";
import { virtualTime } from "../virtual-time.ts";
import { type SimulatedDevice, sessionsOf, type Truth, truthOf } from "./simulated-device.ts";
import { type Event, type FleetKind, fleetSize, hit, simulatedFleet } from "./simulated-fleet.ts";

/** What one question for the silent SIMs of a simulated fleet was worth: as answered, and as told at last. */
export interface DarkTrial {
  readonly first: DarkTrialList;
  readonly final: DarkTrialList;
}

/** What one list was worth. */
export interface DarkTrialList {
  /** Listed, and silent beyond its rhythm. */
  readonly right: number;
  readonly wrong: readonly DarkMiss[];
  readonly missed: readonly DarkMiss[];
  /** How many the list says that nobody looked at. */
  readonly notLookedAt: number;
  /** Calls to the platform, and the seconds since the question. */
  readonly calls: number;
  readonly seconds: number;
}

/** A device that stands in the list and should not, or the other way round. */
export interface DarkMiss {
  readonly device: SimulatedDevice;
  readonly truth: Truth;
  /** What was known of it when the list was made. */
  readonly known: SimFacts | null;
  readonly at: Instant;
}

export const listOrders = ["newest_first", "shuffled", "oldest_first"] as const;
export type ListOrder = (typeof listOrders)[number];

export interface DarkTrialOptions {
  readonly size?: number;
  /** Each SIM was read at some moment of this long before. */
  readonly sweptEveryMs?: number;
  /** In which order the platform lists the sessions of a SIM; it is documented nowhere. */
  readonly order?: ListOrder;
  /** How long is read before the answer. */
  readonly readingMs?: number;
}

const firstDay = Date.UTC(2026, 8, 1);
/** A call takes 0.4 s; of twelve reads eight have one under way, and where nobody waits six of six. */
const callMs = { waitedFor: (400 * 12) / 8, afterwards: 400 } as const;
const sessionsOfAPage = 1_000;
/** How long ago the outage began: whatever the devices' rhythm, as nobody asks by that. */
const outageAges = [hourMs, 6 * hourMs, dayMs, 4 * dayMs] as const;

/** Something happens at a random moment of four weeks, and somebody asks for the list some time later. */
export async function darkTrial(
  kind: FleetKind,
  event: Event,
  seed: number,
  {
    size = fleetSize,
    sweptEveryMs = dayMs,
    order = "newest_first",
    readingMs,
  }: DarkTrialOptions = {},
): Promise<DarkTrial> {
  const random = seededRandom(seed);
  const at = firstDay + random.between(0, 28 * dayMs);
  const asked = at + random.pick(outageAges);
  const before = simulatedFleet(kind, random.whole(1, 2 ** 31), asked, size);
  const first = before[random.whole(0, before.length - 1)];
  const fleet =
    first === undefined || event.kind === "none" ? before : hit(before, first, event, at, random);
  const bySid = new Map(fleet.map((device) => [device.sid, device]));
  const time = virtualTime(asked);
  const memory = createFleetMemory({ accounts: [null], clock: time });
  for (const device of fleet) {
    const readAt = asked - random.between(0, sweptEveryMs);
    memory.remember(factsOf(device, sessionsOf(device, readAt).reverse(), readAt));
  }
  let calls = 0;
  const dark = createDarkSims({
    ...{ memory, quiet: noQuietSims, clock: time, startTimer: time.startTimer },
    ...(readingMs !== undefined && { readingMs }),
    simReports: {
      look: async ({ sid, asking, heardSince = Number.POSITIVE_INFINITY }, signal) => {
        const device = bySid.get(sid);
        if (device === undefined) return null;
        const sessions = sessionsOf(device, time.now()).reverse();
        const startedAt = time.now();
        const pages = pagesOf(sessions, order);
        const found = pages.slice(0, -1).findIndex((page) => latestOf(page) >= heardSince);
        const needed = found < 0 ? pages.length : found + 1;
        for (let page = 0; page < needed; page += 1) {
          if (signal.aborted) break;
          calls += 1;
          await time.wait(asking === null ? callMs.afterwards : callMs.waitedFor, signal);
        }
        if (signal.aborted) throw new BotError("sim_api_timeout", "late", { retryable: true });
        if (found >= 0) return { kind: "heard", sign: latestOf(pages[found] ?? []) };
        const facts = factsOf(device, sessions, startedAt);
        memory.remember(facts);
        return { kind: "read", facts };
      },
    },
  });
  const source = {} as Parameters<typeof accountOf>[0]["source"];
  const directory = heldDirectory(fleet.map(({ sid }) => sim({ sid })));
  const scope = scopeOf([accountOf({ source, directory })]);
  const asking = { person: "U0ASKER", over: new AbortController().signal };
  const question = { scope: { ...scope, asking }, atLeastMs: null };
  const worthOf = (list: DarkList): DarkTrialList => {
    const listed = new Set(list.groups.flatMap(({ rows }) => rows.map((row) => row.sim.sid)));
    const judged = fleet.map((device) => {
      const truth = truthOf(device, list.at);
      const known = memory.of(null, device.sid);
      return { device, truth, known, at: list.at, isListed: listed.has(device.sid) };
    });
    return {
      right: judged.filter((one) => one.isListed && isTrulyDark(one)).length,
      wrong: judged.filter((one) => one.isListed && !isTrulyDark(one) && !isNearlyDark(one)),
      missed: judged.filter((one) => !one.isListed && isTrulyDark(one)),
      notLookedAt: list.notLookedAt,
      ...{ calls, seconds: (list.at - asked) / 1_000 },
    };
  };
  const { list, later } = await time.run(dark.answer(question));
  const answered = worthOf(list);
  const listNow = later === null ? null : await time.run(later);
  const final = listNow === null ? answered : worthOf(await time.run(listNow(question)));
  return { first: answered, final };
}

/** The pages that the platform gives, one call each. */
function pagesOf(newestFirst: readonly DataSession[], order: ListOrder): DataSession[][] {
  const sessions =
    order === "shuffled"
      ? seededRandom(newestFirst.length).shuffled(newestFirst)
      : order === "oldest_first"
        ? newestFirst.toReversed()
        : newestFirst;
  const count = Math.max(1, Math.ceil(sessions.length / sessionsOfAPage));
  return Array.from({ length: count }, (_, page) =>
    sessions.slice(page * sessionsOfAPage, (page + 1) * sessionsOfAPage),
  );
}

function latestOf(sessions: readonly DataSession[]): Instant {
  return sessions.reduce((latest, one) => Math.max(latest, lastSeen(one) ?? 0), 0);
}

/** As rhythms are judged at all from so many on (triage, terms: six sessions). */
const fewestKept = 6;
/** Two missed reports are noise, three are not (triage, P12). */
const fewestMissed = 3;

/**
 * Silent beyond its own rhythm, by how the device was made: something stopped it, and three reports
 * that its habit had it make since it was last heard did not come; of one that is always connected,
 * an hour without a sign, as networks exchange such sessions with pauses. Whether it could connect
 * again by now shows in no record until it is due.
 */
function isTrulyDark({ device, truth }: { device: SimulatedDevice; truth: Truth }): boolean {
  const { wasDown, missed, silentMs, kept } = truth;
  if (!wasDown || silentMs === null || kept < fewestKept) return false;
  return device.habit === "always_connected" ? silentMs >= hourMs : missed >= fewestMissed;
}

/**
 * The third report is due within minutes: as timers are not kept to the second, and a silence is
 * measured from the end of a session, it counts neither way.
 */
function isNearlyDark({ device, truth }: { device: SimulatedDevice; truth: Truth }): boolean {
  const missed = truth.missed + truth.dueSoon;
  return isTrulyDark({ device, truth: { ...truth, missed } });
}

/** As the sweep, or somebody's question, reads it: what the list of the platform comes to. */
function factsOf(
  { sid }: SimulatedDevice,
  sessions: readonly DataSession[],
  at: Instant,
): SimFacts {
  const read = readOf(sessions, { startedAt: at, finishedAt: at });
  return simFactsOf({ sim: sim({ sid }), account: null, read });
}
