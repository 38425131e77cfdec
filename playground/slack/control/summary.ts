import type { RecordedRequest } from "../state/world.ts";

/** How often each method was called, and with what outcome: `{"chat.update": {"ok": 2}}`. */
export function requestCounts(
  requests: readonly RecordedRequest[],
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const { method, outcome } of requests) {
    const ofMethod = counts[method] ?? {};
    ofMethod[outcome] = (ofMethod[outcome] ?? 0) + 1;
    counts[method] = ofMethod;
  }
  return counts;
}
