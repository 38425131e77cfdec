import { drawingFailure } from "../failure.ts";
import type { DrawReply } from "./messages.ts";

/** Replies of a drawing process, for one reader at a time. A failure stays for all later reads. */
export interface Mailbox {
  deliver(reply: DrawReply): void;
  fail(reason: string): void;
  /** Rejects when the process failed, or when the signal aborts first. */
  next(signal: AbortSignal): Promise<DrawReply>;
}

export function createMailbox(): Mailbox {
  const waiting: DrawReply[] = [];
  let failed: string | null = null;
  let reader: PromiseWithResolvers<DrawReply> | null = null;
  return {
    deliver(reply) {
      if (reader === null) waiting.push(reply);
      else reader.resolve(reply);
    },
    fail(reason) {
      failed ??= reason;
      reader?.reject(drawingFailure(`the drawing process ${failed}`));
    },
    async next(signal) {
      const reply = waiting.shift();
      if (reply !== undefined) return reply;
      if (failed !== null) throw drawingFailure(`the drawing process ${failed}`);
      const own = Promise.withResolvers<DrawReply>();
      const onAbort = (): void => own.reject(drawingFailure("the drawing process did not answer"));
      signal.addEventListener("abort", onAbort, { once: true });
      reader = own;
      if (signal.aborted) onAbort();
      try {
        return await own.promise;
      } finally {
        reader = null;
        signal.removeEventListener("abort", onAbort);
      }
    },
  };
}
