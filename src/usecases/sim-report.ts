import { type Instant, secondMs } from "../core/instant.ts";
import { reportOf, type SimReport } from "../core/report.ts";
import { isSimSid, isSuperSimSid } from "../core/sim.ts";
import type { WindowName } from "../core/window.ts";
import { createHeldReads, type Freshness, type HeldRead } from "./held-reads.ts";
import type { Clock, SimSource } from "./ports.ts";

export interface SimReportQuestion {
  /** SID, unique name or complete ICCID. */
  readonly sim: string;
  readonly windowName: WindowName;
  /** `now`: a new question. `again`: a new one that must not be answered from memory. */
  readonly moment: "now" | "again" | { readonly asOf: Instant };
}

export type SimReportOutcome =
  | { readonly kind: "report"; readonly report: SimReport }
  | { readonly kind: "sim_not_found"; readonly wanted: string }
  /** Super SIMs are another product: they have no data sessions at all. */
  | { readonly kind: "super_sim"; readonly sid: string };

export interface SimReports {
  /** Rejects with a `BotError` when the platform cannot answer; every other outcome is a value. */
  answer(question: SimReportQuestion): Promise<SimReportOutcome>;
}

export interface SimReportParts {
  readonly source: SimSource;
  readonly clock: Clock;
  /** How long a person waits at most before hearing something, in milliseconds. */
  readonly questionTimeoutMs?: number;
}

/** Below the 15 s after which people assume that nothing will come. */
const defaultQuestionTimeoutMs = 12 * secondMs;

/** Complete ICCIDs have 18 to 22 digits; samples of these SIMs have 18 and 19. */
const iccidPattern = /^\d{18,22}$/;

/** Answers "what has this SIM's connection been doing?" */
export function createSimReports({
  source,
  clock,
  questionTimeoutMs = defaultQuestionTimeoutMs,
}: SimReportParts): SimReports {
  const reads = createHeldReads(clock);

  return {
    async answer({ sim: wanted, windowName, moment }) {
      if (isSuperSimSid(wanted)) return { kind: "super_sim", sid: wanted };
      const key = isSimSid(wanted) ? canonicalSid(wanted) : wanted;
      const held = await reads.get(key, freshnessFor(moment), () =>
        // The read is shared by everybody who asks now, so it has a deadline of its own.
        readSim(source, key, AbortSignal.timeout(questionTimeoutMs)),
      );
      if (held === null) return { kind: "sim_not_found", wanted };
      const asOf = typeof moment === "object" ? moment.asOf : held.read.startedAt;
      return { kind: "report", report: reportOf({ ...held, windowName, asOf }) };
    },
  };
}

function freshnessFor(moment: SimReportQuestion["moment"]): Freshness {
  if (typeof moment === "object") return { kind: "since", asOf: moment.asOf };
  return moment === "again" ? { kind: "fresh" } : { kind: "recent" };
}

/** The platform writes the prefix in capitals and the digits in lower case. */
function canonicalSid(sid: string): string {
  return `DE${sid.slice(2).toLowerCase()}`;
}

async function readSim(
  source: SimSource,
  key: string,
  signal: AbortSignal,
): Promise<HeldRead | null> {
  if (isSimSid(key)) {
    const [sim, read] = await Promise.all([
      source.fetchSim(key, signal),
      source.readSessions(key, signal),
    ]);
    return sim === null || read === null ? null : { sim, read };
  }
  const sim = iccidPattern.test(key)
    ? await source.fetchSimByIccid(key, signal)
    : await source.fetchSim(key, signal);
  const read = sim === null ? null : await source.readSessions(sim.sid, signal);
  return sim === null || read === null ? null : { sim, read };
}
