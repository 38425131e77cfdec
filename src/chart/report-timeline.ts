import { type Audience, maskingOf, privateNumbers } from "../core/private-numbers.ts";
import type { SimReport } from "../core/report.ts";
import { simLabels } from "../core/sim.ts";
import { retentionMs } from "../core/window.ts";
import type { PicturedReports } from "../ports/pictures.ts";
import { type TimelineInput, timelineModel, timelineModelInTurns } from "./model/build-model.ts";
import { shortestGapMs } from "./model/gaps.ts";
import type { TimelineModel } from "./model/timeline-model.ts";
import type { PictureDrawing } from "./timeline-renderer.ts";
import { comparisonWords, timelineAltText, timelineTextTwin } from "./words/alt-text.ts";

/** From a report to what its picture is made of. */
export function timelineInputOf(report: SimReport, zone: string): TimelineInput {
  const { window, readAt } = report;
  // A picture drawn days after its question cannot know what the platform has purged since: that
  // stretch is not a gap. A few minutes more or less are nobody's business.
  const keptFrom = readAt - retentionMs;
  const known = {
    from: keptFrom - window.from < shortestGapMs ? window.from : keptFrom,
    to: window.to - readAt < shortestGapMs ? window.to : readAt,
  };
  // Two accounts may have SIMs of one name.
  const place = report.account === null ? "" : ` · account ${report.account}`;
  const [label, ...otherLabels] = simLabels(report.sim).map((name) => `${name}${place}`);
  return {
    label: label ?? "",
    otherLabels,
    // The earlier ones tell since when it has been silent, or that an old session is still open.
    sessions: [...report.sessions, ...report.earlier],
    operators: report.operators,
    window,
    zone,
    known,
    tense: report.tense,
    silences: report.triage.silences,
    incomplete: report.totals.atLeast,
    connectedKnown: report.totals.connectedKnown,
  };
}

/** What a picture is drawn for. */
export interface PictureSubject {
  readonly reports: PicturedReports;
  readonly zone: string;
  readonly audience: Audience;
}

/** Said before the names of two SIMs, as in the words of the answer. */
const letters = ["A", "B"] as const;

/**
 * The drawing of one report or of two, as it stands below an answer. Models are built without holding up the event loop.
 */
export function drawingOf(subject: PictureSubject): Promise<PictureDrawing> {
  const [report, other] = subject.reports;
  if (other !== undefined) return drawn(subject);
  const { sim, account, tense, readAt } = report;
  const { audience, zone } = subject;
  const key = JSON.stringify([audience, zone, simLabels(sim), account, tense, readAt]);
  const ofReport = drawings.get(report.timeline) ?? new Map<string, Promise<PictureDrawing>>();
  drawings.set(report.timeline, ofReport);
  const drawing = ofReport.get(key) ?? drawn(subject);
  ofReport.set(key, drawing);
  return drawing;
}

/** Many who ask the same at once share a report, or its parts, and the model of its picture. */
const drawings = new WeakMap<SimReport["timeline"], Map<string, Promise<PictureDrawing>>>();

async function drawn(subject: PictureSubject): Promise<PictureDrawing> {
  const [report, other] = subject.reports;
  const readable = readableBy(subject);
  if (other === undefined) {
    const input = timelineInputOf(report, subject.zone);
    return {
      kind: "timeline",
      model: readable(await timelineModelInTurns(input)),
      coarser: () => readable(timelineModel({ ...input, columnPx: 2 })),
    };
  }
  const modelOf = async (one: SimReport, letter: string): Promise<TimelineModel> => {
    const model = await timelineModelInTurns(timelineInputOf(one, subject.zone));
    const shown = readable(model);
    const lettered = (name: string) => `${letter} · ${name}`;
    return { ...shown, label: lettered(shown.label), drawnLabel: lettered(shown.drawnLabel) };
  };
  const [a, b] = letters;
  return { kind: "comparison", models: [await modelOf(report, a), await modelOf(other, b)] };
}

/** A name may be the number of a card or a device: a channel sees the end of it. */
function readableBy({
  audience,
  reports,
}: PictureSubject): (model: TimelineModel) => TimelineModel {
  if (audience === "asker") return (model) => model;
  const mask = maskingOf(reports.flatMap(privateNumbers));
  return (model) => ({
    ...model,
    label: mask(model.label),
    drawnLabel: mask(model.drawnLabel),
    lanes: model.lanes.map((lane) => ({
      ...lane,
      name: mask(lane.name),
      drawnName: mask(lane.drawnName),
    })),
    generations: model.generations.map((share) => ({
      ...share,
      label: mask(share.label),
      drawnLabel: mask(share.drawnLabel),
    })),
  });
}

/** Words for a drawing; both hold untrusted names. */
export function wordsOf(drawing: PictureDrawing): { altText: string; textTwin: string } {
  if (drawing.kind === "comparison") return comparisonWords(drawing.models);
  const { model } = drawing;
  return { altText: timelineAltText(model), textTwin: timelineTextTwin(model) };
}
