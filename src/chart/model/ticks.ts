import { tzOffset } from "@date-fns/tz";
import { dayMs, hourMs, type Instant, minuteMs } from "../../core/instant.ts";
import { monthNames } from "../../core/words.ts";
import type { Tick } from "./timeline-model.ts";

/** Labels nearer than this would touch: `18:00 UTC` in the middle of its line, `17 Nov` beside it. */
const narrowestTickPx = { hour: 108, day: 76 };
const hourSteps = [1, 2, 3, 6, 12];
const daySteps = [1, 2, 3, 5, 7];

/** The zone if this runtime knows it, else UTC: a strange setting must not cost the picture. */
export function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone }).resolvedOptions().timeZone === ""
      ? "UTC"
      : zone;
  } catch {
    return "UTC";
  }
}

/** `24 Oct` in that zone. */
export function dateWords(at: Instant, zone: string): string {
  const wall = wallClock(at, zone);
  return `${wall.getUTCDate()} ${monthNames[wall.getUTCMonth()] ?? ""}`;
}

/** `05:20` in that zone. */
export function timeWords(at: Instant, zone: string): string {
  const wall = wallClock(at, zone);
  return `${twoDigits(wall.getUTCHours())}:${twoDigits(wall.getUTCMinutes())}`;
}

/** `+1`, `−3:30`: how far that zone's clock was from UTC. */
export function offsetWords(at: Instant, zone: string): string {
  const minutes = Math.round(offsetMs(at, zone) / minuteMs);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "−" : "+"}${hours}${rest === 0 ? "" : `:${twoDigits(rest)}`}`;
}

export function yearOf(at: Instant, zone: string): number {
  return wallClock(at, zone).getUTCFullYear();
}

/**
 * What clocks in that zone show, in the UTC fields of a date: those and no others, because the local
 * fields of a date are told in the zone of this process.
 */
function wallClock(at: Instant, zone: string): Date {
  return new Date(at + offsetMs(at, zone));
}

function offsetMs(at: Instant, zone: string): number {
  return tzOffset(zone, new Date(at)) * minuteMs;
}

/** When clocks in that zone first show this (as if it were UTC); `null` where a change skips it. */
function instantOf(wallMs: number, zone: string): Instant | null {
  // No zone is further than 14 h from UTC, and none changes twice within two days.
  const offsets = [wallMs - dayMs, wallMs + dayMs].map((near) => offsetMs(near, zone));
  const found = offsets
    .map((offset) => wallMs - offset)
    .filter((at) => at + offsetMs(at, zone) === wallMs);
  return found.length === 0 ? null : Math.min(...found);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/**
 * Ticks in `[from, to]`: the smallest step that leaves room for the labels, counted from local
 * midnight. Each tick is a wall-clock time with its own offset, so that a day of 23 or 25 hours
 * keeps its midnights; an hour that a clock change skips has no tick.
 */
export function ticksOf(from: Instant, to: Instant, widthPx: number, zone: string): Tick[] {
  const pxPerMs = widthPx / (to - from);
  const hours = hourSteps.find((step) => step * hourMs * pxPerMs >= narrowestTickPx.hour);
  const midnightsShown = midnights(from, to, zone);
  if (hours !== undefined) {
    const days = midnightsShown.map((at) => dayTick(at, zone));
    return [...days, ...hourTicks(from, to, hours, zone)].sort((a, b) => a.at - b.at);
  }
  const days = daySteps.find((step) => step * dayMs * pxPerMs >= narrowestTickPx.day) ?? 7;
  return midnightsShown.filter((_, index) => index % days === 0).map((at) => dayTick(at, zone));
}

function dayTick(at: Instant, zone: string): Tick {
  return { kind: "day", at, text: dateWords(at, zone) };
}

function hourTicks(from: Instant, to: Instant, step: number, zone: string): Tick[] {
  const ticks: Tick[] = [];
  for (const midnight of localDays(from, to, zone)) {
    for (let hour = step; hour < 24; hour += step) {
      const at = instantOf(midnight + hour * hourMs, zone);
      if (at === null || at < from || at > to) continue;
      ticks.push({ kind: "hour", at, text: timeWords(at, zone) });
    }
  }
  return ticks;
}

/** Where a clock change skips midnight (Cairo, Santiago) the day begins an hour later. */
function midnights(from: Instant, to: Instant, zone: string): Instant[] {
  return localDays(from, to, zone)
    .map((midnight) => instantOf(midnight, zone) ?? instantOf(midnight + hourMs, zone))
    .filter((at) => at !== null)
    .filter((at) => at >= from && at <= to);
}

/** Midnights as clocks show them, counted on a calendar without clock changes. */
function localDays(from: Instant, to: Instant, zone: string): number[] {
  const first = Math.floor((from + offsetMs(from, zone)) / dayMs);
  const count = Math.min(40, Math.ceil((to - from) / dayMs) + 2);
  return Array.from({ length: count }, (_, index) => (first + index) * dayMs);
}
