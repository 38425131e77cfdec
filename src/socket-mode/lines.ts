import { secondMs } from "../core/instant.ts";
import { type StartTimer, startRealTimer } from "../core/time.ts";
import type { Envelope, OpenConnection } from "./connection.ts";
import { createLine, type LineEvent } from "./line.ts";

/** All ways to Slack together. */
export interface Lines {
  /**
   * Resolves with the first connection. Rejects when Slack refuses the app token, or when there is
   * none within 30 s, with the latest reason.
   */
  start(): Promise<void>;
  /** Resolves when no connection is left, whatever state each was in. */
  stop(): Promise<void>;
  /** How many lines are open now. */
  readonly connectedCount: number;
}

export interface LinesParts {
  readonly open: OpenConnection;
  readonly onEnvelope: (envelope: Envelope) => void;
  readonly onEvent: (event: LineEvent, connectedCount: number) => void;
  /** Slack refuses the app token and no line hears any more. Told once, after the start. */
  readonly onRefused: (error: unknown) => void;
  readonly startTimer?: StartTimer;
}

/**
 * Slack allows ten connections for an app and sends each payload over any one of them: while one
 * is cut or exchanged, the other hears.
 */
const lineCount = 2;
const startTimeoutMs = 30 * secondMs;

export function createLines(parts: LinesParts): Lines {
  const { open, onEnvelope, onEvent, onRefused, startTimer: start = startRealTimer } = parts;
  const first = Promise.withResolvers<void>();
  first.promise.catch(() => undefined);
  let phase: "starting" | "running" | "ending" = "starting";
  let latestError: unknown = new Error("Slack opened no connection in time");

  const connectedCount = (): number => lines.filter(({ isConnected }) => isConnected).length;
  const refused = (error: unknown): void => {
    if (phase === "starting") first.reject(error);
    if (phase === "running") {
      phase = "ending";
      onRefused(error);
    }
  };
  const heard = (event: LineEvent): void => {
    onEvent(event, connectedCount());
    if (event.kind === "connected") first.resolve();
    if (event.kind !== "failed") return;
    latestError = event.error;
    if (event.failure.kind === "refused" && connectedCount() === 0) refused(event.error);
  };
  const lines = Array.from({ length: lineCount }, () =>
    createLine({ open, startTimer: start, onEnvelope, onEvent: heard }),
  );

  return {
    start: async () => {
      const stopTimer = start(() => first.reject(latestError), startTimeoutMs);
      for (const line of lines) line.start();
      await first.promise.finally(stopTimer);
      if (phase === "starting") phase = "running";
    },
    stop: async () => {
      phase = "ending";
      first.reject(new Error("the bot is stopping"));
      await Promise.all(lines.map((line) => line.stop()));
    },
    get connectedCount() {
      return connectedCount();
    },
  };
}
