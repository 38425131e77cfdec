import { dayMs, type Instant, secondMs } from "../core/instant.ts";

/** Longer than any wait that makes sense; a value beyond it is taken for a mistake. */
const longestMs = dayMs;

/**
 * The wait that a `Retry-After` header asks for, in milliseconds: whole seconds or an HTTP date
 * (RFC 9110, 10.2.3). A date in the past is 0. `undefined`: no header, or none that makes sense.
 */
export function retryAfterMs(header: string | null, now: Instant): number | undefined {
  const text = header?.trim() ?? "";
  const waitMs = /^\d{1,10}$/.test(text) ? Number(text) * secondMs : untilHttpDate(text, now);
  return waitMs !== null && waitMs <= longestMs ? waitMs : undefined;
}

function untilHttpDate(text: string, now: Instant): number | null {
  // Date.parse alone would accept almost anything ("-5" is a year to it).
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
