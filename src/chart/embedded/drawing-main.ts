/**
 * Entry of the drawing process: receives models, answers with pictures. It is started with an
 * empty environment and knows nothing of the bot but the model it draws.
 */
import { drawPicture } from "./draw.ts";
import { bundledFontFolder, registerFonts } from "./fonts.ts";
import type { DrawReply, DrawRequest } from "./messages.ts";

function reply(message: DrawReply): void {
  process.send?.(message);
}

async function draw({ id, models }: DrawRequest): Promise<void> {
  try {
    const bytes = await drawPicture(models);
    reply({ kind: "drawn", id, bytes, memory: process.memoryUsage.rss() });
  } catch {
    // The reason could quote a SIM's data; that this picture failed is all that may leave.
    reply({ kind: "failed", id });
  }
}

const fault = registerFonts(bundledFontFolder);
if (fault === null) {
  process.on("message", (request: DrawRequest) => void draw(request));
  reply({ kind: "ready" });
} else {
  reply({ kind: "unusable", fault });
}
// The bot is gone: nobody will ask again.
process.on("disconnect", () => process.exit(0));
