import type { Pictures, PicturesParts } from "./drawn-pictures.ts";

/** Drawing is loaded only where pictures are switched on. */
export async function createPictures(parts: PicturesParts): Promise<Pictures> {
  const { chart } = parts.config;
  if (chart.renderer === "off") {
    const nothing = async (): Promise<void> => undefined;
    const fileOf = async () => null;
    return { timelines: null, fileOf, routes: [], selfTest: nothing, close: nothing };
  }
  const { createDrawnPictures } = await import("./drawn-pictures.ts");
  return createDrawnPictures(chart, parts);
}
