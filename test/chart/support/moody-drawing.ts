/**
 * A drawing process with moods: it draws like the real one unless the model's label tells it to
 * misbehave.
 */
import { chartDrawing } from "../../../src/chart/config/chart-config.ts";
import { drawChart } from "../../../src/chart/embedded/draw.ts";
import { bundledFontFolder, registerFonts } from "../../../src/chart/embedded/fonts.ts";
import type { DrawReply, DrawRequest } from "../../../src/chart/embedded/messages.ts";

registerFonts(bundledFontFolder);
const reply = (message: unknown): void => void process.send?.(message);

process.on("message", async ({ id, model, header }: DrawRequest) => {
  const memory = 1;
  const moods: Record<string, () => unknown> = {
    hang: () => {
      for (;;);
    },
    silent: () => undefined,
    crash: () => process.kill(process.pid, "SIGSEGV"),
    exit: () => process.exit(3),
    "out of memory": () => {
      const held: number[][] = [];
      for (;;) held.push(new Array(100_000).fill(held.length));
    },
    rubbish: () => reply("no reply at all"),
    "wrong picture": () => reply({ kind: "drawn", id, bytes: new Uint8Array(5_000), memory }),
    "another's picture": () =>
      reply({ kind: "drawn", id: id + 1, bytes: new Uint8Array(5_000), memory }),
    fails: () => reply({ kind: "failed", id } satisfies DrawReply),
  };
  const mood = moods[model.label];
  if (mood !== undefined) return mood();
  const bytes = await drawChart(chartDrawing(model, { header }));
  const grown = model.label === "greedy" ? 1e12 : memory;
  reply({ kind: "drawn", id, bytes, memory: grown } satisfies DrawReply);
});
reply({ kind: "ready" });
