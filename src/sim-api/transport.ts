import type { LookupFunction } from "node:net";
import { Agent, type Dispatcher, request } from "undici";
import type { StartTimer } from "../core/time.ts";
import { createTunnels, guardedConnector } from "./connector.ts";
import { withDeadline } from "./deadline.ts";
import { BodyTooLargeError, readText } from "./transport-fault.ts";

/** An answer as it came, of whatever status. */
export interface RawAnswer {
  readonly status: number;
  /** The value of a header that came exactly once. The name is lower case. */
  header(name: string): string | null;
  readonly body: string;
}

type Headers = Readonly<Record<string, string>>;

/** Sends one request and reads the whole answer, or rejects: connection, deadline, size. */
export interface Transport {
  get(url: URL, headers: Headers, signal: AbortSignal): Promise<RawAnswer>;
  /** For a token endpoint: nothing else is ever posted. */
  postForm(
    url: URL,
    form: URLSearchParams,
    headers: Headers,
    signal: AbortSignal,
  ): Promise<RawAnswer>;
  /** Ends the connections after the calls under way. */
  close(): Promise<void>;
}

export interface TransportOptions {
  /** From the first attempt to connect to the last byte of the body. */
  readonly callTimeoutMs: number;
  /** Through which proxy an address is reached; `null`: directly. */
  readonly proxyFor?: ((url: URL) => string | null) | undefined;
  /** How names become addresses; replaced in tests. */
  readonly lookup?: LookupFunction | undefined;
  readonly startTimer?: StartTimer | undefined;
}

const connectTimeoutMs = 3_000;

/** Sockets to one host, the figure of the vendor's own Node client. */
const maxSockets = 20;

/** A page of 1,000 sessions is about 0.6 MB. */
const maxBodyBytes = 8 * 1024 * 1024;

/** An error body of the platform is below 1 KB. */
const maxRefusalBytes = 64 * 1024;

/**
 * HTTP by undici with an `Agent` of its own, always passed explicitly: a global dispatcher would
 * change `fetch` for the whole process. No other can be given, because its connector is what keeps
 * credentials from strangers (`connector.ts`); through a proxy, https goes in tunnels that do
 * (`createTunnels`). Redirects are never followed: undici's `request` hands a 3xx over as it is.
 */
export function createTransport(options: TransportOptions): Transport {
  const { callTimeoutMs, lookup, startTimer, proxyFor = () => null } = options;
  const agent = new Agent({
    connect: guardedConnector({ timeoutMs: connectTimeoutMs, lookup }),
    connections: maxSockets,
  });
  const tunnels = createTunnels({ timeoutMs: connectTimeoutMs, maxSockets });
  const dispatcherFor = (url: URL): Dispatcher => {
    // Plain http never leaves this machine.
    const proxy = url.protocol === "https:" ? proxyFor(url) : null;
    return proxy === null ? agent : tunnels.through(proxy);
  };
  let closing: Promise<void> | null = null;

  const exchange = (
    url: URL,
    what: { method: "GET" | "POST"; headers: Headers; body?: string },
    callerSignal: AbortSignal,
  ): Promise<RawAnswer> =>
    withDeadline(
      callTimeoutMs,
      callerSignal,
      async (signal) => {
        const answer = await request(url, {
          ...what,
          signal,
          headersTimeout: callTimeoutMs,
          bodyTimeout: callTimeoutMs,
          dispatcher: dispatcherFor(url),
        });
        return {
          status: answer.statusCode,
          header: (name) => {
            const value = answer.headers[name];
            return typeof value === "string" ? value : null;
          },
          body: isSuccess(answer.statusCode)
            ? await readText(answer.body, maxBodyBytes)
            : await readTextOrNothing(answer.body, maxRefusalBytes),
        };
      },
      startTimer,
    );

  return {
    get: (url, headers, signal) => exchange(url, { method: "GET", headers }, signal),
    postForm: (url, form, headers, signal) => {
      const type = { "content-type": "application/x-www-form-urlencoded" };
      const body = form.toString();
      return exchange(url, { method: "POST", headers: { ...headers, ...type }, body }, signal);
    },
    close: () => {
      closing ??= Promise.all([agent.close(), tunnels.close()]).then(() => undefined);
      return closing;
    },
  };
}

/** Whether the status says that the body is what was asked for. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** The prose of a refusal adds little to its status: too much of it counts as none. */
async function readTextOrNothing(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<string> {
  try {
    return await readText(body, maxBytes);
  } catch (error) {
    if (error instanceof BodyTooLargeError) return "";
    throw error;
  }
}
