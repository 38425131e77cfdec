import { reportOf, type SimReport, type Stale } from "../../../src/core/report.ts";
import type { DataSession } from "../../../src/core/session.ts";
import type { WindowName } from "../../../src/core/window.ts";
import { storyNow, storySessions } from "./story.ts";

export const simSid = `DE${"0417".repeat(8)}`;

/** A report as a question makes it, read a moment after the question. */
export function reportFor(
  fields: {
    sessions?: DataSession[];
    windowName?: WindowName;
    asOf?: number;
    readAt?: number;
    stale?: Stale;
  } = {},
): SimReport {
  const asOf = fields.asOf ?? storyNow;
  const readAt = fields.readAt ?? asOf + 400;
  return reportOf({
    sim: {
      sid: simSid,
      accountSid: null,
      uniqueName: "cargo-cam-07",
      friendlyName: null,
      iccid: "8901260852295524703",
      status: "active",
      resetStatus: null,
      ratePlanSid: null,
      dateCreated: null,
      dateUpdated: null,
    },
    read: {
      sessions: fields.sessions ?? storySessions(),
      setAside: [],
      ofOtherSims: [],
      pages: 1,
      incomplete: null,
      startedAt: readAt - 300,
      finishedAt: readAt,
    },
    windowName: fields.windowName ?? "7d",
    asOf,
    stale: fields.stale ?? null,
  });
}
