import { type Instant, minuteMs, secondMs } from "../core/instant.ts";
import type { Clock } from "../core/time.ts";
import { type CheckResult, fault, ok, skipped, warning } from "./check-result.ts";
import type { Fetch } from "./slack-call.ts";

const warningMs = minuteMs;
/** Beyond it every request from Slack is refused as stale or forged. */
const faultMs = 5 * minuteMs;
const timeoutMs = 10_000;

/** The `Date` header of an answer: `null` if it had none; `no_answer`: there was no answer. */
export type ToldTime = { readonly date: string | null } | "no_answer";

/** Compares our clock with a `Date` header (whole seconds) received at `receivedAt`. */
export function compareClocks(whose: string, told: ToldTime, receivedAt: Instant): CheckResult {
  const what = `Clock against ${whose}`;
  if (told === "no_answer") return skipped(what, "there was no answer to tell the time");
  const theirs = told.date === null ? Number.NaN : Date.parse(told.date);
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
export async function serverDate(fetch: Fetch, url: string): Promise<ToldTime> {
  try {
    const response = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return { date: response.headers.get("date") };
  } catch {
    return "no_answer";
  }
}

/** What the first of these servers tells that answers with its time. */
async function firstDate(fetch: Fetch, urls: Iterable<string>): Promise<ToldTime> {
  let told: ToldTime = "no_answer";
  for (const url of urls) {
    const answer = await serverDate(fetch, url);
    if (answer !== "no_answer" && answer.date !== null) return answer;
    if (answer !== "no_answer") told = answer;
  }
  return told;
}

/** Slack's clock and that of the first SIM platform that can be reached, against ours. */
export async function checkClocks(
  clock: Clock,
  fetch: Fetch,
  slack: { readonly told: ToldTime; readonly receivedAt: Instant },
  simApiUrls: readonly string[],
): Promise<CheckResult[]> {
  const simTime = await firstDate(fetch, new Set(simApiUrls));
  return [
    compareClocks("Slack", slack.told, slack.receivedAt),
    compareClocks("the SIM platform", simTime, clock.now()),
  ];
}
