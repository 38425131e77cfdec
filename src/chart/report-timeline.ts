import type { SimReport } from "../core/report.ts";
import { simLabel } from "../core/sim.ts";
import { retentionMs } from "../core/window.ts";
import { type TimelineInput, timelineModel } from "./model/build-model.ts";
import { shortestGapMs } from "./model/gaps.ts";
import { timelineModelInTurns } from "./model/in-turns.ts";
import type { DrawnPicture, TimelineDrawing, TimelineRenderer } from "./timeline-renderer.ts";

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
  return {
    label: simLabel(report.sim),
    // The earlier ones tell since when it has been silent, or that an old session is still open.
    sessions: [...report.sessions, ...report.earlier],
    window,
    zone,
    known,
    incomplete: report.quality.some(({ kind }) => kind === "incomplete"),
  };
}

/** The drawing of a report; its model is built without holding up the event loop. */
export async function drawingOf(
  report: SimReport,
  zone: string,
  header: boolean,
): Promise<TimelineDrawing> {
  const input = timelineInputOf(report, zone);
  return {
    model: await timelineModelInTurns(input),
    header,
    coarser: () => timelineModel({ ...input, columnPx: 2 }),
  };
}

/** Draws a report's timeline as it stands below an answer: without the header. */
export async function drawReport(
  renderer: TimelineRenderer,
  report: SimReport,
  zone: string,
  signal?: AbortSignal,
): Promise<DrawnPicture> {
  return renderer.render(await drawingOf(report, zone, false), signal);
}
