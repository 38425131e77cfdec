import type { InjectionInput } from "../../playground/fleet/faults/fault.ts";

/** From 0 to 1. */
export type RandomSource = () => number;

/** The same numbers in every run of a seed (Park and Miller's generator). */
export function seededRandom(seed: number): RandomSource {
  let state = (Math.abs(Math.floor(seed)) % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const faults: readonly InjectionInput["fault"][] = [
  { kind: "status", status: 429 },
  { kind: "status", status: 429, retryAfter: 3 },
  { kind: "status", status: 500 },
  { kind: "status", status: 503, retryAfter: 5 },
  { kind: "status", status: 409, code: 33010 },
  { kind: "gateway_forbidden" },
  { kind: "expired_access_token" },
  { kind: "expired_page_token" },
  { kind: "html", status: 502 },
  { kind: "html" },
  { kind: "empty" },
  { kind: "invalid_json" },
  { kind: "wrong_shape" },
  { kind: "wrong_types" },
  { kind: "renamed_fields" },
  { kind: "repeated_page_token" },
  { kind: "foreign_next_page_url", origin: "http://127.0.0.1:9" },
  { kind: "redirect", url: "http://127.0.0.1:9/" },
  { kind: "delay", delayMs: 2_500 },
  { kind: "delay", delayMs: 30_000 },
  { kind: "hang_before_headers" },
  { kind: "hang_in_body" },
  { kind: "reset_before_headers" },
  { kind: "cut_body" },
  { kind: "slow_drip", chunkBytes: 64, everyMs: 500 },
  { kind: "oversized_body", bytes: 9 * 1024 * 1024 },
];

const operations = ["fetch_sim", "list_sims", "list_sessions", "token"] as const;

/** A fault for all calls or some, once, a few times, or until it is cleared. */
export function randomFault(random: RandomSource, sims: readonly string[]): InjectionInput {
  const pick = <T>(choices: readonly T[]): T | undefined =>
    choices[Math.floor(random() * choices.length)];
  const operation = random() < 0.5 ? pick(operations) : undefined;
  const sim = operation !== "token" && random() < 0.2 ? pick(sims) : undefined;
  const times = random() < 0.5 ? 1 + Math.floor(random() * 10) : undefined;
  return {
    fault: pick(faults) ?? { kind: "empty" },
    scope: { ...(operation !== undefined && { operation }), ...(sim !== undefined && { sim }) },
    ...(times !== undefined && { times }),
  };
}
