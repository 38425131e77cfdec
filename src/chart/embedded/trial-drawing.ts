import { hourMs } from "../../core/instant.ts";
import type { DataSession } from "../../core/session.ts";
import { windowAt } from "../../core/window.ts";
import { timelineModel } from "../model/build-model.ts";
import type { PictureDrawing } from "../timeline-renderer.ts";

/** A day with two networks and a gap: it has each part that most pictures have. */
export function trialDrawing(): PictureDrawing {
  const window = windowAt("24h", 24 * hourMs);
  const session = (mnc: string, fromHour: number, toHour: number): DataSession => ({
    ...{ sid: null, simSid: null, accountSid: null, cellId: null, tower: null, imei: null },
    operator: { mcc: "262", mnc, country: "DEU", name: null },
    ...{ radioLink: "LTE", packetsUp: 10, packetsDown: 20 },
    start: fromHour * hourMs,
    end: toHour * hourMs,
    lastUpdated: toHour * hourMs,
  });
  const sessions = [session("02", 14, 22), session("01", 6, 8), session("02", 1, 5)];
  const modelWith = (columnPx: number) =>
    timelineModel({ label: "trial", sessions, window, zone: "UTC", columnPx });
  return { kind: "timeline", model: modelWith(1), coarser: () => modelWith(2) };
}
