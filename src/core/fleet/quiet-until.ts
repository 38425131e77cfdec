import { tzOffset } from "@date-fns/tz/tzOffset";
import { dayMs, hourMs, type Instant, minuteMs } from "../instant.ts";

/** How long silence is expected, as it was typed. */
export type QuietUntil =
  | { readonly kind: "for"; readonly ms: number }
  /** Up to the end of that day, where whoever said it is. */
  | { readonly kind: "date"; readonly year: number; readonly month: number; readonly day: number };

/** Half a year: what is longer is no arrangement, but a SIM that nobody looks after. */
export const longestQuietMs = 184 * dayMs;

const units: Readonly<Record<string, number>> = { h: hourMs, d: dayMs, w: 7 * dayMs };

/** `12h`, `7d`, `4w`, or a date as `2026-12-24`. `null`: neither. */
export function readQuietUntil(word: string): QuietUntil | null {
  const [, count = "", unit = ""] = /^(\d{1,4})([hdw])$/i.exec(word) ?? [];
  const ms = Number(count) * (units[unit.toLowerCase()] ?? 0);
  if (ms > 0) return { kind: "for", ms };
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(word) ?? [];
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  return year !== "" && isThere(date) ? { kind: "date", ...date } : null;
}

/** 31 February would be taken for the 3rd of March. */
function isThere({ year, month, day }: Omit<Extract<QuietUntil, { kind: "date" }>, "kind">) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The moment that is meant; `past` or `too_long` where that is none to expect silence until. */
export function quietEnd(
  until: QuietUntil,
  now: Instant,
  zone: string,
): Instant | "past" | "too_long" {
  const end =
    until.kind === "for"
      ? now + until.ms
      : midnightIn(zone, Date.UTC(until.year, until.month - 1, until.day + 1));
  if (end <= now) return "past";
  return end - now > longestQuietMs ? "too_long" : end;
}

/** When that midnight is in the zone; an unknown zone is UTC. Twice, as the clocks may change that night. */
function midnightIn(zone: string, asUtc: Instant): Instant {
  const offsetMs = (at: Instant): number => {
    const minutes = tzOffset(zone, new Date(at));
    return Number.isNaN(minutes) ? 0 : minutes * minuteMs;
  };
  const first = asUtc - offsetMs(asUtc);
  return asUtc - offsetMs(first);
}
