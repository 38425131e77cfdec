import type { Patience } from "../../core/patience.ts";
import type { Deliveries } from "../../ports/deliveries.ts";

export interface SharedDeliveriesParts {
  readonly deliveries: Deliveries;
  readonly patiently: Patience;
  readonly onFailed?: (error: unknown) => void;
}

/**
 * Whether another process has had a delivery, asked with short patience: without an answer it counts as
 * new, and this process's own memory decides.
 */
export function createSharedDeliveries(parts: SharedDeliveriesParts): Deliveries {
  const { deliveries, patiently, onFailed = () => undefined } = parts;
  const claim = (ids: readonly string[]): Promise<boolean> =>
    deliveries.claim(ids).catch((error: unknown) => {
      onFailed(error);
      throw error;
    });

  return {
    claim: async (ids) => ids.length > 0 && (await patiently(() => claim(ids)).catch(() => false)),
  };
}
