import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Answer } from "../answer.ts";
import type { Fault } from "./fault.ts";

/** Waits so long, or until the signal aborts; injected, so that tests need no real time. */
export type Delay = (durationMs: number, signal: AbortSignal) => Promise<void>;

/**
 * Sends the answer the way the fault says. Resolves when nothing is left to do for it, also when
 * the client leaves or `signal` (the server closes, hangs are released) aborts: nothing waits on.
 */
export async function deliver(
  response: ServerResponse,
  answer: Answer,
  fault: Fault | null,
  { delay, signal }: { readonly delay: Delay; readonly signal: AbortSignal },
): Promise<void> {
  const body = Buffer.from(answer.body);
  const begin = (length: number | null): void => {
    response.writeHead(answer.status, {
      ...answer.headers,
      ...(length !== null && { "content-length": length }),
    });
  };

  switch (fault?.kind) {
    case "delay":
      await delay(fault.delayMs, signal);
      break;
    case "hang_before_headers":
      await untilOver(response, signal);
      return void response.destroy();
    case "reset_before_headers":
      return void response.destroy();
    case "hang_in_body":
    case "cut_body":
      begin(body.length);
      await written(response, body.subarray(0, Math.ceil(body.length / 2)));
      if (fault.kind === "hang_in_body") await untilOver(response, signal);
      return void response.destroy();
    case "slow_drip":
      begin(body.length);
      await writeAll(response, drops(body, fault.chunkBytes), () => delay(fault.everyMs, signal));
      break;
    case "oversized_body":
      begin(null);
      await writeAll(response, padding(answer.body, fault.bytes), async () => {});
      break;
  }
  if (signal.aborted || response.destroyed) return void response.destroy();
  if (response.headersSent) return void response.end();
  begin(body.length);
  response.end(body);
}

async function writeAll(
  response: ServerResponse,
  chunks: Iterable<Buffer>,
  pause: () => Promise<void>,
): Promise<void> {
  for (const chunk of chunks) {
    if (response.destroyed) return;
    await written(response, chunk);
    await pause();
  }
}

/** Waits for the socket to take the chunk, so that a long body never piles up here. */
function written(response: ServerResponse, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => {
    response.once("close", resolve);
    response.write(chunk, () => {
      response.off("close", resolve);
      resolve();
    });
  });
}

async function untilOver(response: ServerResponse, signal: AbortSignal): Promise<void> {
  if (response.destroyed || signal.aborted) return;
  const left = new AbortController();
  response.once("close", () => left.abort());
  await once(AbortSignal.any([signal, left.signal]), "abort");
}

function* drops(body: Buffer, chunkBytes: number): Iterable<Buffer> {
  for (let at = 0; at < body.length; at += chunkBytes) yield body.subarray(at, at + chunkBytes);
}

const paddingChunk = Buffer.alloc(64 * 1024, "x");

/** The JSON object of the answer with one more member that is as long as asked. */
function* padding(json: string, bytes: number): Iterable<Buffer> {
  yield Buffer.from(`${json.replace(/\}\s*$/, "")},"padding":"`);
  for (let left = bytes; left > 0; left -= paddingChunk.length) {
    yield paddingChunk.subarray(0, Math.min(left, paddingChunk.length));
  }
  yield Buffer.from('"}');
}
