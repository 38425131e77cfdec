import { leftOf } from "../core/age.ts";
import type { BotError, ErrorCode } from "../core/errors.ts";
import { type Instant, secondMs } from "../core/instant.ts";

/** Whether the platform is thought to answer. */
export type BreakerState =
  | {
      readonly kind: "closed";
      /** Failures in a row, what they were about, and when the first came. */
      readonly failures: number;
      readonly subjects: ReadonlySet<string>;
      readonly failingSince: Instant | null;
    }
  | {
      readonly kind: "open";
      readonly downSince: Instant;
      /** How the platform failed last. */
      readonly code: ErrorCode;
      /** When it was found down, or was tried last: so long later, one call may try. */
      readonly triedAt: Instant;
      readonly isTrying: boolean;
    };

/** What a call says about the platform as a whole. */
export type Sign =
  | { readonly kind: "alive" }
  | { readonly kind: "dead"; readonly code: ErrorCode }
  | { readonly kind: "none" };

export const closed: BreakerState = {
  kind: "closed",
  failures: 0,
  subjects: new Set(),
  failingSince: null,
};

/** So many failures in a row … */
const failuresToOpen = 5;
/** … about so many SIMs or lists: one SIM that the platform chokes on is not an outage. */
const subjectsToOpen = 2;
const tryEveryMs = 5 * secondMs;

/** Faults of the platform's that are about one call, not about the platform. */
const aboutOneCall = new Set<number | undefined>([33010, 33103]);

/** How a failed call is read. `isOver`: the question's own time had run out. */
export function signOf({ code, platformCode }: BotError, isOver: boolean): Sign {
  switch (code) {
    case "sim_api_failed":
    case "sim_api_timeout":
    case "sim_api_unreachable":
      return isOver || aboutOneCall.has(platformCode) ? { kind: "none" } : { kind: "dead", code };
    case "sim_api_unreadable":
      return { kind: "none" };
    default:
      return { kind: "alive" };
  }
}

/** Whether a call may be sent: freely, as the one that tries, or not at all. Pure. */
export function admission(state: BreakerState, now: Instant): "free" | "as_trial" | "refused" {
  if (state.kind === "closed") return "free";
  return leftOf(state.triedAt, now, tryEveryMs) === 0 && !state.isTrying ? "as_trial" : "refused";
}

/** The state after a call on `subject` gave a sign. `wasTrial`: it was the one that tried. Pure. */
export function afterSign(
  state: BreakerState,
  sign: Sign,
  { subject, wasTrial, now }: { subject: string; wasTrial: boolean; now: Instant },
): BreakerState {
  if (sign.kind === "alive") return closed;
  if (state.kind === "open") {
    const isTrying = wasTrial ? false : state.isTrying;
    if (sign.kind === "none") return { ...state, isTrying };
    const triedAt = wasTrial ? now : state.triedAt;
    return { ...state, code: sign.code, triedAt, isTrying };
  }
  if (sign.kind === "none") return state;
  const failures = state.failures + 1;
  const subjects = new Set([...state.subjects, subject].slice(-subjectsToOpen));
  const failingSince = state.failingSince ?? now;
  return failures >= failuresToOpen && subjects.size >= subjectsToOpen
    ? {
        kind: "open",
        downSince: failingSince,
        code: sign.code,
        triedAt: now,
        isTrying: false,
      }
    : { kind: "closed", failures, subjects, failingSince };
}
