import { fork } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { createMailbox } from "./mailbox.ts";
import { type DrawReply, type DrawRequest, isDrawReply } from "./messages.ts";

export interface DrawingProcessOptions {
  /** The program; another one only in tests. */
  readonly entry?: URL;
  /** Heap of the drawing process, megabytes. Default 256. */
  readonly heapMb?: number;
}

/**
 * One process that draws. A crash of the native canvas, an endless loop or a full heap happens
 * there. One question at a time: `next` belongs to the `send` before it.
 */
export interface DrawingProcess {
  readonly pid: number | undefined;
  readonly alive: boolean;
  /** Whether it was we who ended it. */
  readonly killed: boolean;
  send(request: DrawRequest): void;
  /** What the process says next: first of all whether it can draw. */
  next(signal: AbortSignal): Promise<DrawReply>;
  /** Whether the process may keep the bot from ending. */
  hold(needed: boolean): void;
  /** Ends the process at once; whatever is under way rejects. Resolves when it is gone. */
  kill(): Promise<void>;
}

const defaultEntry = new URL("./drawing-main.ts", import.meta.url);
const compileCache = getCompileCacheDir();

/**
 * No secret of the bot is within reach of a library that draws strangers' text. Without the
 * system's fonts pictures look alike on every machine, and start is quicker. One malloc arena (a
 * setting of glibc) keeps the encoder's threads from scattering buffers over many.
 */
const environment = {
  DISABLE_SYSTEM_FONTS_LOAD: "1",
  MALLOC_ARENA_MAX: "1",
  // Where Node.js keeps what it compiled, if it does: the process then starts sooner.
  NODE_COMPILE_CACHE: compileCache === undefined ? "" : dirname(compileCache),
};

/** V8 would let its nursery grow to 130 MB before it looks at the few MB that are in use. */
const smallMemory = ["--max-semi-space-size=4"];

export function startDrawingProcess(options: DrawingProcessOptions = {}): DrawingProcess {
  const child = fork(options.entry ?? defaultEntry, [], {
    env: environment,
    execArgv: [`--max-old-space-size=${options.heapMb ?? 256}`, ...smallMemory],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const mailbox = createMailbox();
  let killed = false;
  child.on("message", (message) =>
    isDrawReply(message) ? mailbox.deliver(message) : mailbox.fail("sent rubbish"),
  );
  const gone = new Promise<void>((resolve) => {
    child.on("exit", () => {
      mailbox.fail("ended");
      resolve();
    });
    child.on("error", () => {
      mailbox.fail("could not be used");
      if (child.pid === undefined) resolve();
    });
  });
  return {
    pid: child.pid,
    get alive() {
      return child.exitCode === null && child.signalCode === null && child.connected;
    },
    // A send that fails is followed by an error or exit event, which the reader then sees.
    send: (request) => void child.send(request, () => undefined),
    next: (signal) => mailbox.next(signal),
    hold(needed) {
      if (needed) {
        child.ref();
        child.channel?.ref();
      } else {
        child.unref();
        child.channel?.unref();
      }
    },
    get killed() {
      return killed;
    },
    async kill() {
      killed = this.alive;
      // Its end is awaited: that alone must keep this process going.
      child.ref();
      child.kill("SIGKILL");
      await gone;
    },
  };
}
