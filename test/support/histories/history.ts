import type { FindingKind } from "../../../src/core/findings/finding.ts";
import type { UnknownsInput } from "../../../src/core/findings/unknowns.ts";
import { dayMs, hourMs, type Instant } from "../../../src/core/instant.ts";
import type { DataSession } from "../../../src/core/session.ts";
import type { Sim } from "../../../src/core/sim.ts";
import type { WindowName } from "../../../src/core/window.ts";
import type { Random } from "./random.ts";
import { type Place, sessionOf } from "./records.ts";

/** What a maker of histories describes: the records of one SIM and the moment of the question. */
export interface History {
  readonly sim: Sim;
  readonly sessions: readonly DataSession[];
  readonly asOf: Instant;
  readonly windowName: WindowName;
  /** What the read could not bring; left out: nothing. */
  readonly left?: Omit<UnknownsInput, "sessions" | "asOf">;
}

/** A history by construction, with what an expert would find in it. */
export interface Recipe {
  readonly name: string;
  /** `mild`: just past the threshold. `below`: just not. `below` and `healthy`: nothing may warn. */
  readonly strength: "strong" | "mild" | "below" | "healthy";
  /** What must be found. */
  readonly expected: readonly FindingKind[];
  /** What is true of the history as well, and may be found without being wrong. */
  readonly alsoTrue?: readonly FindingKind[];
  readonly make: (random: Random) => History;
}

/** A Wednesday at 10:05 UTC and the like: `at(3, 10.1)`; days 0 (Sunday) to 6 of one week. */
export function questionAt(weekday: number, hour: number): Instant {
  return Date.UTC(2026, 10, 22) + weekday * dayMs + hour * hourMs;
}

/** Some moment of that week, on the minute. */
export function anyMoment(random: Random): Instant {
  return questionAt(random.whole(0, 6), random.whole(0, 24 * 60 - 1) / 60);
}

export interface Reporting {
  readonly from: Instant;
  /** The last report starts before this. */
  readonly to: Instant;
  readonly everyMs: number;
  /** Share of the interval by which a report may be early or late. */
  readonly jitter?: number;
  readonly lengthMs: readonly [number, number];
  /** Whether the device is awake. */
  readonly awake?: (at: Instant) => boolean;
  readonly place: Place | ((at: Instant) => Place);
  /** Share of reports that fail to appear. */
  readonly missed?: number;
  readonly record?: (at: Instant) => Partial<Parameters<typeof sessionOf>[1]>;
}

/** Sessions of a device that reports at its own rhythm, oldest first. */
export function reports(random: Random, plan: Reporting): DataSession[] {
  const jitter = plan.jitter ?? 0.06;
  const sessions: DataSession[] = [];
  const phase = random.between(0, plan.everyMs);
  for (let due = plan.from + phase; due < plan.to; due += plan.everyMs) {
    const start = due + random.between(-jitter, jitter) * plan.everyMs;
    if (start >= plan.to || plan.awake?.(start) === false) continue;
    if (random.chance(plan.missed ?? 0.01)) continue;
    const lengthMs = Math.min(random.between(...plan.lengthMs), plan.to - start);
    const place = typeof plan.place === "function" ? plan.place(start) : plan.place;
    sessions.push(sessionOf(random, { place, start, lengthMs, ...plan.record?.(start) }));
  }
  return sessions;
}

/** Local hours of a place five hours behind UTC, as the devices in the histories keep them. */
export function localHour(at: Instant): number {
  return (((at / hourMs - 5) % 24) + 24) % 24;
}

/** The same where clocks went back by an hour on 1 November 2026, 06:00 UTC. */
export function localHourOverClockChange(at: Instant): number {
  return localHour(at < Date.UTC(2026, 10, 1, 6) ? at + hourMs : at);
}

/** 0 (Sunday) to 6, in the same place. */
export function localWeekday(at: Instant): number {
  return new Date(at - 5 * hourMs).getUTCDay();
}
