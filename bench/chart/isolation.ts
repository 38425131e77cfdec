/**
 * Where to draw: in the bot itself, in a worker thread, or in a process of its own. The figures
 * behind docs/decisions/chart-renderer.md.
 *
 *   node bench/chart/isolation.ts
 */
import { Worker } from "node:worker_threads";
import { drawPicture } from "../../src/chart/embedded/draw.ts";
import { startDrawingProcess } from "../../src/chart/embedded/drawing-process.ts";
import { bundledFontFolder, registerFonts } from "../../src/chart/embedded/fonts.ts";
import type { DrawReply, DrawRequest } from "../../src/chart/embedded/messages.ts";
import { timelineModel } from "../../src/chart/model/build-model.ts";
import { windowAt } from "../../src/core/window.ts";
import { storyNow, storySessions } from "../../test/support/chart/story.ts";
import { measured, table, timed } from "./measure.ts";

const model = timelineModel({
  label: "cargo-cam-07",
  sessions: storySessions(),
  window: windowAt("30d", storyNow),
  zone: "UTC",
});
const models = { kind: "timeline", model } as const;
const pictures = 60;
const rows: Record<string, string | number>[] = [];

const child = startDrawingProcess();
const childLoad = await timed(() => child.next(AbortSignal.timeout(20_000)));
const inChild = await measured(pictures, (id) => {
  child.send({ id, models } satisfies DrawRequest);
  return child.next(AbortSignal.timeout(20_000));
});
await child.kill();
rows.push({ where: "process", load: childLoad, ...inChild });

const worker = new Worker(new URL("./draw-worker.ts", import.meta.url));
const answer = (): Promise<DrawReply> => new Promise((resolve) => worker.once("message", resolve));
const workerLoad = await timed(answer);
const inWorker = await measured(pictures, (id) => {
  worker.postMessage({ id, models } satisfies DrawRequest);
  return answer();
});
await worker.terminate();
rows.push({ where: "worker", load: workerLoad, ...inWorker });

registerFonts(bundledFontFolder);
const inBot = await measured(pictures, () => drawPicture(models));
rows.push({ where: "the bot itself", load: 0, ...inBot });

table(`The story, ${pictures} pictures one after another, milliseconds`, rows);
