import { z } from "zod";

/**
 * Everything that can go wrong with an answer. Those of the first group bend what is said, those
 * of the second how it is delivered. Durations in milliseconds, sizes in bytes.
 */
export const faultSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("status"),
    status: z.int().min(400).max(599),
    /** The platform's error code; without it the usual one of the status. */
    code: z.int().optional(),
    message: z.string().optional(),
    /** Sent as it is: seconds, a date, or nonsense. */
    retryAfter: z.union([z.string(), z.number()]).optional(),
  }),
  /** The other gateway's refusal of a token: 403 in a body without `code`. */
  z.strictObject({ kind: z.literal("gateway_forbidden") }),
  /**
   * The token of the call, and all given before it, have expired: the next one is good again. At
   * Twilio, which has none, the credentials are refused.
   */
  z.strictObject({ kind: z.literal("expired_access_token") }),
  /** The page token has gone stale; from the first page on, all is well again. */
  z.strictObject({ kind: z.literal("expired_page_token") }),
  z.strictObject({ kind: z.literal("html"), status: z.int().min(200).max(599).default(200) }),
  z.strictObject({ kind: z.literal("empty"), status: z.int().min(200).max(599).default(200) }),
  z.strictObject({ kind: z.literal("invalid_json") }),
  z.strictObject({ kind: z.literal("wrong_shape") }),
  z.strictObject({ kind: z.literal("wrong_types") }),
  z.strictObject({ kind: z.literal("renamed_fields") }),
  z.strictObject({ kind: z.literal("repeated_page_token") }),
  z.strictObject({
    kind: z.literal("foreign_next_page_url"),
    /** Origin of the stranger; path and parameters stay. */
    origin: z.url().default("https://stranger.example"),
  }),
  z.strictObject({
    kind: z.literal("redirect"),
    url: z.url(),
    status: z.union([z.literal(301), z.literal(302), z.literal(307), z.literal(308)]).default(307),
  }),

  /** A good answer, late. */
  z.strictObject({ kind: z.literal("delay"), delayMs: z.number().nonnegative() }),
  z.strictObject({ kind: z.literal("hang_before_headers") }),
  z.strictObject({ kind: z.literal("hang_in_body") }),
  z.strictObject({ kind: z.literal("reset_before_headers") }),
  z.strictObject({ kind: z.literal("cut_body") }),
  z.strictObject({
    kind: z.literal("slow_drip"),
    chunkBytes: z.int().positive().default(64),
    everyMs: z.number().nonnegative().default(1_000),
  }),
  /** A well-formed answer that is far too long. */
  z.strictObject({
    kind: z.literal("oversized_body"),
    bytes: z
      .int()
      .positive()
      .default(256 * 1024 * 1024),
  }),
]);

export type Fault = z.output<typeof faultSchema>;

/** Which calls a fault meets; what is not said meets all but those to the token endpoint. */
export const scopeSchema = z.strictObject({
  /** Sid or unique name. */
  sim: z.string().optional(),
  operation: z.enum(["fetch_sim", "list_sims", "list_sessions", "token"]).optional(),
  /** How many matching calls go well first, for example 1 to fail on the second page. */
  skip: z.int().nonnegative().default(0),
});

export const injectionSchema = z.strictObject({
  fault: faultSchema,
  scope: scopeSchema.prefault({}),
  /** How often; without it until it is cleared. */
  times: z.int().positive().optional(),
});

export type Injection = z.output<typeof injectionSchema>;
/** As callers write it, defaults left out. */
export type InjectionInput = z.input<typeof injectionSchema>;
