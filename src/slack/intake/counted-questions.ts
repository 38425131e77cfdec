import type { Taken } from "../../ports/question-limit.ts";
import { fieldsOf } from "./judge-payload.ts";

/**
 * Each listener is handed the very payload that came in: it tells whether its question is counted
 * already, so that nobody goes to the database for it again.
 */
const known = new WeakMap<object, Taken>();

export function countedAs(body: object, taken: Taken): void {
  known.set(body, taken);
}

/** `null`: it is not counted yet. */
export function countOf(body: unknown): Taken | null {
  return typeof body === "object" && body !== null ? (known.get(body) ?? null) : null;
}

/**
 * Whoever asks something by a command or a click, as nearly all questions come. `null` for what else
 * comes, which may be no question: events, windows, shortcuts, and links, of which Slack tells, too.
 */
export function userWhoAsks(body: unknown): string | null {
  const payload = fieldsOf(body);
  if (typeof payload["command"] === "string") return textOrNull(payload["user_id"]);
  if (payload["type"] !== "block_actions") return null;
  const [action] = Array.isArray(payload["actions"]) ? payload["actions"] : [];
  return fieldsOf(action)["url"] === undefined ? textOrNull(fieldsOf(payload["user"])["id"]) : null;
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
