import { TZDate } from "@date-fns/tz";
import { dayMs, hourMs, type Instant } from "../../core/instant.ts";
import { monthNames } from "../../core/words.ts";
import type { Tick } from "./timeline-model.ts";

/** Labels nearer than this would touch. */
const narrowestTickPx = 56;
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
  const local = new TZDate(at, zone);
  return `${local.getDate()} ${monthNames[local.getMonth()] ?? ""}`;
}

/** `05:20` in that zone. */
export function timeWords(at: Instant, zone: string): string {
  const local = new TZDate(at, zone);
  return `${twoDigits(local.getHours())}:${twoDigits(local.getMinutes())}`;
}

export function yearOf(at: Instant, zone: string): number {
  return new TZDate(at, zone).getFullYear();
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
  const hours = hourSteps.find((step) => step * hourMs * pxPerMs >= narrowestTickPx);
  if (hours !== undefined) return hourTicks(from, to, hours, zone);
  const days = daySteps.find((step) => step * dayMs * pxPerMs >= narrowestTickPx) ?? 7;
  return midnights(from, to, zone)
    .filter((_, index) => index % days === 0)
    .map((at) => ({ at, text: dateWords(at, zone) }));
}

function hourTicks(from: Instant, to: Instant, step: number, zone: string): Tick[] {
  const ticks: Tick[] = [];
  for (const { year, month, day } of localDays(from, to, zone)) {
    for (let hour = 0; hour < 24; hour += step) {
      const local = new TZDate(year, month, day, hour, zone);
      const at = local.getTime();
      if (at < from || at > to || local.getHours() !== hour) continue;
      ticks.push({ at, text: hour === 0 ? dateWords(at, zone) : timeWords(at, zone) });
    }
  }
  return ticks;
}

/** Where a clock change skips midnight (Cairo, Santiago) the day begins an hour later. */
function midnights(from: Instant, to: Instant, zone: string): Instant[] {
  return localDays(from, to, zone)
    .map(({ year, month, day }) => new TZDate(year, month, day, zone).getTime())
    .filter((at) => at >= from && at <= to);
}

function localDays(from: Instant, to: Instant, zone: string) {
  const first = new TZDate(from, zone);
  const count = Math.min(40, Math.ceil((to - from) / dayMs) + 2);
  return Array.from({ length: count }, (_, index) => {
    // Whole days are counted on a calendar without clock changes.
    const date = new Date(Date.UTC(first.getFullYear(), first.getMonth(), first.getDate() + index));
    return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
  });
}
