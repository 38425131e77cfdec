/** The drawing process's work in a worker thread, for comparison only. */
import { parentPort } from "node:worker_threads";
import { drawPicture } from "../../src/chart/embedded/draw.ts";
import { bundledFontFolder, registerFonts } from "../../src/chart/embedded/fonts.ts";
import type { DrawReply, DrawRequest } from "../../src/chart/embedded/messages.ts";

registerFonts(bundledFontFolder);
parentPort?.on("message", async ({ id, models }: DrawRequest) => {
  const bytes = await drawPicture(models);
  parentPort?.postMessage({ kind: "drawn", id, bytes, memory: 0 } satisfies DrawReply);
});
parentPort?.postMessage({ kind: "ready" } satisfies DrawReply);
