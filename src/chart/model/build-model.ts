import { setImmediate } from "node:timers/promises";
import type { Silences } from "../../core/findings/silences.ts";
import type { Interval } from "../../core/instant.ts";
import { type OperatorBook, operatorBookOf } from "../../core/operator-book.ts";
import { radioGenerations } from "../../core/radio-link.ts";
import type { DataSession } from "../../core/session.ts";
import type { Tense } from "../../core/tense.ts";
import type { ConnectedKnown } from "../../core/totals.ts";
import type { Window } from "../../core/window.ts";
import { createBins } from "./bins.ts";
import { createChangeSweep } from "./changes.ts";
import { createGapSweep, shortestGapMs } from "./gaps.ts";
import { generationShares } from "./generations.ts";
import { labelsOf } from "./labels.ts";
import { lanePlanOf } from "./lanes.ts";
import { type Scale, scaleOf, windowPx } from "./scale.ts";
import { createShapes } from "./shapes.ts";
import { isSilentKind, type Spans, sliceSize, spansOf } from "./spans.ts";
import { knownZone, ticksOf } from "./ticks.ts";
import type { LastingSilence, TimelineModel, UncertainStretch } from "./timeline-model.ts";

export interface TimelineInput {
  /** What the SIM is called. Untrusted text. */
  readonly label: string;
  /** Other names of it, the best first: for a label that cannot be drawn as a whole. */
  readonly otherLabels?: readonly string[];
  /** Any order; newest first is quickest. Those outside the window only tell the last sign of life. */
  readonly sessions: readonly DataSession[];
  /** Which operator each session is of. Left out: as these sessions alone tell. */
  readonly operators?: OperatorBook;
  /** `to` is the moment of the question. */
  readonly window: Window;
  /** IANA name; one that the runtime does not know becomes UTC. */
  readonly zone: string;
  /** Width of one column, for models that must be small. Default 1. */
  readonly columnPx?: number;
  /** The time for which the list of sessions speaks; outside it no gap is claimed. Default: the window. */
  readonly known?: Interval;
  /** Whether the list was cut short while reading. */
  readonly incomplete?: boolean;
  /** Left out: `exactly`. */
  readonly connectedKnown?: ConnectedKnown;
  /** Left out: `window.to` is now. */
  readonly tense?: Tense;
  /** Which silences are worth a mark. Left out: all, and the lasting one from ten minutes on. */
  readonly silences?: Silences;
}

/**
 * Reduces sessions to what the picture can show. Pure; never throws on strange records (no time,
 * end before start, numbers that are none): what cannot be placed is left out.
 */
export function timelineModel(input: TimelineInput): TimelineModel {
  const steps = timelineModelInSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, letting the event loop turn between the steps. */
export async function timelineModelInTurns(input: TimelineInput): Promise<TimelineModel> {
  const steps = timelineModelInSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}

/** Steps of a few milliseconds: 100,000 sessions shall not hold up whoever else needs the thread. */
function* timelineModelInSteps(input: TimelineInput): Generator<void, TimelineModel, void> {
  const { window } = input;
  const scale = scaleOf(window, Math.max(1, input.columnPx ?? 1));
  const known = input.known ?? window;
  const zone = knownZone(input.zone);
  const operators =
    input.operators ?? operatorBookOf(input.sessions.map(({ operator }) => operator));
  const spans = yield* spansOf(input.sessions, window, operators);
  yield;
  const swept = yield* sweep(spans, scale, known, input.silences?.unusual);
  const windowMs = window.to - window.from;
  return {
    ...labelsOf(input),
    zone,
    windowName: window.name,
    from: window.from,
    to: window.to,
    tense: input.tense ?? "present",
    columns: scale.columns,
    sessions: spans.count,
    heardAt: input.silences?.lastSeen ?? spans.lastSeen,
    silence: lastingSilence(spans, window, input.silences),
    unknown: unknownStretches(window, known),
    incomplete: input.incomplete ?? false,
    connectedKnown: input.connectedKnown ?? "exactly",
    connectedShare: windowMs > 0 ? swept.connectedMs / windowMs : 0,
    ticks: ticksOf(window.from, window.to, windowPx, zone),
    ...swept,
  };
}

type Swept = Pick<
  TimelineModel,
  | "silentSessions"
  | "connectedMs"
  | "lanes"
  | "bars"
  | "runs"
  | "uncertain"
  | "gaps"
  | "changes"
  | "newSessions"
  | "packets"
  | "generations"
>;

/** One pass over the sessions in order of time, feeding every part of the picture. */
function* sweep(
  spans: Spans,
  scale: Scale,
  known: Interval,
  unusual: readonly Interval[] | undefined,
): Generator<void, Swept, void> {
  const plan = lanePlanOf(spans);
  const laneMs = new Float64Array(plan.lanes.length);
  const laneUntil = new Float64Array(plan.lanes.length).fill(scale.from);
  const generationMs = new Float64Array(radioGenerations.length);
  const gapSweep = createGapSweep(scale, known, unusual);
  const changeSweep = createChangeSweep(scale);
  const shapes = createShapes(scale, plan.lanes.length);
  const starts = createBins(scale);
  const up = createBins(scale);
  const down = createBins(scale);
  let connectedMs = 0;
  let connectedUntil = scale.from;
  let silentSessions = 0;
  let unknownStarts = 0;
  let totalUp = 0;
  let totalDown = 0;
  let unknownUp = 0;
  let unknownDown = 0;
  let beganBefore = 0;
  let lastOperator = -1;
  const uncertain = uncertainStretch(spans, plan.laneOf, scale);
  let uncertainSwept = uncertain === null;

  for (let index = 0; index < spans.count; index += 1) {
    if (index % sliceSize === sliceSize - 1) yield;
    const from = spans.from[index] ?? 0;
    const to = spans.to[index] ?? 0;
    const begin = spans.begin[index] ?? 0;
    const seen = spans.seen[index] ?? 0;
    const kind = spans.kind[index] ?? 0;
    const operator = spans.operator[index] ?? 0;
    const lane = plan.laneOf[operator] ?? 0;

    connectedMs += Math.max(0, to - Math.max(from, connectedUntil));
    connectedUntil = Math.max(connectedUntil, to);
    laneMs[lane] = (laneMs[lane] ?? 0) + Math.max(0, to - Math.max(from, laneUntil[lane] ?? 0));
    laneUntil[lane] = Math.max(laneUntil[lane] ?? 0, to);
    const generation = kind >> 1;
    generationMs[generation] = (generationMs[generation] ?? 0) + Math.max(1, to - from);
    if (isSilentKind(kind)) silentSessions += 1;

    if (!uncertainSwept && uncertain !== null && from >= uncertain.from) {
      gapSweep.add(uncertain.from, uncertain.to);
      uncertainSwept = true;
    }
    gapSweep.add(from, to);
    shapes.add(lane, kind, from, to);
    if (spans.hasStart[index] === 0) unknownStarts += 1;
    else if (begin >= scale.from) starts.count(from);

    // Unknown never equals unknown: sessions without an operator neither make nor end a change.
    if (spans.operators[operator]?.key !== null) {
      if (lastOperator !== -1 && lastOperator !== operator && begin >= scale.from) {
        changeSweep.add({ at: from, fromLane: plan.laneOf[lastOperator] ?? 0, toLane: lane });
      }
      lastOperator = operator;
    }

    const inWindow = seen > begin ? (to - from) / (seen - begin) : 1;
    const packetsUp = spans.up[index] ?? Number.NaN;
    const packetsDown = spans.down[index] ?? Number.NaN;
    if (packetsUp >= 0) {
      totalUp += packetsUp;
      up.spread(from, to, packetsUp * inWindow);
    } else unknownUp += 1;
    if (packetsDown >= 0) {
      totalDown += packetsDown;
      down.spread(from, to, packetsDown * inWindow);
    } else unknownDown += 1;
    if (begin < scale.from && (packetsUp >= 0 || packetsDown >= 0)) beganBefore += 1;
  }
  yield;
  if (!uncertainSwept && uncertain !== null) gapSweep.add(uncertain.from, uncertain.to);

  const counts = starts.values();
  return {
    silentSessions,
    connectedMs,
    lanes: plan.lanes.map((lane, index) => ({
      ...lane,
      connectedMs: laneMs[index] ?? 0,
      share: (laneMs[index] ?? 0) / (scale.to - scale.from),
    })),
    ...shapes.finish(),
    uncertain,
    gaps: gapSweep.finish(),
    changes: changeSweep.finish(),
    newSessions: {
      binMs: scale.binMs,
      counts,
      max: counts.reduce((max, count) => Math.max(max, count), 0),
      unknown: unknownStarts,
    },
    packets: {
      ...{ binMs: scale.binMs, up: up.values(), down: down.values() },
      ...{ totalUp, totalDown, unknownUp, unknownDown, beganBefore },
    },
    generations: generationShares(generationMs, spans.unknownRadioLinks),
  };
}

/** Not proven service, but not a gap either. Older open sessions are stale: they end at their last update. */
function uncertainStretch(spans: Spans, laneOf: Int32Array, scale: Scale): UncertainStretch | null {
  const open = spans.newestOpen;
  if (open === null || open.seen >= scale.to) return null;
  return {
    lane: laneOf[open.operator] ?? 0,
    generation: open.generation,
    from: Math.max(open.seen, scale.from),
    to: scale.to,
  };
}

/** As the report judges it. */
function lastingSilence(
  { lastSeen }: Spans,
  window: Window,
  silences: Silences | undefined,
): LastingSilence | null {
  if (silences !== undefined) {
    const { now } = silences;
    return now === null ? null : { from: now.from, unusual: now.unusual };
  }
  if (lastSeen === null || window.to - lastSeen < shortestGapMs) return null;
  return { from: lastSeen, unusual: true };
}

function unknownStretches(window: Window, known: Interval): Interval[] {
  return [
    { from: window.from, to: Math.min(known.from, window.to) },
    { from: Math.max(known.to, window.from), to: window.to },
  ].filter(({ from, to }) => to > from);
}
