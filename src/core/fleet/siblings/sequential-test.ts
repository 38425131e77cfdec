/**
 * Wald's sequential probability ratio test (1945): whether so many of so many siblings fell silent
 * with the SIM because it happens by chance (share p0), or because something has hit many (p1).
 * After each batch it says so, or that more have to be read.
 */
export const sequential = {
  /** Share of siblings that are silent at any moment by chance; more where their own history says so. */
  leastByChance: 0.05,
  /** Share that falls silent in an outage that is worth telling. */
  inOutage: 0.4,
  /** Chance of saying "many" where nothing happened. */
  alpha: 0.001,
  /** Chance of saying "not widespread" in such an outage. */
  beta: 0.05,
} as const;

export type SequentialAnswer = "many" | "not_widespread" | "open";

/** @param byChance share that their own history shows, 0 to 1 */
export function sequentialTest(withIt: number, seen: number, byChance: number): SequentialAnswer {
  const { leastByChance, inOutage, alpha, beta } = sequential;
  const p0 = Math.max(leastByChance, byChance);
  // Where so many are silent at any time an outage of 40 % is nothing that could be seen.
  if (p0 >= inOutage) return "open";
  const forMany = withIt * Math.log(inOutage / p0) + seen * Math.log((1 - inOutage) / (1 - p0));
  if (forMany >= Math.log((1 - beta) / alpha)) return "many";
  return forMany <= Math.log(beta / (1 - alpha)) ? "not_widespread" : "open";
}
