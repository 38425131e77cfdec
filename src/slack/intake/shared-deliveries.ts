import type { Patience } from "../../core/patience.ts";
import type { Deliveries } from "../../ports/deliveries.ts";
import type { SharedLimit } from "../../ports/question-limit.ts";
import type { Claimed } from "./claimed-questions.ts";

export interface SharedDeliveriesParts {
  readonly deliveries: Deliveries;
  readonly limit: SharedLimit;
  readonly patiently: Patience;
  readonly onFailed?: (error: unknown) => void;
}

/** What all processes together know of deliveries, and of the questions in them. */
export interface SharedDeliveries extends Deliveries {
  /** The same for a delivery with which somebody asks something: claimed and counted at once. Never rejects. */
  claimQuestion(ids: readonly string[], userId: string): Promise<Claimed>;
}

/**
 * Whether another process has had a delivery, asked with short patience: without an answer it counts as
 * new, and this process's own memory decides.
 */
export function createSharedDeliveries(parts: SharedDeliveriesParts): SharedDeliveries {
  const { deliveries, limit, patiently, onFailed = () => undefined } = parts;
  const claimed = (ids: readonly string[]): Promise<boolean> =>
    deliveries.claim(ids).catch((error: unknown) => {
      onFailed(error);
      throw error;
    });
  const claim = async (ids: readonly string[]): Promise<boolean> =>
    ids.length > 0 && (await patiently(() => claimed(ids)).catch(() => false));

  return {
    claim,
    claimQuestion: async (ids, userId) => {
      const taken = await limit.takeNew(userId, ids);
      if (taken.kind !== "unclaimed") return taken;
      return (await claim(ids)) ? { kind: "repeated" } : taken.taken;
    },
  };
}
