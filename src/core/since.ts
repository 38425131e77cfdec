import { dayMs, hourMs, type Instant } from "./instant.ts";

const units: Readonly<Record<string, number>> = { h: hourMs, d: dayMs, w: 7 * dayMs };

/**
 * The beginning of a stretch that ends now, as people write it: `12h`, `7d`, `4w`; a date, which
 * begins at midnight UTC; or a moment in ISO 8601 with its zone. `null`: none of these, or not past.
 */
export function parseSince(text: string, now: Instant): Instant | null {
  const [, count = "", unit = ""] = /^(\d{1,4})([hdw])$/i.exec(text) ?? [];
  const stretchMs = Number(count) * (units[unit.toLowerCase()] ?? 0);
  if (stretchMs > 0) return now - stretchMs;
  const since = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  // 31 February would be taken for the 3rd of March.
  const isThere = Number.isFinite(since) && isDayThere(text.slice(0, 10));
  return isThere && since <= now ? since : null;
}

function isDayThere(day: string): boolean {
  const midnight = Date.parse(day);
  return Number.isFinite(midnight) && new Date(midnight).toISOString().startsWith(day);
}
