import { hourMs, type Instant } from "../../core/instant.ts";
import { lastWindowWords } from "../../core/window.ts";
import { durationWords, numberWords } from "../../core/words.ts";
import { dateWords } from "../model/ticks.ts";
import type { TimelineModel } from "../model/timeline-model.ts";
import { binWords } from "../words/quantities.ts";
import {
  axisZoneWords,
  emptyWords,
  endWords,
  isUtc,
  laneDetail,
  silenceWords,
} from "../words/timeline-words.ts";
import type { Layout } from "./layout.ts";
import type { LegendItem } from "./legend.ts";
import { fontFamily, generationLooks, palette } from "./palette.ts";
import type { PanelScales } from "./panel-scales.ts";
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
  /** Which time is shown. */
  readonly window: string;
  readonly lanes: readonly { readonly name: string; readonly detail: string }[];
  readonly empty: string;
  readonly ticks: readonly Tick[];
  /** The day in which the window begins; empty where days are all that is told. */
  readonly firstDay: string;
  readonly zone: string;
  readonly gaps: readonly HourSpan[];
  /** Longest gap first; the plugin places as many as fit, six at most. */
  readonly gapLabels: readonly { readonly at: number; readonly text: string }[];
  /** The silence that lasts: it has its own label, and no other one may take its place. */
  readonly silence: {
    readonly from: number;
    readonly text: string;
    readonly unusual: boolean;
  } | null;
  readonly rug: readonly number[];
  readonly unknown: readonly HourSpan[];
  readonly seams: readonly Seam[];
  readonly uncertain: (HourSpan & Look & { readonly lane: number }) | null;
  readonly bursts: readonly (HourSpan & Burst)[];
  readonly newSessionsCaption: string;
  readonly packetsCaption: string;
  /** Whether there are bars in that direction, which then need their name. */
  readonly hasPackets: { readonly up: boolean; readonly down: boolean };
  readonly legend: readonly LegendItem[];
}

interface Tick {
  readonly kind: "day" | "hour";
  readonly at: number;
  readonly text: string;
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

/** Candidates beyond the six that are placed, in case some would overlap. */
const gapLabelCandidates = 24;

/** Hours since `from`, to about four seconds: a fiftieth of a pixel in the shortest window. */
export function hoursSince(from: Instant, at: Instant): number {
  return Math.round(((at - from) / hourMs) * 1_000) / 1_000;
}

export function decorationsOf(
  model: TimelineModel,
  { legend, ...layout }: Layout,
  { packetMax }: PanelScales,
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
    window: `${lastWindowWords(model.windowName, model.tense)}${model.incomplete ? ", list incomplete" : ""}`,
    lanes: model.lanes.map((lane, index) => ({
      name: lane.drawnName,
      detail: laneDetail(lane, { isFirst: index === 0, known: model.connectedKnown }),
    })),
    empty: model.lanes.length === 0 ? emptyWords(model) : "",
    ...axisOf(model, hours),
    ...silencesOf(model, hours),
    gaps: model.gaps.wide.map(span),
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
      text: `${numberWords(burst.count)}×`,
    })),
    ...panelWords(model, packetMax),
    legend,
  };
}

function axisOf(model: TimelineModel, hours: (at: Instant) => number) {
  const { ticks, from, zone } = model;
  const inUtc = isUtc(zone) ? " UTC" : "";
  return {
    ticks: ticks.map(({ kind, at, text }) => ({
      kind,
      at: hours(at),
      text: kind === "hour" ? `${text}${inUtc}` : text,
    })),
    firstDay: ticks.some(({ kind }) => kind === "hour") ? dateWords(from, zone) : "",
    zone: axisZoneWords(model),
  };
}

function silencesOf(model: TimelineModel, hours: (at: Instant) => number) {
  const { silence, gaps, from } = model;
  const named = silence === null ? null : gaps.last;
  return {
    gapLabels: gaps.wide
      .filter((gap) => gap.from !== named?.from)
      .toSorted((a, b) => b.to - b.from - (a.to - a.from))
      .slice(0, gapLabelCandidates)
      .map((gap) => ({
        at: hours((gap.from + gap.to) / 2),
        text: durationWords(gap.to - gap.from),
      })),
    silence:
      silence === null
        ? null
        : {
            from: hours(Math.max(from, silence.from)),
            text: silenceWords(model) ?? "",
            unusual: silence.unusual,
          },
  };
}

/** `, at most 4`; sessions that do not say when they began are not among them. */
function mostWords({ newSessions: { max, unknown } }: TimelineModel): string {
  return `, at most ${numberWords(max)}${unknown > 0 ? " known" : ""}`;
}

/** A count that is not reported is no 0. */
function noPacketWords({ sessions, packets: { unknownUp, unknownDown } }: TimelineModel): string {
  if (sessions > 0 && unknownUp === sessions && unknownDown === sessions) {
    return "Packets not reported";
  }
  return unknownUp + unknownDown > 0
    ? "No packets recorded, some not reported"
    : "No packets recorded";
}

function panelWords(model: TimelineModel, packetMax: number) {
  const { packets } = model;
  const bin = binWords(packets.binMs);
  const hasPackets = { up: packets.up.some(isSome), down: packets.down.some(isSome) };
  const isAny = hasPackets.up || hasPackets.down;
  return {
    newSessionsCaption: `New sessions per ${bin}${mostWords(model)}`,
    packetsCaption: isAny
      ? `Packets per ${bin}, up to ${numberWords(packetMax)}`
      : noPacketWords(model),
    hasPackets,
  };
}

function isSome(packets: number): boolean {
  return packets > 0;
}
