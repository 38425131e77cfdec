import type { FindingInput } from "../../../../src/core/findings/facts.ts";
import type { Finding, FindingKind } from "../../../../src/core/findings/finding.ts";
import { type Thresholds, thresholdsWith } from "../../../../src/core/findings/thresholds.ts";
import { type Triage, triage } from "../../../../src/core/findings/triage.ts";
import { type UnknownsInput, unknownsOf } from "../../../../src/core/findings/unknowns.ts";
import { type Instant, minuteMs } from "../../../../src/core/instant.ts";
import type { DataSession } from "../../../../src/core/session.ts";
import type { Sim } from "../../../../src/core/sim.ts";
import { type WindowName, windowAt } from "../../../../src/core/window.ts";
import { seededRandom } from "../../histories/random.ts";
import { operators, placeAt, sessionOf, simWith } from "../../histories/records.ts";

/** A Monday, 10:05 UTC. */
export const asOf = Date.UTC(2026, 10, 23, 10, 5);

export const home = placeAt(operators.tMobile, 0);

/** A complete closed session of 2 min with packets both ways, that began so long before `asOf`. */
export function session(agoMs: number, changed: Partial<DataSession> = {}): DataSession {
  const start = asOf - agoMs;
  const options = { place: home, start, lengthMs: 2 * minuteMs, packetsUp: 100, packetsDown: 90 };
  return { ...sessionOf(seededRandom(agoMs), options), ...changed };
}

/** An open session, last updated so long before `asOf`. */
export function openSession(beganAgoMs: number, updatedAgoMs: number): DataSession {
  return session(beganAgoMs, { end: null, lastUpdated: asOf - updatedAgoMs });
}

/** Sessions at a steady rhythm, newest first; the newest began `newestAgoMs` before `asOf`. */
export function steady(
  everyMs: number,
  sessions: number,
  newestAgoMs: number,
  changed: (agoMs: number) => Partial<DataSession> = () => ({}),
): DataSession[] {
  return Array.from({ length: sessions }, (_, index) => {
    const agoMs = newestAgoMs + index * everyMs;
    return session(agoMs, changed(agoMs));
  });
}

export interface Asked {
  readonly sim?: Sim;
  readonly windowName?: WindowName;
  readonly at?: Instant;
  /** What the read could not bring. */
  readonly left?: Omit<UnknownsInput, "sessions" | "asOf">;
  readonly thresholds?: Partial<Thresholds>;
}

export function inputOf(sessions: readonly DataSession[], asked: Asked = {}): FindingInput {
  const at = asked.at ?? asOf;
  return {
    ...{ sim: asked.sim ?? simWith("active"), sessions, asOf: at },
    window: windowAt(asked.windowName ?? "7d", at),
    thresholds: thresholdsWith(asked.thresholds ?? {}),
    unknowns: unknownsOf({ sessions, asOf: at, ...asked.left }),
  };
}

export function asked(sessions: readonly DataSession[], options: Asked = {}): Triage {
  return triage(inputOf(sessions, options));
}

export function findingOf({ findings }: Triage, kind: FindingKind): Finding | undefined {
  return findings.find((finding) => finding.kind === kind);
}

/** The severity of that finding, `clear` or `cannot_judge`. */
export function verdictOn(result: Triage, kind: FindingKind): string {
  const finding = findingOf(result, kind);
  if (finding !== undefined) return finding.severity;
  if (result.suppressed.some(({ rule }) => rule === kind)) return "suppressed";
  return result.cannotJudge.some(({ rule }) => rule === kind) ? "cannot_judge" : "clear";
}
