import { timelineModel } from "../../../src/chart/model/build-model.ts";
import type { TimelineModel } from "../../../src/chart/model/timeline-model.ts";
import { timelineInputOf } from "../../../src/chart/report-timeline.ts";
import { reportOf, type SimReport } from "../../../src/core/report.ts";
import type { WindowName } from "../../../src/core/window.ts";
import { historiesOf } from "../histories/all.ts";

const histories = historiesOf(1);

/** A labelled history as the question reads it. Left out: the window that it was made for. */
export function reportOfHistory(name: string, windowName?: WindowName): SimReport {
  const history = histories.find((one) => one.name === name);
  if (history === undefined) throw new Error(`No history is called ${name}.`);
  const { sim, sessions, window, asOf } = history.input;
  return reportOf({
    sim,
    read: {
      sessions: [...sessions].sort((a, b) => (b.start ?? 0) - (a.start ?? 0)),
      ...{ setAside: [], ofOtherSims: [], pages: 1, incomplete: null },
      ...{ startedAt: asOf, finishedAt: asOf },
    },
    windowName: windowName ?? window.name,
    asOf,
  });
}

export function modelOfHistory(name: string, windowName?: WindowName, zone = "UTC"): TimelineModel {
  return timelineModel(timelineInputOf(reportOfHistory(name, windowName), zone));
}
