import type { MessageMetadata } from "@slack/types";

const eventType = "simscope_told";

/** The id of a message, which nobody sees and the bot finds again. */
export function markOf(id: string): MessageMetadata {
  return { event_type: eventType, event_payload: { id } };
}

/** The id in a message as Slack gives it back; `null`: it is none of ours. */
export function markIn(metadata: unknown): string | null {
  if (typeof metadata !== "object" || metadata === null) return null;
  if (!("event_type" in metadata) || metadata.event_type !== eventType) return null;
  const payload: unknown = "event_payload" in metadata ? metadata.event_payload : null;
  const id = typeof payload === "object" && payload !== null && "id" in payload ? payload.id : null;
  return typeof id === "string" ? id : null;
}
