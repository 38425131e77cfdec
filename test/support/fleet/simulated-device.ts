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

/** A report that its habit has it make, whether or not it comes. */
interface DueReport extends Interval {
  readonly number: number;
  readonly isLost: boolean;
}

/** What its habit has it do up to `asOf`, whatever happens to it; the oldest first. */
function* dueReports(device: SimulatedDevice, asOf: Instant): Generator<DueReport> {
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
  const first = Math.floor((asOf - keptMs - dayMs) / intervalMs);
  for (let number = first; ; number += 1) {
    const chance = seededRandom(device.seed * 7_919 + number);
    const jitterMs = isConnected ? 0 : chance.between(0, Math.min(intervalMs / 10, 5 * minuteMs));
    const from = number * intervalMs + phaseMs + jitterMs;
    if (from > asOf) return;
    if (hours !== undefined && !isWithin(hours, from + shiftMs)) continue;
    const isLost = !isConnected && chance.chance(lostShare);
    const pauseMs = isConnected ? chance.between(1, 5) * 1_000 : 0;
    yield { number, from, to: from + lengthMs - pauseMs, isLost };
  }
}

/** What the platform lists for the device at `asOf`: newest last. */
export function sessionsOf(device: SimulatedDevice, asOf: Instant): DataSession[] {
  const sessions: DataSession[] = [];
  for (const due of dueReports(device, asOf)) {
    for (const one of recordsOf(device, due, asOf)) {
      if ((one.lastUpdated ?? 0) >= asOf - keptMs) sessions.push(one);
    }
  }
  return sessions;
}

/** What is so of a device, by how it was made and not by what its records look like. */
export interface Truth {
  /** Something kept it from connecting after it was last heard: no report was merely lost. */
  readonly wasDown: boolean;
  /** Reports that were due by its habit since it was heard last, and did not come. */
  readonly missed: number;
  /** Reports that are due within ten minutes. */
  readonly dueSoon: number;
  /** How long ago it was heard last, in milliseconds; `null`: not within what is kept. */
  readonly silentMs: number | null;
  /** How many of its reports are kept. */
  readonly kept: number;
}

const soonMs = 10 * minuteMs;

export function truthOf(device: SimulatedDevice, asOf: Instant): Truth {
  let [missed, dueSoon, kept] = [0, 0, 0];
  let heard: Instant | null = null;
  for (const due of dueReports(device, asOf + soonMs)) {
    if (due.from > asOf) {
      dueSoon += 1;
      continue;
    }
    const last = recordsOf(device, due, asOf).at(-1)?.lastUpdated ?? null;
    if (last === null) missed += 1;
    else if (last >= asOf - keptMs) {
      [missed, heard] = [0, last];
      kept += 1;
    }
  }
  if (heard === null) return { wasDown: false, missed, dueSoon, silentMs: null, kept };
  const since = heard;
  const wasDown = device.down.some(({ from, to }) => from <= asOf && to > since);
  return { wasDown, missed, dueSoon, silentMs: asOf - since, kept };
}

function isWithin({ fromHour, toHour, days }: Hours, at: Instant): boolean {
  const date = new Date(at);
  const hour = date.getUTCHours();
  return days.includes(date.getUTCDay()) && hour >= fromHour && hour < toHour;
}

/** What it makes of a due report: parted where it is down in between, open while it is heard. */
function recordsOf(device: SimulatedDevice, due: DueReport, asOf: Instant): DataSession[] {
  if (due.isLost) return [];
  let parts: Interval[] = [due];
  for (const { from, to } of device.down) {
    parts = parts.flatMap((part) => [
      { from: part.from, to: Math.min(part.to, from) },
      { from: Math.max(part.from, to), to: part.to },
    ]);
    parts = parts.filter((part) => part.from < part.to);
  }
  return parts
    .filter(({ from }) => from <= asOf)
    .map((part, index) => recordOf(device, `${due.number}${index}`, part, due.to, asOf));
}

function recordOf(
  { place }: SimulatedDevice,
  number: string,
  { from, to }: Interval,
  dueTo: Instant,
  asOf: Instant,
): DataSession {
  const isLost = to < dueTo;
  const isOpen = to > asOf;
  const reach = Math.min(to, asOf);
  // Of one that went dark the network learns nothing more: its record stays as it was last updated.
  const heard = isLost || isOpen ? from + Math.floor((reach - from) / updateMs) * updateMs : reach;
  return session({
    ...{ sid: sessionSid(Number(number)), start: from, lastUpdated: heard },
    end: isOpen || isLost ? null : to,
    ...{ operator: place.operator, cellId: place.cellId, tower: place.tower },
  });
}

const allHours = 2 ** 24 - 1;

/** About what the memory of the fleet has of the device, read at that moment: without its sessions. */
export function rememberedOf({ sid, habit, seed, down }: SimulatedDevice, readAt: Instant) {
  const usualGapMs = reportMs[habit];
  const hours = hoursOf[habit] ?? null;
  const outage = down.find(({ from, to }) => from <= readAt && readAt < to);
  const last = outage?.from ?? readAt;
  const phaseMs = seededRandom(seed).between(0, usualGapMs);
  const isByPhase = hours === null && habit !== "always_connected";
  const lastSign = isByPhase
    ? Math.floor((last - phaseMs) / usualGapMs) * usualGapMs + phaseMs
    : awakeFrom(hours, last, -hourMs);
  const patienceMs = habit === "always_connected" ? hourMs : 3 * usualGapMs;
  const overdueAfter =
    hours === null
      ? lastSign + patienceMs
      : awakeFrom(hours, lastSign + patienceMs, hourMs) + patienceMs;
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
