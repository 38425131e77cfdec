import { marginPx } from "../model/scale.ts";
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

/** Nothing is smaller: shown 325 px wide, as on a phone, this is 9.2 px. */
const smallestPx = 17;
const plain = { weight: 400, sizePx: smallestPx, align: "left" } as const;
const strong = { weight: 600, sizePx: smallestPx, align: "left" } as const;

/** Every kind of words in the picture. Those without a colour take that of what they stand on. */
export const textStyles = {
  /** What the SIM is called, and which time is shown. */
  title: { ...strong, sizePx: 19, color: palette.ink },
  window: { ...plain, align: "right", color: palette.caption },
  laneName: { ...strong, color: palette.ink },
  /** What stands beside a name and explains it. */
  note: { ...plain, color: palette.dim },
  panelName: { ...strong, color: palette.ink },
  packetsUp: { ...strong, color: palette.packetsUp },
  packetsDown: { ...strong, color: palette.packetsDown },
  gapLength: { ...strong, align: "center", color: palette.gapText },
  /** The silence that lasts, where it is unusual and where it is not. */
  silence: { ...strong, align: "right", color: palette.gapText },
  usualSilence: { ...strong, align: "right", color: palette.caption },
  burstCount: { ...strong, align: "center", color: palette.violet },
  empty: { ...strong, sizePx: 19, align: "center", color: palette.ink },
  /** In a stretch that is open without an update. */
  question: { ...strong, align: "center" },
  zone: { ...strong, color: palette.caption },
  hour: { ...plain, align: "center", color: palette.caption },
  day: { ...plain, color: palette.ink },
  now: { ...strong, align: "right", color: palette.ink },
  legend: { ...plain, color: palette.caption },
} as const satisfies Readonly<Record<string, Lettering | TextStyle>>;

/**
 * The sizes that more than one file draws with, logical pixels. What only one mark of the plugin
 * needs stands with it, and where things stand on the picture as a whole is the layout's to say.
 */
export const measures = {
  /** Between the picture's edge and its words. */
  margin: marginPx,
  barBorder: 1,
  /** The outline of sessions of 0 packets. */
  silentLine: 1.5,
  /** Lid and foot of a comb, which its teeth keep off. */
  combBorder: 1,
  /** The line of an operator change, and the dot (its radius) at the lane where the SIM arrived. */
  changeLine: 1.6,
  changeDot: 3.6,
  legend: { row: 27, swatch: 24, textAfter: 7 },
} as const;

/** Pictures are drawn at twice their logical size: phones and laptops show them sharp. */
export const pixelRatio = 2;
