import { BotError } from "../../../src/core/errors.ts";
import { type SimFacts, simFactsOf } from "../../../src/core/fleet/sim-facts.ts";
import { dayMs, hourMs, type Instant } from "../../../src/core/instant.ts";
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

/** What one list of the silent SIMs of a simulated fleet was worth. */
export interface DarkTrial {
  /** Listed, and silent beyond its rhythm. */
  readonly right: number;
  readonly wrong: readonly DarkMiss[];
  readonly missed: readonly DarkMiss[];
  /** How many the list says that nobody looked at. */
  readonly notLookedAt: number;
  /** Calls to the platform, and the seconds that reading anew took. */
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

export interface DarkTrialOptions {
  readonly size?: number;
  /** Each SIM was read at some moment of this long before. */
  readonly sweptEveryMs?: number;
}

const firstDay = Date.UTC(2026, 8, 1);
/** A call takes 0.4 s, and eight of the twelve that are asked for at once go at once. */
const callMs = 600;
const sessionsOfAPage = 1_000;
/** How long ago the outage began: whatever the devices' rhythm, as nobody asks by that. */
const outageAges = [hourMs, 6 * hourMs, dayMs, 4 * dayMs] as const;

/** Something happens at a random moment of four weeks, and somebody asks for the list some time later. */
export async function darkTrial(
  kind: FleetKind,
  event: Event,
  seed: number,
  { size = fleetSize, sweptEveryMs = dayMs }: DarkTrialOptions = {},
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
    memory.remember(readNow(device, asked - random.between(0, sweptEveryMs)).facts);
  }
  let calls = 0;
  const dark = createDarkSims({
    ...{ memory, quiet: noQuietSims, clock: time, startTimer: time.startTimer },
    simReports: {
      look: async ({ sid }, signal) => {
        const device = bySid.get(sid);
        if (device === undefined) return null;
        const { facts, pages } = readNow(device, time.now());
        calls += pages;
        await time.wait(pages * callMs, signal);
        if (signal.aborted) throw new BotError("sim_api_timeout", "late", { retryable: true });
        memory.remember(facts);
        return facts;
      },
    },
  });
  const source = {} as Parameters<typeof accountOf>[0]["source"];
  const directory = heldDirectory(fleet.map(({ sid }) => sim({ sid })));
  const scope = scopeOf([accountOf({ source, directory })]);
  const list = await time.run(dark.answer({ scope, atLeastMs: null }));
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

/** As the sweep, or somebody's question, reads it: the list of the platform and what it comes to. */
function readNow(device: SimulatedDevice, at: Instant) {
  const sessions = sessionsOf(device, at).reverse();
  const read = readOf(sessions, { startedAt: at, finishedAt: at });
  const facts = simFactsOf({ sim: sim({ sid: device.sid }), account: null, read });
  return { facts, pages: Math.max(1, Math.ceil(sessions.length / sessionsOfAPage)) };
}
