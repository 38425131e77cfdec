import { parentPort } from "node:worker_threads";
import type { BuildReply, BuildRequest } from "./index-build.ts";
import { createIndexPacker } from "./pack-index.ts";
import { buffersOf } from "./packed-index.ts";

/** The thread in which one index is built; see `startThreadedBuild`. */
const packer = createIndexPacker();

parentPort?.on("message", (request: BuildRequest) => {
  if (request.kind === "add") {
    packer.add(request.sims);
    parentPort?.postMessage({ kind: "taken" } satisfies BuildReply);
    return;
  }
  const packed = packer.finish();
  parentPort?.postMessage({ kind: "finished", packed } satisfies BuildReply, buffersOf(packed));
});
