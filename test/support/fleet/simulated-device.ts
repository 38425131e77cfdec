import { dayMs, hourMs, type Instant, type Interval, minuteMs } from "../../../src/core/instant.ts";
import type { DataSession } from "../../../src/core/session.ts";
import { seededRandom } from "../histories/random.ts";
import type { Place } from "../histories/records.ts";
import { session, sessionSid } from "../sessions.ts";

/** How a simulated device connects. */
export const habits = [
  "every_15_min",
  "every_30_min",
  "hourly",
  "every_4_hours",
  "daily",
  "always_connected",
  "working_hours",
  "evenings",
  "weekends",
] as const;
export type Habit = (typeof habits)[number];

/** One device of a simulated fleet: what it does follows from its seed alone. */
export interface SimulatedDevice {
  readonly sid: string;
  readonly habit: Habit;
  readonly place: Place;
  readonly seed: number;
  /** It is silent in these, whatever its habit. */
  readonly down: readonly Interval[];
}

/** Minutes of local days in which it reports, and on which days (0: Sunday). */
interface Hours {
  readonly fromHour: number;
  readonly toHour: number;
  readonly days: readonly number[];
}

const reportMs: Record<Habit, number> = {
  every_15_min: 15 * minuteMs,
  every_30_min: 30 * minuteMs,
  hourly: hourMs,
  every_4_hours: 4 * hourMs,
  daily: dayMs,
  always_connected: 12 * hourMs,
  working_hours: 15 * minuteMs,
  evenings: 15 * minuteMs,
  weekends: 30 * minuteMs,
};

const hoursOf: Partial<Record<Habit, Hours>> = {
  working_hours: { fromHour: 8, toHour: 17, days: [1, 2, 3, 4, 5] },
  evenings: { fromHour: 17, toHour: 23, days: [0, 1, 2, 3, 4, 5, 6] },
  weekends: { fromHour: 9, toHour: 20, days: [0, 6] },
};

/** One report in so many is lost by chance. */
const lostShare = 0.01;
const keptMs = 30 * dayMs;
/** How often the network updates an open session. */
const updateMs = 10 * minuteMs;

/** What the platform lists for the device at `asOf`: newest last. */
export function sessionsOf(device: SimulatedDevice, asOf: Instant): DataSession[] {
  const random = seededRandom(device.seed);
  const intervalMs = reportMs[device.habit];
  const phaseMs = random.between(0, intervalMs);
  const shiftMs = random.between(-30 * minuteMs, 30 * minuteMs);
  const hours = hoursOf[device.habit];
  const isConnected = device.habit === "always_connected";
  const lengthMs = isConnected
    ? intervalMs
    : Math.min(random.between(20, 150) * 1_000, intervalMs / 3);
  // From a fixed beginning, so that the same reports are there whatever the moment.
  const sessions: DataSession[] = [];
  const first = Math.floor((asOf - keptMs - dayMs) / intervalMs);
  for (let number = first; ; number += 1) {
    const chance = seededRandom(device.seed * 7_919 + number);
    const jitterMs = isConnected ? 0 : chance.between(0, Math.min(intervalMs / 10, 5 * minuteMs));
    const start = number * intervalMs + phaseMs + jitterMs;
    if (start > asOf) break;
    if (hours !== undefined && !isWithin(hours, start + shiftMs)) continue;
    if (!isConnected && chance.chance(lostShare)) continue;
    const pauseMs = isConnected ? chance.between(1, 5) * 1_000 : 0;
    const one = recordAt(device, number, { from: start, to: start + lengthMs - pauseMs }, asOf);
    if (one !== null && (one.lastUpdated ?? 0) >= asOf - keptMs) sessions.push(one);
  }
  return sessions;
}

function isWithin({ fromHour, toHour, days }: Hours, at: Instant): boolean {
  const date = new Date(at);
  const hour = date.getUTCHours();
  return days.includes(date.getUTCDay()) && hour >= fromHour && hour < toHour;
}

/** Cut where the device goes down, and where it comes back; open while it is heard. */
function recordAt(
  { place, down }: SimulatedDevice,
  number: number,
  { from, to }: Interval,
  asOf: Instant,
): DataSession | null {
  let [begin, end] = [from, to];
  for (const outage of down) {
    if (begin >= outage.from && begin < outage.to) begin = Math.min(outage.to, end);
    else if (begin < outage.from && end > outage.from) end = outage.from;
  }
  if (begin >= end || begin > asOf) return null;
  const isLost = end < to;
  const isOpen = end > asOf;
  const reach = Math.min(end, asOf);
  // Of one that went dark the network learns nothing more: its record stays as it was last updated.
  const heard =
    isLost || isOpen ? begin + Math.floor((reach - begin) / updateMs) * updateMs : reach;
  return session({
    ...{ sid: sessionSid(number), start: begin, lastUpdated: heard },
    end: isOpen || isLost ? null : end,
    ...{ operator: place.operator, cellId: place.cellId, tower: place.tower },
  });
}

const allHours = 2 ** 24 - 1;

/** About what the memory of the fleet has of the device, read at that moment: without its sessions. */
export function rememberedOf({ sid, habit, down }: SimulatedDevice, readAt: Instant) {
  const usualGapMs = reportMs[habit];
  const hours = hoursOf[habit] ?? null;
  const outage = down.find(({ from, to }) => from <= readAt && readAt < to);
  const lastSign = awakeFrom(hours, outage?.from ?? readAt, -hourMs);
  const patienceMs = habit === "always_connected" ? hourMs : 3 * usualGapMs;
  const overdueAfter = awakeFrom(hours, lastSign + patienceMs, hourMs) + patienceMs;
  return {
    ...{ sid, lastSign, readAt, simState: "active", overdueAfter },
    rhythm: {
      ...({ kind: "timed", usualGapMs, mostGapsBelowMs: usualGapMs } as const),
      quietHours: hours === null ? 0 : quietHoursOf(hours),
    },
  };
}

/** The first such moment that is not in its sleep, by steps of an hour. */
function awakeFrom(hours: Hours | null, at: Instant, stepMs: number): Instant {
  let moment = at;
  while (hours !== null && !isWithin(hours, moment)) moment += stepMs;
  return moment;
}

function quietHoursOf({ fromHour, toHour }: Hours): number {
  let quiet = allHours;
  for (let hour = fromHour - 1; hour <= toHour; hour += 1) quiet &= ~(1 << hour);
  return quiet;
}
