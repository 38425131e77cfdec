import type { SimReport } from "../../core/report.ts";

/** The numbers of the SIM and of every device it was seen in: for the person who asks alone. */
export function privateNumbers({ sim, sessions, earlier, lastKnown }: SimReport): string[] {
  const imeis = [...sessions, ...earlier].map(({ imei }) => imei);
  const all = [sim.iccid, lastKnown.imei?.value ?? null, ...imeis];
  return [...new Set(all.filter((number) => number !== null))];
}
