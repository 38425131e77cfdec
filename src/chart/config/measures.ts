/** A line around a mark, logical pixels. */
export interface Stroke {
  readonly width: number;
  /** Line, pause, line, …; none: drawn through. */
  readonly dash: readonly number[];
}

/**
 * The sizes of what the plugin draws, by mark. Logical pixels, unless the name says opacity, part or
 * most. Where things stand on the picture as a whole is the layout's to say.
 */
export const measures = {
  /** Between the picture's edge and its words. */
  margin: 18,
  /** Half the height of a capital, as a part of the text's size: puts words in a box's middle. */
  capitalHalfPart: 0.36,
  strokes: {
    unknown: { width: 1.2, dash: [2, 3] },
    silent: { width: 1.5, dash: [3, 2.2] },
    uncertain: { width: 1.6, dash: [1.6, 2.6] },
    burst: { width: 1.5, dash: [] },
    burstCount: { width: 1.2, dash: [] },
    pill: { width: 1.4, dash: [] },
    /** Of a state that is not certain: dotted like the stretch it stands for. */
    dottedPill: { width: 1.4, dash: [1.6, 2.6] },
    /** An outline is at least so wide within, however narrow its mark. */
    least: 0.5,
  },
  /** Time lines end a little below the packets, where their words stand. */
  grid: { line: 1, belowPackets: 4 },
  /** Of the tallest bar in a lane of 42, and its distance from the floor: lanes stay apart. */
  bar: { tallest: 34, foot: 4, border: 1 },
  /** Teeth keep off the bar's lid and foot; `slack` lets a last one in that rounding would push out. */
  comb: { every: 4, tooth: 1, border: 1, slack: 0.01 },
  seam: { width: 1, border: 1 },
  uncertain: {
    /** 18 %, as the hexadecimal digits after a colour. */
    fillOpacity: "2E",
    /** A narrower stretch has no room for a question mark. */
    narrowest: 12,
    /** A lower bar gets the low question mark. */
    low: 20,
    questionEvery: 40,
    mostQuestions: 24,
  },
  /** Far enough apart to be seen as hatching, not as a tint, when shown 480 px wide. */
  hatch: { every: 7, line: 1.7, lineOpacity: 0.85, edge: 1.2 },
  shortGap: { width: 1.6, height: 10 },
  /** `beside`: what stays free at both sides. */
  gapLength: { most: 6, aboveLanes: 7, beside: 8, beforeNow: 10 },
  /** The band reaches `beyond` its changes, and keeps off the lanes above and below. */
  burst: {
    beyond: 2,
    inset: 1.5,
    count: { padding: 5, height: 20, radius: 5, between: 2, beforeNow: 2 },
  },
  /** The line of an operator change, and the dot (its radius) at the lane where the SIM arrived. */
  change: { line: 1.4, dot: 3.2, dotAboveFloor: 2 },
  now: { line: 1.8, beyond: 4, tipHalf: 5.5, tipHeight: 8 },
  /** Base lines below the top of what is named; a name alone stands in the lane's middle. */
  lane: { name: 18, detail: 35, nameAlone: 26, beforePlot: 2 },
  newSessions: { name: 6, caption: 22 },
  packets: { name: 13, caption: 30, up: 49, down: 67 },
  packetScale: { beforePlot: 6, top: 9, room: 44 },
  noPackets: { afterPlotEdge: 8, aboveZero: 8, room: 300 },
  empty: { padding: 14, height: 32, radius: 6 },
  axis: { between: 5, afterZone: 10, zoneBeforePlot: 12, nowRoom: 90, nowFromEdge: 4 },
  /** One slim line: the range may take three quarters of it. */
  title: { baseLine: 22, rangePart: 0.75, between: 14 },
  header: { baseLine: 33, rangeBaseLine: 55 },
  pill: { top: 13, height: 28, padding: 20, beforeIt: 14 },
  figure: { baseLine: 87, captionBaseLine: 106, room: 260, leastBetween: 14, mostBetween: 56 },
  legend: {
    row: 22,
    between: 16,
    /** Of a swatch, and of the tallest bar in it. */
    swatch: 18,
    tallest: 14,
    lowest: 5,
    floor: 17,
    /** Where short gaps stand in their swatch. */
    shortGaps: [5, 9, 13],
    shortGapAboveFloor: 1,
    burstInset: 1,
    textAfter: 6,
    textAboveFloor: 1.5,
    room: 400,
  },
} as const;
