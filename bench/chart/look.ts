/**
 * Draws the scenarios to be looked at: as they are, at 325 px, and as others see them.
 *
 *   node bench/chart/look.ts FOLDER
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { createEmbeddedRenderer } from "../../src/chart/embedded/embedded-renderer.ts";
import { scenarios } from "./scenarios.ts";
import { type Sight, seenAs, shrunk } from "./seen-as.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("name a folder for the pictures");
mkdirSync(folder, { recursive: true });

const renderer = createEmbeddedRenderer();
for (const { name, drawing } of scenarios()) {
  const { bytes } = await renderer.render(drawing);
  writeFileSync(join(folder, `${name}.png`), bytes);
  const picture = PNG.sync.read(Buffer.from(bytes));
  writeFileSync(join(folder, `${name}-325.png`), PNG.sync.write(shrunk(picture, 325)));
  for (const sight of ["deuteranopia", "protanopia", "grey"] satisfies Sight[]) {
    writeFileSync(join(folder, `${name}-${sight}.png`), PNG.sync.write(seenAs(picture, sight)));
  }
}
await renderer.close();
