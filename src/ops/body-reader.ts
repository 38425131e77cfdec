import type { IncomingMessage } from "node:http";
import { type StartTimer, startTimer } from "./drain.ts";
import type { BodyLimits } from "./server-limits.ts";

export type ReadBody =
  | { readonly kind: "read"; readonly body: Buffer }
  /** Why it was given up; the connection is to be closed. */
  | { readonly kind: "body_too_large" | "body_crowded_out" | "body_late" | "body_broken_off" };

/** Reads bodies of strangers within limits over all of them. */
export interface BodyReader {
  /** Never rejects. `mostBytes` below the limit of all bodies, where less is expected. */
  read(request: IncomingMessage, mostBytes?: number): Promise<ReadBody>;
  /** Room taken for bodies that are not complete, in bytes. */
  readonly heldBytes: number;
  /** The most that was taken at once so far. */
  readonly peakBytes: number;
}

/** Most commands and clicks fit in; a body that grows takes twice the room each time. */
const firstBytes = 4 * 1_024;

/**
 * Each body is copied into one piece of memory of known size: a stranger who sends single bytes
 * would else have an object for each of them. When all together would take too much, the body that
 * has been unfinished for the longest time gives way: Slack's arrive whole within milliseconds.
 */
export function createBodyReader(limits: BodyLimits, start: StartTimer = startTimer): BodyReader {
  /** How to give each one up, the longest unfinished first. */
  const unfinished = new Set<() => void>();
  let heldBytes = 0;
  let peakBytes = 0;

  const read = (request: IncomingMessage, mostBytes: number): Promise<ReadBody> =>
    new Promise((resolve) => {
      let buffer = Buffer.alloc(0);
      let length = 0;

      const end = (result: ReadBody): void => {
        if (!unfinished.delete(giveWay)) return;
        stopTimer();
        request.off("data", onData).off("end", onEnd).off("close", onClose);
        if (result.kind !== "read") request.pause();
        heldBytes -= buffer.length;
        buffer = Buffer.alloc(0);
        resolve(result);
      };
      const giveWay = (): void => end({ kind: "body_crowded_out" });
      const onEnd = (): void => end({ kind: "read", body: buffer.subarray(0, length) });
      const onClose = (): void => end({ kind: "body_broken_off" });
      const onData = (chunk: Buffer): void => {
        const needed = length + chunk.length;
        if (needed > mostBytes) end({ kind: "body_too_large" });
        else if (needed <= buffer.length || hasGrown(needed)) {
          chunk.copy(buffer, length);
          length = needed;
        }
      };
      const hasGrown = (needed: number): boolean => {
        const size = Math.min(mostBytes, Math.max(firstBytes, 2 * buffer.length, needed));
        const more = size - buffer.length;
        for (const giveUp of unfinished) {
          if (heldBytes + more <= limits.mostBytesTogether) break;
          giveUp();
        }
        if (!unfinished.has(giveWay)) return false;
        const larger = Buffer.allocUnsafeSlow(size);
        buffer.copy(larger, 0, 0, length);
        buffer = larger;
        heldBytes += more;
        peakBytes = Math.max(peakBytes, heldBytes);
        return true;
      };

      unfinished.add(giveWay);
      const stopTimer = start(() => end({ kind: "body_late" }), limits.deadlineMs);
      // A request that breaks off is told by `close`; without a listener its error would be thrown.
      request.on("error", () => undefined);
      request.on("data", onData).on("end", onEnd).on("close", onClose);
    });

  return {
    get heldBytes() {
      return heldBytes;
    },
    get peakBytes() {
      return peakBytes;
    },
    read: (request, mostBytes = limits.mostBytes) => {
      const announced = Number(request.headers["content-length"] ?? 0);
      return announced > mostBytes
        ? Promise.resolve({ kind: "body_too_large" })
        : read(request, mostBytes);
    },
  };
}
