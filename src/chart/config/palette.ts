import type { RadioGeneration } from "../../core/radio-link.ts";

/**
 * Okabe–Ito colours, which stay apart for people with deuteranopia, protanopia and tritanopia.
 * Some fills alone have less than 3:1 on white, so every mark has an outline that has more.
 */
export interface GenerationLook {
  readonly fill: string;
  /** At least 3:1 on white and on the lane's stripe. */
  readonly outline: string;
  /** Height of the bar as a part of the tallest: it tells the generation without any colour. */
  readonly height: number;
}

export const generationLooks: Readonly<Record<RadioGeneration, GenerationLook>> = {
  "5G": { fill: "#0072B2", outline: "#004B75", height: 1 },
  LTE: { fill: "#56B4E9", outline: "#39779A", height: 0.86 },
  "LTE-M": { fill: "#009E73", outline: "#00684C", height: 0.7 },
  "NB-IoT": { fill: "#F0E442", outline: "#908928", height: 0.7 },
  "3G": { fill: "#E69F00", outline: "#986900", height: 0.52 },
  "2G": { fill: "#CC79A7", outline: "#87506E", height: 0.34 },
  unknown: { fill: "#999999", outline: "#656565", height: 0.5 },
};

export const palette = {
  ground: "#FFFFFF",
  ink: "#1D1C1D",
  caption: "#545454",
  dim: "#6B6B6B",
  grid: "#E4E4E4",
  /** Where a day begins. */
  day: "#B9B9B9",
  stripe: "#F6F6F6",
  axis: "#8A8A8A",
  gap: "#D55E00",
  gapFill: "#FFF1E8",
  gapText: "#B93E00",
  gapTint: "rgba(213, 94, 0, 0.09)",
  violet: "#5B3A8C",
  violetTint: "rgba(91, 58, 140, 0.14)",
  packetsUp: "#0072B2",
  packetsDown: "#B85C00",
  unknownTint: "#ECECEC",
  /** On bars of any colour. */
  tooth: "rgba(255, 255, 255, 0.6)",
  seam: "rgba(255, 255, 255, 0.85)",
} as const;

/** Bundled with the embedded renderer; a QuickChart server takes the first that it has. */
export const fontFamily = "Inter, 'DejaVu Sans', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
