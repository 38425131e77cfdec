import type { Instant } from "../../core/instant.ts";

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

/** A soak must not grow for ever. */
const mostKept = 20_000;

export interface RequestLog {
  readonly entries: readonly RecordedRequest[];
  /** The most calls that were under way at one time. */
  readonly peakConcurrency: number;
  begin(request: RecordedRequest): void;
  end(): void;
  readonly underWay: number;
  clear(): void;
}

export function createRequestLog(): RequestLog {
  const entries: RecordedRequest[] = [];
  let underWay = 0;
  let peakConcurrency = 0;
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
    },
    end: () => {
      underWay -= 1;
    },
    clear: () => {
      entries.length = 0;
      peakConcurrency = underWay;
    },
  };
}
