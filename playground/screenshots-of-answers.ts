import { createCanvas, loadImage } from "@napi-rs/canvas";

/** The answers that people meet most, each about the SIM of the fleet which shows it. */
export const answerPictures: Readonly<Record<string, string>> = {
  healthy: "/sim sessions tank-level-5",
  silent: "/sim sessions tide-gauge-2",
  loop: "/sim sessions pump-station-12",
  reset: "/sim sessions charger-31",
  "stale-open": "/sim sessions meter-0042",
  dirty: "/sim sessions dirty-logger-13",
  roaming: "/sim sessions yacht-tracker-3",
  endless: "/sim sessions signage-main-hall",
};

/** Of 2 device pixels for each of a phone's; with the quality of WebP it keeps below 150 kB. */
const scale = 0.75;
const quality = 75;
const gap = 18;

/** Two pictures of one size, as PNG, beside each other: as one WebP. */
export async function sideBySide(left: Buffer, right: Buffer): Promise<Buffer> {
  const [first, second] = [await loadImage(left), await loadImage(right)];
  const [width, height] = [first.width * scale, first.height * scale];
  const canvas = createCanvas(width + gap + width, height);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(first, 0, 0, width, height);
  context.drawImage(second, width + gap, 0, width, height);
  return canvas.encode("webp", quality);
}

/** The same of one picture, as large as it is. */
export async function asWebp(png: Buffer): Promise<Buffer> {
  const picture = await loadImage(png);
  const canvas = createCanvas(picture.width, picture.height);
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return canvas.encode("webp", quality);
}
