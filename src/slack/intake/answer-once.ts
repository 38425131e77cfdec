import type { AllMiddlewareArgs, AnyMiddlewareArgs, Middleware } from "@slack/bolt";
import { fieldsOf } from "./payload-fields.ts";
import type { RecentIds } from "./recent-ids.ts";

/**
 * In front of all listeners: what Slack delivers again (its receipt came late, or a connection
 * broke) is acknowledged again, and not answered again. `envelopeId` in the context is the id that
 * Socket Mode gives a delivery.
 */
export function answerOnce(
  recent: RecentIds,
  onRepeated: () => void,
): Middleware<AnyMiddlewareArgs> {
  return async (args: AnyMiddlewareArgs & AllMiddlewareArgs) => {
    const ids = deliveryIds(args.body, args.context["envelopeId"]);
    // All are remembered, also where the first one would do.
    const isRepeated = ids.filter((id) => recent.isRepeated(id)).length > 0;
    if (!isRepeated) {
      await args.next();
      return;
    }
    onRepeated();
    if ("ack" in args && typeof args.ack === "function") await (args.ack as () => Promise<void>)();
  };
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
