import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { DrawnPicture, PictureDrawing, PictureModels } from "./timeline-renderer.ts";

/** What determines the picture, as plain data. */
export function modelsOf(drawing: PictureDrawing): PictureModels {
  if (drawing.kind === "comparison") return drawing;
  const { kind, model } = drawing;
  return { kind, model };
}

/** Names a picture by everything that determines it. Holds no data in clear. */
function pictureKey(drawing: PictureDrawing): string {
  return createHash("sha256")
    .update(JSON.stringify(modelsOf(drawing)))
    .digest("hex");
}

/**
 * Finished pictures and those under way: identical questions at once are drawn once, and once
 * more only when the picture has been pushed out. Failures are not kept.
 */
export function createPictureCache(maximumBytes: number) {
  const finished = new LRUCache<string, DrawnPicture>({
    maxSize: maximumBytes,
    sizeCalculation: ({ bytes }) => Math.max(1, bytes.length),
  });
  const underWay = new Map<string, Promise<DrawnPicture>>();
  return {
    get(drawing: PictureDrawing, draw: () => Promise<DrawnPicture>): Promise<DrawnPicture> {
      const key = pictureKey(drawing);
      const known = finished.get(key);
      if (known !== undefined) return Promise.resolve(known);
      const started = underWay.get(key);
      if (started !== undefined) return started;
      const picture = draw()
        .then((drawn) => {
          finished.set(key, drawn);
          return drawn;
        })
        .finally(() => underWay.delete(key));
      underWay.set(key, picture);
      return picture;
    },
  };
}
