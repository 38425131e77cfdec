import { factsOf } from "../../../src/core/findings/facts.ts";
import { defaultThresholds as thresholds } from "../../../src/core/findings/thresholds.ts";
import type { SilentSim } from "../../../src/core/fleet/siblings/asked-sim.ts";
import { tellingFirst } from "../../../src/core/fleet/siblings/can-tell.ts";
import { siblingCandidates } from "../../../src/core/fleet/siblings/candidates.ts";
import {
  nextStep,
  nothingRead,
  type Reads,
  type SiblingsAnswer,
} from "../../../src/core/fleet/siblings/inquiry.ts";
import { recordFrom } from "../../../src/core/fleet/siblings/sibling-record.ts";
import { dayMs, hourMs, type Instant, minuteMs } from "../../../src/core/instant.ts";
import { windowAt } from "../../../src/core/window.ts";
import { seededRandom } from "../histories/random.ts";
import { sim } from "../sessions.ts";
import { rememberedOf, type SimulatedDevice, sessionsOf } from "./simulated-device.ts";
import { type Event, type FleetKind, hit, simulatedFleet } from "./simulated-fleet.ts";

/** What one question about one SIM of a simulated fleet came to. */
export interface Trial {
  readonly answer: SiblingsAnswer;
  readonly reads: Reads;
  readonly silent: SilentSim;
  /** Calls to the platform, and the seconds they would take. */
  readonly calls: number;
  readonly seconds: number;
}

const firstDay = Date.UTC(2026, 8, 1);
const callSeconds = 0.4;
const callsAtOnce = 8;
const sessionsOfAPage = 1_000;

/**
 * Something happens at a random moment of four weeks, and somebody asks about a SIM that it has hit
 * from ten minutes to three hours, or one more missed report, after its answer first says that it is
 * overdue. `null`: no answer would say so within nine days.
 */
export function siblingsTrial(kind: FleetKind, event: Event, seed: number): Trial | null {
  const random = seededRandom(seed);
  const at = firstDay + random.between(0, 28 * dayMs);
  const fleet = simulatedFleet(kind, random.whole(1, 2 ** 31), at);
  const well = fleet.filter(({ down }) => down.every(({ to }) => to < at - 2 * dayMs));
  const asked = well[random.whole(0, well.length - 1)];
  if (asked === undefined) return null;
  const after = hit(fleet, asked, event, at, random);
  const askedNow = after[fleet.indexOf(asked)] ?? asked;
  const { patience, rhythm } = factsAt(askedNow, at);
  const overdueAfter = patience?.overdueAfter ?? null;
  if (overdueAfter === null || overdueAfter > at + 9 * dayMs) return null;
  const mostDelayMs = Math.max(3 * hourMs, rhythm?.typicalMs ?? 0);
  const asOf = Math.max(at, overdueAfter) + random.between(10 * minuteMs, mostDelayMs);
  const record = recordFrom(factsAt(askedNow, asOf), { from: at, to: at });
  if (record.stopped === null) return null;
  const silent = { kind: "silent", sid: asked.sid, asOf, stopped: record.stopped } as const;
  const bySid = new Map(after.map((device) => [device.sid, device]));
  const others = random.shuffled(fleet.filter(({ sid }) => sid !== asked.sid));
  const candidates = siblingCandidates(
    { operator: operatorOf(asked), cell: asked.place.cellId },
    tellingFirst(
      others.map((one) => ({
        ...{ operator: operatorOf(one), cell: one.place.cellId },
        ...rememberedOf(one, at - random.between(0, dayMs)),
      })),
      silent,
    ),
  );
  let reads = nothingRead;
  let [calls, seconds] = [2, callSeconds];
  for (;;) {
    const step = nextStep(candidates, reads, silent);
    if (step.kind === "answer") return { answer: step.answer, reads, silent, calls, seconds };
    const batch = step.sids.flatMap((sid) => bySid.get(sid) ?? []).map((one) => factsAt(one, asOf));
    const before = reads[step.group];
    const records = [...before.records, ...batch.map((one) => recordFrom(one, silent.stopped))];
    reads = { ...reads, [step.group]: { ...before, records } };
    const needed = batch.reduce((sum, { sessions }) => sum + callsFor(sessions.length), 0);
    calls += needed;
    seconds += Math.ceil(needed / callsAtOnce) * callSeconds;
  }
}

function callsFor(sessions: number): number {
  return 1 + Math.max(1, Math.ceil(sessions / sessionsOfAPage));
}

function operatorOf({ place }: SimulatedDevice): string {
  return place.operator.name ?? "";
}

export function factsAt(device: SimulatedDevice, asOf: Instant) {
  return factsOf({
    sim: sim({ sid: device.sid }),
    sessions: sessionsOf(device, asOf),
    window: windowAt("30d", asOf),
    asOf,
    thresholds,
  });
}
