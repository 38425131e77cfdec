import { z } from "zod";
import { hourMs, type Instant, minuteMs, secondMs } from "../core/instant.ts";
import type { Reading } from "./reading.ts";

/** A token as the `Authorization` header wants it. */
export interface AccessToken {
  readonly authorization: string;
  readonly obtainedAt: Instant;
  /** From then on another one is asked for. */
  readonly renewAt: Instant;
}

/** The shortest lifetime that KORE offers, for an answer that does not say. */
const unsaidLifetimeMs = 1 * hourMs;

/** A token that is about to expire may have expired when it arrives. */
const earlyMs = 1 * minuteMs;

/**
 * The answer of the token endpoint (KORE's OpenAPI, `v1/auth/token`). The token goes into a
 * header, so nothing but visible ASCII may stand in it.
 */
const schema = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  token_type: z
    .string()
    .regex(/^bearer$/i)
    .nullish(),
  expires_in: z.coerce.number().positive().nullish().catch(null),
});

/** What the answer holds; `now` is when it came. Paths only are told of one that is none. */
export function readToken(body: unknown, now: Instant): Reading<AccessToken> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const paths = parsed.error.issues.map(({ path }) => String(path[0] ?? "body"));
    return { kind: "unreadable", faults: Object.fromEntries(paths.map((path) => [path, 1])) };
  }
  const { access_token, expires_in } = parsed.data;
  const lifetimeMs = typeof expires_in === "number" ? expires_in * secondMs : unsaidLifetimeMs;
  // Half of a lifetime too short for that: else each call would ask for a token of its own.
  const usableMs = Math.max(lifetimeMs - earlyMs, lifetimeMs / 2);
  return {
    kind: "read",
    faults: {},
    value: { authorization: `Bearer ${access_token}`, obtainedAt: now, renewAt: now + usableMs },
  };
}
