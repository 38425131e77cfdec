/**
 * A drawing process with moods: it draws like the real one unless the model's label tells it to
 * misbehave.
 */
import { drawPicture } from "../../../src/chart/embedded/draw.ts";
import { bundledFontFolder, registerFonts } from "../../../src/chart/embedded/fonts.ts";
import type { DrawReply, DrawRequest } from "../../../src/chart/embedded/messages.ts";

registerFonts(bundledFontFolder);
const reply = (message: unknown): void => void process.send?.(message);

process.on("message", async ({ id, models }: DrawRequest) => {
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
  const label = models.kind === "timeline" ? models.model.label : "";
  const mood = moods[label];
  if (mood !== undefined) return mood();
  const bytes = await drawPicture(models);
  const grown = label === "greedy" ? 1e12 : memory;
  reply({ kind: "drawn", id, bytes, memory: grown } satisfies DrawReply);
});
reply({ kind: "ready" });
