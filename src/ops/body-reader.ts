import type { IncomingMessage } from "node:http";
import { type StartTimer, startRealTimer } from "../core/time.ts";
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

/** Most commands and clicks fit into the first piece. */
const firstBytes = 4 * 1_024;
const nextBytes = 16 * 1_024;

/**
 * Each body is copied into pieces of memory of known size: a stranger who sends single bytes would
 * else have an object for each of them. When all together would take too much, the body that
 * has been unfinished for the longest time gives way: Slack's arrive whole within milliseconds.
 */
export function createBodyReader(
  limits: BodyLimits,
  start: StartTimer = startRealTimer,
): BodyReader {
  /** How to give each one up, the longest unfinished first. */
  const unfinished = new Set<() => void>();
  let heldBytes = 0;
  let peakBytes = 0;

  const read = (request: IncomingMessage, mostBytes: number): Promise<ReadBody> =>
    new Promise((resolve) => {
      let pieces: Buffer[] = [];
      let room = 0;
      let length = 0;

      const end = (result: ReadBody): void => {
        if (!unfinished.delete(giveWay)) return;
        stopTimer();
        request.off("data", onData).off("end", onEnd).off("close", onClose);
        if (result.kind !== "read") request.pause();
        heldBytes -= room;
        pieces = [];
        resolve(result);
      };
      const giveWay = (): void => end({ kind: "body_crowded_out" });
      const onEnd = (): void => end({ kind: "read", body: Buffer.concat(pieces, length) });
      const onClose = (): void => end({ kind: "body_broken_off" });
      const onData = (chunk: Buffer): void => {
        if (length + chunk.length > mostBytes) end({ kind: "body_too_large" });
        for (let from = 0; from < chunk.length && unfinished.has(giveWay); ) {
          if (length === room) makeRoom();
          const last = pieces.at(-1);
          if (last === undefined) return;
          const copied = chunk.copy(last, last.length - (room - length), from);
          length += copied;
          from += copied;
        }
      };
      const makeRoom = (): void => {
        const size = pieces.length === 0 ? firstBytes : nextBytes;
        for (const giveUp of unfinished) {
          if (heldBytes + size <= limits.mostBytesTogether) break;
          giveUp();
        }
        if (!unfinished.has(giveWay)) return;
        pieces.push(Buffer.allocUnsafeSlow(size));
        room += size;
        heldBytes += size;
        peakBytes = Math.max(peakBytes, heldBytes);
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
