import { secondMs } from "../core/instant.ts";
import type { StartTimer } from "../core/time.ts";
import {
  type Connection,
  type Envelope,
  type OpenConnection,
  type OpenFailure,
  openFailureOf,
} from "./connection.ts";

/** A way to Slack that is kept open: one connection after the other, the next before the last ends. */
export interface Line {
  /** Whether something that Slack sends could arrive over it. */
  readonly isConnected: boolean;
  start(): void;
  /** Ends it in whatever state it is; resolves when no connection is left. */
  stop(): Promise<void>;
}

export interface LineParts {
  readonly open: OpenConnection;
  readonly startTimer: StartTimer;
  readonly onEnvelope: (envelope: Envelope) => void;
  readonly onEvent: (event: LineEvent) => void;
}

export type LineEvent =
  | { readonly kind: "connected" }
  /** Slack asked it to go; the next connection is on its way. */
  | { readonly kind: "asked_to_go"; readonly reason: string }
  /** No connection of this line is left. */
  | { readonly kind: "cut" }
  | {
      readonly kind: "failed";
      readonly failure: OpenFailure;
      readonly error: unknown;
      readonly retryInMs: number;
    };

/**
 * After the first end of a connection that is no good, the second in a row, and so on; the last one
 * for all that follow.
 */
const retryDelaysMs = [0, 1, 2, 4, 8, 10].map((seconds) => seconds * secondMs);
/** A token that Slack refused is tried again now and then: only as long as another line hears. */
const refusedRetryMs = 30 * secondMs;
/** A connection that lasted so long was a good one: after its end the next is opened at once. */
const steadyMs = 10 * secondMs;
/**
 * A connection that was asked to go is Slack's to close, since what Slack sends over it meanwhile
 * would be lost if we did. One that is forgotten is closed after so long.
 */
const forgottenMs = 30 * secondMs;

export function createLine({ open, startTimer, onEnvelope, onEvent }: LineParts): Line {
  const connections = new Set<Connection>();
  const ready = new Set<Connection>();
  const timers = new Set<() => void>();
  let isStopping = false;
  let goOn: () => void = () => undefined;
  let failuresInRow = 0;
  let working: Promise<void> = Promise.resolve();

  const after = (delayMs: number, callback: () => void): (() => void) => {
    const cancel = startTimer(() => {
      timers.delete(cancel);
      callback();
    }, delayMs);
    timers.add(cancel);
    return cancel;
  };
  /** Waits for whatever calls `done`, or for the end of the line. */
  const until = (begin: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      goOn = resolve;
      if (isStopping) resolve();
      else begin(resolve);
    });
  const nextDelayMs = (): number => {
    const delayMs = retryDelaysMs[Math.min(failuresInRow, retryDelaysMs.length - 1)] ?? 0;
    failuresInRow += 1;
    return delayMs;
  };

  const openNext = () => {
    const askedToGo = Promise.withResolvers<void>();
    const connection = open({
      onEnvelope,
      onAskedToGo: (reason) => {
        onEvent({ kind: "asked_to_go", reason });
        askedToGo.resolve();
      },
    });
    connections.add(connection);
    void connection.closed.then(() => {
      connections.delete(connection);
      if (ready.delete(connection) && ready.size === 0 && !isStopping) onEvent({ kind: "cut" });
    });
    return { connection, mustBeReplaced: Promise.race([askedToGo.promise, connection.closed]) };
  };

  /** Not to be called before the greeting. */
  const use = async (connection: Connection, mustBeReplaced: Promise<void>): Promise<void> => {
    for (const before of ready) after(forgottenMs, () => void before.close());
    if (connections.has(connection)) {
      ready.add(connection);
      onEvent({ kind: "connected" });
    }
    let isSteady = false;
    const stopTimer = after(steadyMs, () => {
      isSteady = true;
      failuresInRow = 0;
    });
    await until((done) => void mustBeReplaced.then(done));
    timers.delete(stopTimer);
    stopTimer();
    // One that Slack ends again and again must not ask for the next without a pause.
    if (!isSteady) await until((done) => after(nextDelayMs(), done));
  };

  const failed = async (error: unknown): Promise<void> => {
    const failure = openFailureOf(error);
    const retryInMs =
      failure.kind === "refused" ? refusedRetryMs : Math.max(nextDelayMs(), failure.retryAfterMs);
    onEvent({ kind: "failed", failure, error, retryInMs });
    await until((done) => after(retryInMs, done));
  };

  const keepOpen = async (): Promise<void> => {
    while (!isStopping) {
      const { connection, mustBeReplaced } = openNext();
      const error = await connection.ready.then(
        () => null,
        (reason: unknown) => ({ reason }),
      );
      if (error === null) await use(connection, mustBeReplaced);
      else {
        await connection.close();
        if (!isStopping) await failed(error.reason);
      }
    }
  };

  return {
    get isConnected() {
      return ready.size > 0;
    },
    start: () => {
      working = keepOpen();
    },
    stop: async () => {
      isStopping = true;
      for (const cancel of timers) cancel();
      goOn();
      await Promise.all([...connections].map((connection) => connection.close()));
      await working;
    },
  };
}
