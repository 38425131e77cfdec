const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const endChunk = Uint8Array.of(0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82);

/** The smallest and largest answers that are believed to be a picture of ours. */
const smallestBytes = 1_000;
export const largestPictureBytes = 5_000_000;

export interface PngSize {
  readonly width: number;
  readonly height: number;
}

/**
 * What is wrong with these bytes as a picture of that size, or `null` when nothing is: signature,
 * length, width and height in the IHDR chunk, and the closing IEND chunk (a cut picture has none).
 */
export function pngFault(bytes: Uint8Array, expected: PngSize): string | null {
  if (bytes.length < smallestBytes) return "too small";
  if (bytes.length > largestPictureBytes) return "too large";
  if (!startsWith(bytes, signature, 0)) return "no PNG signature";
  if (!startsWith(bytes, endChunk, bytes.length - endChunk.length)) return "cut short";
  const size = pngSize(bytes);
  return size.width === expected.width && size.height === expected.height ? null : "wrong size";
}

function pngSize(bytes: Uint8Array): PngSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function startsWith(bytes: Uint8Array, expected: Uint8Array, offset: number): boolean {
  return expected.every((value, index) => bytes[offset + index] === value);
}
