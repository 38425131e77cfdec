import { secondMs } from "../core/instant.ts";

/** What one stranger on the network may cost before anybody knows who it is. */
export interface ServerLimits {
  readonly mostConnections: number;
  /** For the headers of a request, counted from the connection or from the request before. */
  readonly headersTimeoutMs: number;
  /** For a whole request. */
  readonly requestTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  /** How often the server looks for connections that are beyond their time; Node's own 30 s are too long. */
  readonly checkIntervalMs: number;
}

export const serverLimits: ServerLimits = {
  // Slack and a balancer hold some dozens open; five hundred questions at one moment, with a probe
  // beside them, have room. One costs 16 KB of headers at most.
  mostConnections: 600,
  headersTimeoutMs: 5 * secondMs,
  requestTimeoutMs: 10 * secondMs,
  // Longer than the idle time of common load balancers (60 s), so that they end a connection, not we.
  keepAliveTimeoutMs: 65 * secondMs,
  checkIntervalMs: secondMs,
};

/** What may be held of bodies whose signature cannot be checked yet, as they are not complete. */
export interface BodyLimits {
  /** One body. */
  readonly mostBytes: number;
  /** All of them together: beyond it the one that has been unfinished for the longest time gives way. */
  readonly mostBytesTogether: number;
  readonly deadlineMs: number;
}

export const bodyLimits: BodyLimits = {
  // docs/operating.md, "Limits of the web server", has what Slack's payloads measure.
  mostBytes: 512 * 1_024,
  mostBytesTogether: 16 * 1_024 * 1_024,
  // Slack gives up on a request after 3 s.
  deadlineMs: 5 * secondMs,
};

/** Slack's `ssl_check` is the only request that may come without a signature. */
export const unsignedBytes = 1_024;
