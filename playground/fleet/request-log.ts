import type { Instant } from "../../src/core/instant.ts";

/** One call to the wireless API, for tests and the side panel. Holds no password. */
export interface RecordedRequest {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Name of the Basic credentials, `null` when there were none. */
  readonly authUser: string | null;
  readonly at: Instant;
  /** `null` until answered, and for ever when no headers were sent. */
  status: number | null;
}

export type RequestListener = (request: RecordedRequest, tookMs: number) => void;

/** A soak must not grow for ever. */
const mostKept = 20_000;

export interface RequestLog {
  readonly entries: readonly RecordedRequest[];
  /** The most calls that were under way at one time. */
  readonly peakConcurrency: number;
  /** The returned function is called once, when the call is over. */
  begin(request: RecordedRequest): () => void;
  /** Tells of every call that is over, and how long it took in real time. */
  observe(listener: RequestListener): () => void;
  readonly underWay: number;
  clear(): void;
}

export function createRequestLog(): RequestLog {
  const entries: RecordedRequest[] = [];
  let underWay = 0;
  let peakConcurrency = 0;
  const listeners = new Set<RequestListener>();
  return {
    entries,
    get underWay() {
      return underWay;
    },
    get peakConcurrency() {
      return peakConcurrency;
    },
    begin: (request) => {
      entries.push(request);
      if (entries.length > mostKept) entries.shift();
      underWay += 1;
      peakConcurrency = Math.max(peakConcurrency, underWay);
      const begunMs = performance.now();
      return () => {
        underWay -= 1;
        for (const listener of [...listeners]) listener(request, performance.now() - begunMs);
      };
    },
    observe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => {
      entries.length = 0;
      peakConcurrency = underWay;
    },
  };
}
