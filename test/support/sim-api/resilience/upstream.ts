import { BotError, type BotErrorOptions, type ErrorCode } from "../../../../src/core/errors.ts";
import type { SimApiCaller, SimApiRequest } from "../../../../src/sim-api/call.ts";
import type { VirtualTime } from "../../virtual-time.ts";

export const simPath = (index: number) => `/v1/Sims/DE${String(index).padStart(32, "0")}`;

/** A request whose answer is its own path. */
export function requestFor(
  path: string,
  operation: SimApiRequest<string>["operation"] = "fetch_sim",
): SimApiRequest<string> {
  return { operation, path, read: () => ({ kind: "read", value: path, faults: {} }) };
}

export function failure(code: ErrorCode, options: Partial<BotErrorOptions> = {}): BotError {
  return new BotError(code, "made up", { retryable: true, ...options });
}

export const limited = (retryAfterMs?: number) =>
  failure("sim_api_rate_limited", {
    status: 429,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

export interface Upstream {
  readonly call: SimApiCaller;
  /** What was asked, when, in order. */
  readonly calls: readonly { readonly path: string; readonly at: number }[];
  readonly peak: number;
  readonly refusals: number;
}

/**
 * A platform in virtual time: each call takes `callMs`, and more than `allowed` at once are
 * refused at once, as the platforms do. `outcome` may fail a call instead.
 */
export function upstream(
  time: VirtualTime,
  {
    callMs = 100,
    allowed = Number.POSITIVE_INFINITY,
    outcome = () => null,
  }: {
    readonly callMs?: number;
    readonly allowed?: number;
    readonly outcome?: (index: number, path: string) => Error | null;
  } = {},
): Upstream {
  const calls: { path: string; at: number }[] = [];
  let underWay = 0;
  let peak = 0;
  let refusals = 0;
  return {
    calls,
    get peak() {
      return peak;
    },
    get refusals() {
      return refusals;
    },
    call: async (request, signal) => {
      const index = calls.length;
      calls.push({ path: request.path, at: time.now() });
      if (underWay >= allowed) {
        refusals += 1;
        throw limited();
      }
      underWay += 1;
      peak = Math.max(peak, underWay);
      await time.wait(callMs, signal);
      underWay -= 1;
      if (signal.aborted) throw failure("sim_api_timeout");
      const error = outcome(index, request.path);
      if (error !== null) throw error;
      const reading = request.read(null);
      if (reading.kind === "unreadable") throw new Error("the made-up answer must be readable");
      return reading.value;
    },
  };
}
