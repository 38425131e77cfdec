import type { Through } from "../../accounts/installation.ts";

/**
 * Each listener is handed the very payload that came in: it tells through which installation, so that
 * whoever asks is judged by the one whose token is used, and no listener can forget to say so.
 */
const known = new WeakMap<object, Through>();

export function cameThrough(body: unknown, through: Through): void {
  if (typeof body === "object" && body !== null) known.set(body, through);
}

/** `null`: there is only one installation. */
export function throughOf(body: unknown): Through | null {
  return typeof body === "object" && body !== null ? (known.get(body) ?? null) : null;
}
