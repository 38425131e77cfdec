import { type Instant, minuteMs, secondMs } from "../core/instant.ts";
import type { Clock } from "../core/time.ts";
import { type CheckResult, fault, ok, warning } from "./check-result.ts";
import type { Fetch } from "./slack-call.ts";

const warningMs = minuteMs;
/** Beyond it every request from Slack is refused as stale or forged. */
const faultMs = 5 * minuteMs;
const timeoutMs = 10_000;

/** Compares our clock with a `Date` header (whole seconds) received at `receivedAt`. */
export function compareClocks(
  whose: string,
  date: string | null,
  receivedAt: Instant,
): CheckResult {
  const what = `Clock against ${whose}`;
  const theirs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs))
    return warning(what, "its time could not be read", "Check that this machine keeps time (NTP).");
  const aheadMs = receivedAt - theirs;
  const distanceMs = Math.abs(aheadMs);
  const words = `${Math.round(distanceMs / secondMs)} s ${aheadMs < 0 ? "behind" : "ahead"}`;
  const mend = "Switch on time synchronisation (NTP, chrony, systemd-timesyncd) on this machine.";
  if (distanceMs > faultMs)
    return fault(what, `${words}; beyond 300 s every request from Slack is refused`, mend);
  if (distanceMs > warningMs) return warning(what, words, mend);
  return ok(what, distanceMs < 2 * secondMs ? "equal" : words);
}

/** Asks for the server's time without credentials; any answer, even a refusal, tells it. */
export async function serverDate(fetch: Fetch, url: string): Promise<string | null> {
  try {
    const response = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return response.headers.get("date");
  } catch {
    return null;
  }
}

/** The first of these servers that tells its time; `null`: none did. */
async function firstDate(fetch: Fetch, urls: Iterable<string>): Promise<string | null> {
  for (const url of urls) {
    const date = await serverDate(fetch, url);
    if (date !== null) return date;
  }
  return null;
}

/** Slack's clock and that of the first SIM platform that can be reached, against ours. */
export async function checkClocks(
  clock: Clock,
  fetch: Fetch,
  slack: { readonly date: string | null; readonly receivedAt: Instant },
  simApiUrls: readonly string[],
): Promise<CheckResult[]> {
  const simDate = await firstDate(fetch, new Set(simApiUrls));
  return [
    compareClocks("Slack", slack.date, slack.receivedAt),
    compareClocks("the SIM platform", simDate, clock.now()),
  ];
}
