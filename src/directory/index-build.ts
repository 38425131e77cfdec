import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import type { DirectorySim } from "../ports/directory.ts";
import type { PackedIndex } from "./packed-index.ts";

/** One index in the making. */
export interface IndexBuild {
  /** Resolves when the page is taken in: wait for it, so that pages do not pile up. */
  add(sims: readonly DirectorySim[]): Promise<void>;
  /** Ends the build, whatever comes of it. */
  finish(): Promise<PackedIndex>;
  /** Ends a build: whoever waits for it is told so. */
  readonly cancel: () => void;
}

export type StartIndexBuild = () => IndexBuild;

/** What the thread is told, one message at a time. */
export type BuildRequest =
  | { readonly kind: "add"; readonly sims: readonly DirectorySim[] }
  | { readonly kind: "finish" };

/** What it answers to each. */
export type BuildReply =
  | { readonly kind: "taken" }
  | { readonly kind: "finished"; readonly packed: PackedIndex };

/**
 * Builds in a thread of its own, which sorts for seconds without holding anything up, gives its
 * memory back when it ends, and whose running out of memory costs one refresh, not the bot.
 */
export const startThreadedBuild: StartIndexBuild = () => {
  const compileCache = getCompileCacheDir();
  const thread = new Worker(new URL("./index-thread.ts", import.meta.url), {
    execArgv: [],
    // Where Node.js keeps what it compiled, if it does: loading then takes a third of the time.
    env: compileCache === undefined ? {} : { NODE_COMPILE_CACHE: dirname(compileCache) },
  });
  let waiting: PromiseWithResolvers<BuildReply> | null = null;
  let failure: Error | null = null;

  const fail = (error: Error): void => {
    failure ??= error;
    waiting?.reject(failure);
    waiting = null;
  };
  thread.on("message", (reply: BuildReply) => {
    waiting?.resolve(reply);
    waiting = null;
  });
  thread.on("error", (cause) => fail(new Error("the index could not be built", { cause })));
  thread.on("exit", () => fail(new Error("the index build was ended")));

  const ask = (request: BuildRequest): Promise<BuildReply> => {
    if (failure !== null) return Promise.reject(failure);
    waiting = Promise.withResolvers();
    thread.postMessage(request);
    return waiting.promise;
  };

  return {
    add: async (sims) => {
      await ask({ kind: "add", sims });
    },
    finish: async () => {
      try {
        const reply = await ask({ kind: "finish" });
        if (reply.kind !== "finished") throw new Error("the index build answered out of turn");
        return reply.packed;
      } finally {
        await thread.terminate();
      }
    },
    cancel: () => void thread.terminate(),
  };
};
