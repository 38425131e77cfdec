import { dayMs, hourMs, type Instant, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { Chapter, Life } from "../story/life.ts";
import type { WireSimFields } from "../wire.ts";

/** What a scenario's records may depend on. */
export interface Moment {
  readonly now: Instant;
  /** The instant at which the scenario's "now" was fixed: when the simulator started. */
  readonly anchor: Instant;
  readonly simSid: string;
  readonly accountSid: string;
}

/** One SIM of a scenario; what is not said is made up from seed and key. */
export interface SimSketch {
  /** Unique over all scenarios; also the unique name unless `fields` says otherwise. */
  readonly key: string;
  readonly fields?: Partial<WireSimFields>;
  /** When the resource last changed, in milliseconds from the anchor, where a scenario needs it. */
  readonly changed?: number;
  /** Which links the resource carries; old ones lack `data_sessions`. */
  readonly linkNames?: readonly ("data_sessions" | "rate_plan" | "usage_records")[];
  readonly life?: Life;
  /** Records served as they are, malformed ones included, beside those of `life`. */
  readonly records?: (moment: Moment) => readonly unknown[];
}

/** A named situation for demo and tests. */
export interface Scenario {
  readonly name: string;
  /** One line for people: what is wrong here, or that nothing is. */
  readonly description: string;
  readonly sims: readonly SimSketch[];
  /** The records break the vendors' schemas on purpose. */
  readonly breaksSchema?: boolean;
}

export const seconds = (count: number): number => count * secondMs;
export const minutes = (count: number): number => count * minuteMs;
export const hours = (count: number): number => count * hourMs;
export const days = (count: number): number => count * dayMs;

/** A little more than what is listed, so that no session seems to begin at the edge. */
export const longAgo = -days(33);

/** The most usual scenario: one SIM, one track of chapters. */
export function simStory(
  name: string,
  friendlyName: string,
  description: string,
  chapters: readonly Chapter[],
  fields: Partial<WireSimFields> = {},
): Scenario {
  return {
    name,
    description,
    sims: [{ key: name, fields: { friendly_name: friendlyName, ...fields }, life: [chapters] }],
  };
}
