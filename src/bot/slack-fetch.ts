import { Agent, type Dispatcher, request } from "undici";
import type { ProxyConfig } from "../config/proxy.ts";
import { type StartTimer, withinTime } from "../core/time.ts";
import { socketDispatcher } from "./proxy.ts";

export interface SlackFetchParts {
  readonly slackApiUrl: string;
  readonly proxy: ProxyConfig | null;
  readonly timeoutMs: number;
  /** For the deadline of an answer. Replaced in tests. */
  readonly startTimer?: StartTimer;
}

/**
 * `fetch` for what Bolt asks of Slack, with a deadline: `respond()` has none of its own and would hang
 * for good. Its answers are posted by undici's `request`, at a third of what `fetch` costs: head and
 * body leave together, and there are no streams.
 */
export function createSlackFetch(parts: SlackFetchParts): typeof fetch {
  const { slackApiUrl, proxy, timeoutMs, startTimer } = parts;
  const { dispatcher = new Agent() } = socketDispatcher(proxy);
  return (input, init = {}) => {
    const { body } = init;
    if (typeof input === "string" && typeof body === "string" && !input.startsWith(slackApiUrl))
      return withinTime(
        timeoutMs,
        (signal) => postAnswer(input, { body, dispatcher, signal }),
        startTimer,
      );
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([deadline, init.signal]) : deadline;
    return fetch(input, { ...init, signal });
  };
}

/** Nobody reads what Slack says to an answer beside its status. */
async function postAnswer(
  url: string,
  by: { readonly body: string; readonly dispatcher: Dispatcher; readonly signal: AbortSignal },
): Promise<Response> {
  const headers = { "content-type": "application/json" };
  const answer = await request(url, { method: "POST", headers, ...by });
  await answer.body.dump();
  const { statusCode: status, statusText } = answer;
  return new Response(null, { status, statusText });
}
