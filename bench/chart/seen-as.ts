import { PNG } from "pngjs";

export type Sight = "deuteranopia" | "protanopia" | "grey";

/**
 * How colours look to others, in linear light: full dichromacy after Viénot, Brettel and Mollon
 * (1999), and luminance alone.
 */
const matrices: Readonly<Record<Sight, readonly number[]>> = {
  deuteranopia: [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1],
  protanopia: [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1],
  grey: [0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722],
};

export function seenAs(picture: PNG, sight: Sight): PNG {
  const matrix = matrices[sight];
  const seen = new PNG({ width: picture.width, height: picture.height });
  for (let offset = 0; offset < picture.data.length; offset += 4) {
    const light = [0, 1, 2].map((channel) => linear(picture.data[offset + channel] ?? 0));
    for (const channel of [0, 1, 2]) {
      const sum = light.reduce(
        (total, value, index) => total + value * (matrix[channel * 3 + index] ?? 0),
        0,
      );
      seen.data[offset + channel] = encoded(sum);
    }
    seen.data[offset + 3] = 255;
  }
  return seen;
}

/** Shrunk to that width by averaging in linear light, like a client that shows it smaller. */
export function shrunk(picture: PNG, width: number): PNG {
  const factor = picture.width / width;
  const small = new PNG({ width, height: Math.round(picture.height / factor) });
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const offset = (y * width + x) * 4;
      for (const channel of [0, 1, 2])
        small.data[offset + channel] = encoded(
          mean(picture, x * factor, y * factor, factor, channel),
        );
      small.data[offset + 3] = 255;
    }
  }
  return small;
}

function mean(picture: PNG, left: number, top: number, size: number, channel: number): number {
  let sum = 0;
  let weight = 0;
  for (let y = Math.floor(top); y < Math.min(picture.height, top + size); y += 1) {
    const high = Math.min(y + 1, top + size) - Math.max(y, top);
    for (let x = Math.floor(left); x < Math.min(picture.width, left + size); x += 1) {
      const part = high * (Math.min(x + 1, left + size) - Math.max(x, left));
      sum += part * linear(picture.data[(y * picture.width + x) * 4 + channel] ?? 0);
      weight += part;
    }
  }
  return weight === 0 ? 1 : sum / weight;
}

function linear(value: number): number {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function encoded(light: number): number {
  const part = Math.min(1, Math.max(0, light));
  return Math.round(255 * (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055));
}
