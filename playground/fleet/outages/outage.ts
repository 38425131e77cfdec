import { z } from "zod";
import type { Instant } from "../../../src/core/instant.ts";

/** A week ago is the past that people still ask about. */
const longestAgoMinutes = 7 * 24 * 60;

/** What is asked for: where, how many of the SIMs there, and since when. */
export const outageSchema = z.strictObject({
  where: z.discriminatedUnion("kind", [
    /** `MCC-MNC`. */
    z.strictObject({ kind: z.literal("operator"), operator: z.string() }),
    z.strictObject({ kind: z.literal("cell"), cell: z.string() }),
    /** SIMs that share nothing. */
    z.strictObject({ kind: z.literal("random") }),
  ]),
  /** Of the SIMs there, from above 0 to 1. */
  share: z.number().positive().max(1).default(1),
  minutesAgo: z.int().min(0).max(longestAgoMinutes).default(0),
});

export type OutageRequest = z.output<typeof outageSchema>;
export type OutageInput = z.input<typeof outageSchema>;
export type OutagePlace = OutageRequest["where"];

/** Some SIMs have no sessions for a time. */
export interface Outage {
  readonly id: number;
  readonly where: OutagePlace;
  /** For people: `T-Mobile, USA`. */
  readonly label: string;
  readonly from: Instant;
  /** `null`: it lasts. */
  readonly to: Instant | null;
  /** Names of the SIMs that it concerns. */
  readonly sims: readonly string[];
  /** How many SIMs in use there are where it is. */
  readonly ofSims: number;
}
