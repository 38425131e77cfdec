import { createCanvas } from "@napi-rs/canvas";
import fc from "fast-check";
import { PNG } from "pngjs";
import { expect, it } from "vitest";
import { drawPicture } from "../../../src/chart/embedded/draw.ts";
import { encodePng } from "../../../src/chart/embedded/encode-png.ts";
import { bundledFontFolder, registerFonts } from "../../../src/chart/embedded/fonts.ts";
import { windowAt } from "../../../src/core/window.ts";
import { drawingFrom } from "../../support/chart/pictures.ts";
import { storyNow, storySessions } from "../../support/chart/story.ts";

it("a picture has the pixels and about the size of the canvas's own file", async () => {
  registerFonts(bundledFontFolder);
  const window = windowAt("30d", storyNow);
  const bytes = await drawPicture(drawingFrom({ sessions: storySessions(), window }));
  const picture = PNG.sync.read(Buffer.from(bytes));
  const canvas = createCanvas(picture.width, picture.height);
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(picture.width, picture.height);
  pixels.data.set(picture.data);
  context.putImageData(pixels, 0, 0);
  const own = canvas.encodeSync("png");
  expect(PNG.sync.read(own).data.equals(picture.data)).toBe(true);
  expect(canvas.data().equals(picture.data)).toBe(true);
  expect(bytes.length).toBeLessThan(own.length * 1.1);
});

it("any opaque pixels come back as they were", () => {
  const size = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(size, size, fc.infiniteStream(fc.nat(255)), (width, height, samples) => {
      const rgba = Uint8Array.from({ length: width * height * 4 }, (_, at) =>
        at % 4 === 3 ? 255 : (samples.next().value ?? 0),
      );
      const read = PNG.sync.read(Buffer.from(encodePng({ width, height, rgba })));
      expect(read).toMatchObject({ width, height });
      expect(read.data.equals(rgba)).toBe(true);
    }),
    { numRuns: 50 },
  );
});
