import { PNG } from "pngjs";

/** A rectangle in logical pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Two rasterisers smooth the same edge differently; a colour further off than this is another one. */
const tolerance = 48;
/** How far away, in pixels of the file, an edge may lie. */
const reach = 1;

/**
 * The part of an area, 0 to 1, in which two pictures of one size differ: pixels whose colour the
 * other picture has neither there nor beside it. Left out is what lies in one of the `texts`.
 */
export function differingPart(
  one: Uint8Array,
  other: Uint8Array,
  area: Box,
  texts: readonly Box[],
): number {
  const [here, there] = [one, other].map((bytes) => PNG.sync.read(Buffer.from(bytes)));
  if (here === undefined || there === undefined) return 1;
  if (here.width !== there.width || here.height !== there.height) return 1;
  let compared = 0;
  let differing = 0;
  for (let y = area.top * 2; y < area.bottom * 2; y += 1) {
    for (let x = area.left * 2; x < area.right * 2; x += 1) {
      if (texts.some((text) => isInside(text, x / 2, y / 2))) continue;
      compared += 1;
      if (!isFound(here, there, x, y) || !isFound(there, here, x, y)) differing += 1;
    }
  }
  return compared === 0 ? 1 : differing / compared;
}

function isInside({ left, top, right, bottom }: Box, x: number, y: number): boolean {
  return x >= left && x < right && y >= top && y < bottom;
}

/** Whether the colour at a place of one picture is near the same place of the other. */
function isFound(from: PNG, within: PNG, x: number, y: number): boolean {
  const wanted = (y * from.width + x) * 4;
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const at = ((y + dy) * within.width + x + dx) * 4;
      const isNear = [0, 1, 2].every(
        (part) =>
          Math.abs((from.data[wanted + part] ?? 0) - (within.data[at + part] ?? 999)) <= tolerance,
      );
      if (isNear) return true;
    }
  }
  return false;
}
