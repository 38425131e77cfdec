import { hourMs, type Instant } from "../../core/instant.ts";
import type { TimelineModel } from "../model/timeline-model.ts";
import {
  binWords,
  countWords,
  durationWords,
  exactShareWords,
  plural,
} from "../words/quantities.ts";
import {
  emptyWords,
  endWords,
  laneDetail,
  rangeWords,
  stateWords,
  zoneWords,
} from "../words/timeline-words.ts";
import type { Layout } from "./layout.ts";
import type { LegendItem } from "./legend.ts";
import { fontFamily, generationLooks, palette } from "./palette.ts";
import { measures, textStyles } from "./styles.ts";

/**
 * Everything the plugin draws, as plain values: hours since the window's begin, lane numbers,
 * logical pixels and finished words. The plugin knows nothing else.
 */
export interface Decorations {
  readonly font: string;
  readonly colors: typeof palette;
  readonly text: typeof textStyles;
  readonly measures: typeof measures;
  readonly layout: Omit<Layout, "legend">;
  readonly nowAt: number;
  /** What stands below it. */
  readonly nowWords: string;
  readonly title: string;
  readonly range: string;
  readonly header: HeaderWords | null;
  readonly lanes: readonly { readonly name: string; readonly detail: string }[];
  readonly empty: string;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  readonly zone: string;
  readonly gaps: readonly HourSpan[];
  /** Longest gap first; the plugin places as many as fit, six at most. */
  readonly gapLabels: readonly { readonly at: number; readonly text: string }[];
  readonly rug: readonly number[];
  readonly unknown: readonly HourSpan[];
  readonly seams: readonly Seam[];
  readonly uncertain: (HourSpan & Look & { readonly lane: number }) | null;
  readonly bursts: readonly (HourSpan & Burst)[];
  readonly newSessionsCaption: string;
  readonly packetsCaption: string;
  /** The end of the scale in words; empty when no packet was recorded. */
  readonly packetScale: string;
  readonly legend: readonly LegendItem[];
}

export interface HourSpan {
  readonly from: number;
  readonly to: number;
}

interface Look {
  readonly fill: string;
  readonly outline: string;
  readonly height: number;
}

interface Seam {
  readonly at: number;
  readonly lane: number;
  readonly height: number;
}

interface Burst {
  readonly top: number;
  readonly bottom: number;
  readonly text: string;
}

export interface HeaderWords {
  readonly pill: {
    readonly text: string;
    readonly ink: string;
    readonly fill: string;
    readonly dotted: boolean;
  };
  readonly figures: readonly {
    readonly value: string;
    readonly caption: string;
    readonly ink: string;
  }[];
}

/** Candidates beyond the six that are placed, in case some would overlap. */
const gapLabelCandidates = 24;

/** Hours since `from`, to about four seconds: a fiftieth of a pixel in the shortest window. */
export function hoursSince(from: Instant, at: Instant): number {
  return Math.round(((at - from) / hourMs) * 1_000) / 1_000;
}

export function decorationsOf(
  model: TimelineModel,
  { legend, ...layout }: Layout,
  header: boolean,
  packetMax: number,
): Decorations {
  const hours = (at: Instant): number => hoursSince(model.from, at);
  const span = ({ from, to }: { from: Instant; to: Instant }): HourSpan => ({
    from: hours(from),
    to: hours(to),
  });
  return {
    font: fontFamily,
    colors: palette,
    text: textStyles,
    measures,
    layout,
    nowAt: hours(model.to),
    nowWords: endWords(model),
    title: model.drawnLabel,
    range: `${rangeWords(model)} · ${plural(model.sessions, "session", "sessions")}${model.incomplete ? " (list incomplete)" : ""}`,
    header: header ? headerOf(model) : null,
    lanes: model.lanes.map((lane) => ({ name: lane.drawnName, detail: laneDetail(lane) })),
    empty: model.lanes.length === 0 ? emptyWords(model) : "",
    ticks: model.ticks.map(({ at, text }) => ({ at: hours(at), text })),
    zone: zoneWords(model.zone),
    gaps: model.gaps.wide.map(span),
    gapLabels: model.gaps.wide
      .toSorted((a, b) => b.to - b.from - (a.to - a.from))
      .slice(0, gapLabelCandidates)
      .map(({ from, to }) => ({ at: hours((from + to) / 2), text: durationWords(to - from) })),
    rug: model.gaps.short.map(hours),
    unknown: model.unknown.map(span),
    seams: model.bars.flatMap(({ lane, generation, seams }) =>
      seams.map((at) => ({ at: hours(at), lane, height: generationLooks[generation].height })),
    ),
    uncertain:
      model.uncertain === null
        ? null
        : {
            ...span(model.uncertain),
            lane: model.uncertain.lane,
            ...generationLooks[model.uncertain.generation],
          },
    bursts: model.changes.bursts.map((burst) => ({
      ...span(burst),
      top: burst.topLane,
      bottom: burst.bottomLane,
      text: `${countWords(burst.count)}×`,
    })),
    newSessionsCaption: `max ${countWords(model.newSessions.max)} / ${binWords(model.newSessions.binMs)}`,
    packetsCaption: `per ${binWords(model.packets.binMs)}`,
    packetScale: packetMax > 0 ? countWords(packetMax) : "",
    legend,
  };
}

function headerOf(model: TimelineModel): HeaderWords {
  const { tone, text } = stateWords(model);
  const { count, longest } = model.gaps;
  const { totalUp, totalDown } = model.packets;
  const looks = {
    active: { ink: palette.active, fill: palette.activeFill, dotted: false },
    uncertain: { ink: palette.caption, fill: palette.stripe, dotted: true },
    none: { ink: palette.gapText, fill: palette.gapFill, dotted: false },
  };
  return {
    pill: { text, ...looks[tone] },
    figures: [
      {
        value: exactShareWords(model.connectedShare),
        caption: "of the time in session",
        ink: palette.ink,
      },
      {
        value: count.toLocaleString("en-US"),
        caption: `${count === 1 ? "gap" : "gaps"} ≥ 10 min${longest === null ? "" : ` · longest ${durationWords(longest.to - longest.from)}`}`,
        ink: count === 0 ? palette.ink : palette.gapText,
      },
      {
        value: model.changes.count.toLocaleString("en-US"),
        caption: model.changes.count === 1 ? "operator change" : "operator changes",
        ink: palette.ink,
      },
      {
        value: `↑${countWords(totalUp)} ↓${countWords(totalDown)}`,
        caption: "packets",
        ink: palette.ink,
      },
    ],
  };
}
