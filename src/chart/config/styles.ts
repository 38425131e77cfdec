import { palette } from "./palette.ts";

/** How words look, apart from their colour. */
export interface Lettering {
  readonly weight: 400 | 600;
  /** Logical pixels. */
  readonly sizePx: number;
  /** Which part of the words stands at the x they are written at. */
  readonly align: "left" | "center" | "right";
}

export interface TextStyle extends Lettering {
  readonly color: string;
}

/** Nothing is smaller: a picture of 720 px is often shown 480 px wide, and then this is below 9 px. */
const smallestPx = 13;
const plain = { weight: 400, sizePx: smallestPx, align: "left" } as const;
const strong = { weight: 600, sizePx: smallestPx, align: "left" } as const;

/** Every kind of words in the picture. Those without a colour take that of what they stand on. */
export const textStyles = {
  /** The slim line: what the SIM is called, and which time is shown. */
  title: { ...strong, sizePx: 14.5, color: palette.ink },
  range: { ...plain, align: "right", color: palette.caption },
  /** The full header, with its state and its figures. */
  headline: { ...strong, sizePx: 19, color: palette.ink },
  headlineRange: { ...plain, sizePx: 13.5, color: palette.caption },
  pill: { ...strong, sizePx: 14.5 },
  figure: { ...strong, sizePx: 18.5 },
  /** What stands below a name or a figure and explains it. */
  note: { ...plain, color: palette.dim },
  laneName: { ...strong, sizePx: 14.5, color: palette.ink },
  panelName: { ...strong, color: palette.ink },
  packetsUp: { ...strong, color: palette.packetsUp },
  packetsDown: { ...strong, color: palette.packetsDown },
  packetScale: { ...plain, align: "right", color: palette.dim },
  gapLength: { ...strong, align: "center", color: palette.gapText },
  burstCount: { ...strong, align: "center", color: palette.violet },
  empty: { ...strong, sizePx: 15, align: "center", color: palette.gapText },
  /** In a stretch that is open without an update; the low one in bars of slow radios. */
  question: { ...strong, sizePx: 15, align: "center" },
  lowQuestion: { ...strong, align: "center" },
  zone: { ...strong, color: palette.caption },
  tick: { ...plain, align: "center", color: palette.caption },
  now: { ...strong, align: "center", color: palette.ink },
  legend: { ...plain, color: palette.caption },
} as const satisfies Readonly<Record<string, Lettering | TextStyle>>;

/**
 * The sizes that more than one file draws with, logical pixels. What only one mark of the plugin
 * needs stands with it, and where things stand on the picture as a whole is the layout's to say.
 */
export const measures = {
  /** Between the picture's edge and its words. */
  margin: 18,
  /** In a lane of 42. */
  tallestBar: 34,
  barBorder: 1,
  /** The outline of sessions of 0 packets. */
  silentLine: 1.5,
  /** Lid and foot of a comb, which its teeth keep off. */
  combBorder: 1,
  /** The line of an operator change, and the dot (its radius) at the lane where the SIM arrived. */
  changeLine: 1.4,
  changeDot: 3.2,
  legend: { row: 22, swatch: 18, textAfter: 6 },
} as const;

/** Pictures are drawn at twice their logical size: phones and laptops show them sharp. */
export const pixelRatio = 2;
