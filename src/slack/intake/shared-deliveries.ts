import { createPatience } from "../../core/patience.ts";
import { type StartTimer, startRealTimer } from "../../core/time.ts";
import type { Deliveries } from "../../ports/deliveries.ts";

export interface SharedDeliveriesParts {
  readonly deliveries: Deliveries;
  readonly startTimer?: StartTimer;
  readonly patienceMs?: number;
  readonly onFailed?: (error: unknown) => void;
}

/** Slack waits for 3 s in all. */
const defaultPatienceMs = 300;

/**
 * Whether another process has had a delivery, asked with short patience: without an answer it counts as
 * new, and this process's own memory decides.
 */
export function createSharedDeliveries(parts: SharedDeliveriesParts): Deliveries {
  const { deliveries, startTimer = startRealTimer, patienceMs = defaultPatienceMs } = parts;
  const { onFailed = () => undefined } = parts;
  const patiently = createPatience(patienceMs, startTimer);
  const claim = (ids: readonly string[]): Promise<boolean> =>
    deliveries.claim(ids).catch((error: unknown) => {
      onFailed(error);
      throw error;
    });

  return {
    claim: async (ids) => ids.length > 0 && (await patiently(() => claim(ids)).catch(() => false)),
  };
}
