/**
 * Records what a real QuickChart server draws, for the test that compares it with our own
 * drawing: `node bench/chart/record-quickchart.ts http://127.0.0.1:3400`. Run it after a change of
 * the picture, look at what came, and note the origin in `test/fixtures/quickchart/README.md`.
 */
import { writeFileSync } from "node:fs";
import {
  askServer,
  recordedFolder,
  serverPictures,
} from "../../test/support/chart/quickchart-pictures.ts";

const [origin] = process.argv.slice(2);
if (origin === undefined) throw new Error("name the server, as in http://127.0.0.1:3400");
for (const picture of serverPictures) {
  const bytes = await askServer(origin, picture);
  writeFileSync(new URL(`${picture.name}.png`, recordedFolder), bytes);
  process.stdout.write(`${picture.name}.png: ${bytes.length} bytes\n`);
}
