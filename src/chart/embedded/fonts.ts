import { fileURLToPath } from "node:url";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";

/** The files beside this folder, with the family each is registered under. */
const fontFiles = [
  { file: "Inter-Regular.ttf", family: "Inter" },
  { file: "Inter-SemiBold.ttf", family: "Inter" },
  { file: "DejaVuSans.ttf", family: "DejaVu Sans" },
] as const;

export const bundledFontFolder: URL = new URL("../fonts/", import.meta.url);

/**
 * Registers the bundled fonts and proves that they draw. Without a usable font the canvas draws
 * no text and reports no error, so this is the only place where that can be noticed.
 *
 * @returns `null`, or what is wrong, naming the font file.
 */
export function registerFonts(folder: URL): string | null {
  for (const { file, family } of fontFiles) {
    const registered = GlobalFonts.registerFromPath(fileURLToPath(new URL(file, folder)), family);
    if (registered === null) return `font file ${file} cannot be read`;
  }
  for (const [weight, file] of [
    [400, "Inter-Regular.ttf"],
    [600, "Inter-SemiBold.ttf"],
  ] as const) {
    if (!drawsText(`${weight} 20px Inter`, "Ag")) return `font file ${file} draws no text`;
  }
  // Georgian is in DejaVu Sans only.
  if (!drawsText("400 20px Inter, 'DejaVu Sans'", "ქ")) {
    return "font file DejaVuSans.ttf draws no text";
  }
  const regular = textWidth("400 20px Inter", "mmmm");
  if (textWidth("600 20px Inter", "mmmm") <= regular) {
    return "font file Inter-SemiBold.ttf is not used for semi-bold text";
  }
  return null;
}

function textWidth(font: string, text: string): number {
  const context = createCanvas(10, 10).getContext("2d");
  context.font = font;
  return context.measureText(text).width;
}

function drawsText(font: string, text: string): boolean {
  if (textWidth(font, text) <= 0) return false;
  const context = createCanvas(60, 30).getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, 60, 30);
  context.fillStyle = "#000";
  context.font = font;
  context.fillText(text, 5, 22);
  const { data } = context.getImageData(0, 0, 60, 30);
  return data.some((value, index) => index % 4 === 0 && value < 90);
}
