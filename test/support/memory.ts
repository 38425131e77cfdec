import { setImmediate as turnOfLoop } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage: unknown = runInNewContext("gc");

/** What is in use after the garbage is gone, buffers included, in MB. */
export async function memoryInUseMb(): Promise<number> {
  // What was let go of in one turn is found in the next, and what hung on it in the one after.
  for (let round = 0; round < 3; round += 1) {
    await turnOfLoop();
    if (typeof collectGarbage === "function") collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_048_576;
}
