import type { Instant } from "../../core/instant.ts";
import type { Scale } from "./scale.ts";

/** Wider sessions are booked in one step as a rate and summed at the end. */
const spreadSinglyBins = 12;

/** Counts and spread amounts per bin of the window. Sums, never maxima: they must add up. */
export function createBins(scale: Scale) {
  const size = Math.max(1, Math.ceil((scale.to - scale.from) / scale.binMs));
  const sums = new Float64Array(size);
  /** Differences of the amount per bin, for sessions over many bins. */
  const steps = new Float64Array(size + 1);
  const binAt = (at: Instant): number =>
    Math.min(size - 1, Math.max(0, Math.floor((at - scale.from) / scale.binMs)));
  const addTo = (bin: number, amount: number): void => {
    sums[bin] = (sums[bin] ?? 0) + amount;
  };

  return {
    count(at: Instant): void {
      addTo(binAt(at), 1);
    },
    /** Spreads `amount` evenly over `[from, to)`, which lies inside the window. */
    spread(from: Instant, to: Instant, amount: number): void {
      const first = binAt(from);
      const last = binAt(to);
      if (first === last || to <= from) {
        addTo(first, amount);
        return;
      }
      const perMs = amount / (to - from);
      addTo(first, perMs * (scale.from + (first + 1) * scale.binMs - from));
      addTo(last, perMs * (to - scale.from - last * scale.binMs));
      if (last - first <= spreadSinglyBins) {
        for (let bin = first + 1; bin < last; bin += 1) addTo(bin, perMs * scale.binMs);
        return;
      }
      steps[first + 1] = (steps[first + 1] ?? 0) + perMs * scale.binMs;
      steps[last] = (steps[last] ?? 0) - perMs * scale.binMs;
    },
    values(): number[] {
      let rate = 0;
      let largest = 0;
      const values = Array.from(sums, (sum, bin) => {
        rate += steps[bin] ?? 0;
        const value = sum + rate;
        largest = Math.max(largest, value);
        return value;
      });
      // What rounding leaves of cancelled rates is no packet.
      return values.map((value) => (value <= largest * 1e-12 ? 0 : value));
    },
  };
}
