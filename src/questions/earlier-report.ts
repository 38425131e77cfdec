import { type BotError, isBotError } from "../core/errors.ts";
import type { Thresholds } from "../core/findings/thresholds.ts";
import type { Instant } from "../core/instant.ts";
import type { ReportInput, SimReport, StaleReason } from "../core/report.ts";
import type { HeldRead } from "../reads/held-reads.ts";
import type { PastMoment, SimReportQuestion } from "./sim-question.ts";

/**
 * The report that can be made of a kept read although the question failed with `error`; `null`: none.
 *
 * A page of an earlier question is no newer than that question, so any read made since is exact.
 * A new question gets the kept read, marked, if it says that this will do. A refusal of our
 * credentials is no outage: whoever withdrew them does not want the data shown.
 */
export function earlierReport(
  held: (HeldRead & { readonly account: string | null }) | null,
  { windowName, moment, orEarlier = false }: SimReportQuestion,
  error: unknown,
  now: Instant,
  thresholds: Thresholds,
): ReportInput | null {
  const because = isBotError(error) ? outageOf(error) : null;
  if (held === null || because === null) return null;
  const { startedAt } = held.read;
  if (typeof moment === "object") {
    const told = toldAgain(moment, now);
    return startedAt >= told.asOf ? { ...held, windowName, ...told, thresholds } : null;
  }
  if (!orEarlier) return null;
  const stale = { askedAt: now, because };
  return { ...held, windowName, asOf: startedAt, stale, thresholds };
}

/** The moment of an answer given before, and how old that is now if it was an earlier read then. */
export function toldAgain(
  { asOf, stale = null }: PastMoment,
  now: Instant,
): Pick<SimReport, "asOf" | "stale"> {
  return { asOf, stale: stale === null ? null : { askedAt: now, because: stale } };
}

/** How the platform failed, as far as people care; `null`: it did not. */
function outageOf({ code }: BotError): StaleReason | null {
  switch (code) {
    case "sim_api_rate_limited":
      return "limited";
    case "sim_api_failed":
    case "sim_api_timeout":
    case "sim_api_unreachable":
    case "sim_api_unreadable":
      return "no_answer";
    default:
      return null;
  }
}
