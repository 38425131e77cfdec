import type { Taken } from "../../ports/question-limit.ts";
import { fieldsOf } from "./judge-payload.ts";

/** What came of the claim of a question's delivery, with which it is counted. */
export type Claimed = Taken | { readonly kind: "repeated" };

/**
 * Each listener is handed the very payload that came in: it leads to the claim that is under way, so
 * that the question waits for it where it must, and nobody goes to the database for it again.
 */
const known = new WeakMap<object, Promise<Claimed>>();

/** @param claimed never rejects */
export function claimedBy(body: object, claimed: Promise<Claimed>): void {
  known.set(body, claimed);
}

/** `null`: its delivery is new as far as is known, and it is not counted yet. */
export function claimOf(body: unknown): Promise<Claimed> | null {
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
