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
 * new, and this process's own memory decides. After one that came late or never, nobody waits any more
 * until an answer comes in time; one delivery at a time finds out.
 */
export function createSharedDeliveries(parts: SharedDeliveriesParts): Deliveries {
  const { deliveries, startTimer = startRealTimer, patienceMs = defaultPatienceMs } = parts;
  const { onFailed = () => undefined } = parts;
  let isSlow = false;
  let asking = 0;

  return {
    claim: async (ids) => {
      if (ids.length === 0 || (isSlow && asking > 0)) return false;
      const late = Promise.withResolvers<false>();
      let isLate = false;
      const stopTimer = startTimer(() => {
        isLate = true;
        isSlow = true;
        late.resolve(false);
      }, patienceMs);
      asking += 1;
      const asked = deliveries
        .claim(ids)
        .then((isRepeated) => {
          if (!isLate) isSlow = false;
          return isRepeated;
        })
        .catch((error: unknown) => {
          isSlow = true;
          onFailed(error);
          return false;
        })
        .finally(() => {
          asking -= 1;
          stopTimer();
        });
      return isSlow ? false : Promise.race([asked, late.promise]);
    },
  };
}
