import { setImmediate } from "node:timers/promises";
import type { AllMiddlewareArgs, AnyMiddlewareArgs, Middleware } from "@slack/bolt";
import { type Instant, minuteMs } from "../../core/instant.ts";
import type { Clock } from "../../core/time.ts";
import { claimedBy, userWhoAsks } from "./claimed-questions.ts";
import { fieldsOf } from "./judge-payload.ts";
import type { SharedDeliveries } from "./shared-deliveries.ts";

/**
 * In front of all listeners: what Slack delivers again (its receipt came late, or a connection
 * broke) is acknowledged again, and not answered again, by whichever process had it. `envelopeId` in
 * the context is the id that Socket Mode gives a delivery.
 */
export function answerOnce(
  recent: RecentIds,
  /** Of all processes; `null`: this one is alone. */
  shared: SharedDeliveries | null,
  onRepeated: () => void,
): Middleware<AnyMiddlewareArgs> {
  return async (args: AnyMiddlewareArgs & AllMiddlewareArgs) => {
    const ids = deliveryIds(args.body, args.context["envelopeId"]);
    // All are remembered, also where the first one would do.
    const isRepeatedHere = ids.filter((id) => recent.isRepeated(id)).length > 0;
    if (!isRepeatedHere && !(await isRepeatedElsewhere(args.body, ids))) {
      await args.next();
      return;
    }
    onRepeated();
    await acknowledge(args);
  };

  /** Claims it. A question goes on meanwhile, up to where that would be noticed (`question-frame.ts`). */
  async function isRepeatedElsewhere(body: object, ids: readonly string[]): Promise<boolean> {
    if (shared === null) return false;
    const userId = userWhoAsks(body);
    if (userId === null || ids.length === 0) return shared.claim(ids);
    const claimed = shared.claimQuestion(ids, userId);
    claimedBy(body, claimed);
    void claimed.then(({ kind }) => kind === "repeated" && onRepeated());
    // The claim takes longest: it is sent before the rest is begun, and not after all that needs no wait.
    await setImmediate();
    return false;
  }
}

async function acknowledge(args: AnyMiddlewareArgs): Promise<void> {
  if ("ack" in args && typeof args.ack === "function") await (args.ack as () => Promise<void>)();
}

/**
 * What names one delivery, whichever way it comes and however often. None for the letters typed
 * into a menu: their answer is the acknowledgement itself, and giving it twice harms nobody.
 */
export function deliveryIds(body: unknown, envelopeId: unknown): readonly string[] {
  const payload = fieldsOf(body);
  if (payload["type"] === "block_suggestion") return [];
  const [action] = Array.isArray(payload["actions"]) ? payload["actions"] : [];
  const actionTs = fieldsOf(action)["action_ts"] ?? payload["action_ts"] ?? null;
  const named = (kind: string, id: unknown, ...more: readonly unknown[]): string[] =>
    typeof id === "string" && id !== "" ? [JSON.stringify([kind, id, ...more])] : [];
  return [
    ...named("event", payload["event_id"]),
    ...named("trigger", payload["trigger_id"], actionTs),
    ...named("envelope", envelopeId),
  ];
}

/** Slack repeats an event three times within some six minutes. */
const defaultKeepMs = 10 * minuteMs;
/** Thirty deliveries a second, all the time. */
const defaultMax = 20_000;

interface RecentIdsOptions {
  readonly keepMs?: number;
  /** The oldest are forgotten beyond that. */
  readonly max?: number;
}

/** What came in during the last minutes. */
interface RecentIds {
  /** Remembers an id; tells whether it was remembered already. */
  isRepeated(id: string): boolean;
  /** How many are remembered. */
  readonly size: number;
}

export function createRecentIds(clock: Clock, options: RecentIdsOptions = {}): RecentIds {
  const { keepMs = defaultKeepMs, max = defaultMax } = options;
  /** In the order in which they came, so the oldest is first. */
  const cameAt = new Map<string, Instant>();
  let latest: Instant = Number.NEGATIVE_INFINITY;

  const forgetOld = (now: Instant): void => {
    // The clock was put back: what is remembered is as old as can be known, that is, new.
    if (now < latest) for (const id of cameAt.keys()) cameAt.set(id, now);
    latest = now;
    for (const [id, at] of cameAt) {
      if (now - at < keepMs && cameAt.size <= max) return;
      cameAt.delete(id);
    }
  };

  return {
    get size() {
      return cameAt.size;
    },
    isRepeated: (id) => {
      const now = clock.now();
      forgetOld(now);
      if (cameAt.has(id)) return true;
      cameAt.set(id, now);
      forgetOld(now);
      return false;
    },
  };
}
