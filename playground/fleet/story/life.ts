import { type Instant, minuteMs } from "../../../src/core/instant.ts";
import { sidOf } from "../identity.ts";
import { randomFrom, type SeedPart } from "../random.ts";
import type { Attachment, Network } from "./networks.ts";
import type { Pattern } from "./spans.ts";
import type { SessionTraffic, Traffic } from "./traffic.ts";

/** How a SIM behaves from one moment on. It ends where the next chapter begins. */
export interface Chapter {
  /** Relative to the anchor, in milliseconds; negative is the past. */
  readonly from: number;
  readonly when: Pattern;
  readonly network: Network;
  readonly traffic: Traffic;
  readonly imei: string | null;
  /** How often the platform updates an open session. */
  readonly updateEveryMs?: number;
}

/** Chapters in order of time. Several tracks may overlap: two sessions at once. */
export type Life = readonly (readonly Chapter[])[];

/** A session as it will have been once everything about it is known. */
export interface PlannedSession extends Attachment {
  readonly sid: string;
  readonly start: Instant;
  /** `Infinity`: it never ends. */
  readonly end: Instant;
  /** Stays open for ever, last updated at `end`. */
  readonly abandoned: boolean;
  readonly updateEveryMs: number;
  readonly traffic: SessionTraffic;
  readonly imei: string | null;
}

/** What an open session's `last_updated` moves by: undocumented, so a plausible figure. */
const usualUpdateEveryMs = 5 * minuteMs;

/**
 * All sessions of a life in order of time, track by track, without end where a chapter has none.
 * A pure function of seed, anchor and life: reading further never changes what came before.
 */
export function plansOf(life: Life, anchor: Instant, seed: readonly SeedPart[]) {
  return life.map((track, index) => planTrack(track, anchor, [...seed, index]));
}

function* planTrack(
  track: readonly Chapter[],
  anchor: Instant,
  seed: readonly SeedPart[],
): Generator<PlannedSession, void, undefined> {
  for (const [index, chapter] of track.entries()) {
    const random = randomFrom(...seed, index);
    const next = track[index + 1];
    const to = next === undefined ? Number.POSITIVE_INFINITY : anchor + next.from;
    const attach = chapter.network(random);
    for (const span of chapter.when({ from: anchor + chapter.from, to }, random)) {
      const start = wholeSecond(span.start);
      yield {
        ...attach(start),
        sid: sidOf("WN", ...seed, index, start),
        start,
        end: Math.max(start, wholeSecond(span.end)),
        abandoned: span.abandoned ?? false,
        updateEveryMs: chapter.updateEveryMs ?? usualUpdateEveryMs,
        traffic: chapter.traffic(start, random),
        imei: chapter.imei,
      };
    }
  }
}

/** The platform writes whole seconds. */
function wholeSecond(at: Instant): Instant {
  return Math.floor(at / 1_000) * 1_000;
}
