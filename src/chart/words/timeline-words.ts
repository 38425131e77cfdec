import { minuteMs } from "../../core/instant.ts";
import { agoWords, said } from "../../core/tense.ts";
import { windowWords } from "../../core/window.ts";
import { dateWords, timeWords, yearOf } from "../model/ticks.ts";
import type { Lane, TimelineModel } from "../model/timeline-model.ts";
import { durationWords, shareWords } from "./quantities.ts";

/** Below this age an open session counts as active (triage rule P3). */
const activeMs = 15 * minuteMs;

export interface StateWords {
  readonly tone: "active" | "uncertain" | "none";
  readonly text: string;
}

/** The pill: `IN SESSION`, `OPEN, last update 7 h ago`, `NO SESSION for 3 h 41 min`. Never "online". */
export function stateWords({ state, tense, incomplete }: TimelineModel): StateWords {
  const then = said(tense, "", " THEN");
  if (state.kind === "open") {
    return state.ageMs < activeMs
      ? { tone: "active", text: `IN SESSION${then}` }
      : {
          tone: "uncertain",
          text: `OPEN${then}, last update ${durationWords(state.ageMs)} ${agoWords(tense)}`,
        };
  }
  const none = `NO ${incomplete ? "KNOWN " : ""}SESSION${then}`;
  if (state.sinceMs === null) return { tone: "none", text: none };
  return { tone: "none", text: `${none} for ${durationWords(state.sinceMs)}` };
}

/** What stands below the right end of the axis: `now`, of an earlier read `read 05:20`. */
export function endWords({ to, zone, tense }: TimelineModel): string {
  return said(tense, "now", `read ${timeWords(to, zone)}`);
}

/** `24 Oct 05:20 – 23 Nov 2026 05:20 UTC`, in the viewer's zone. */
export function rangeWords({ from, to, zone }: TimelineModel): string {
  const begin = `${dateWords(from, zone)}${yearOf(from, zone) === yearOf(to, zone) ? "" : ` ${yearOf(from, zone)}`} ${timeWords(from, zone)}`;
  return `${begin} – ${dateWords(to, zone)} ${yearOf(to, zone)} ${timeWords(to, zone)} ${zoneWords(zone)}`;
}

/** `UTC`, `Berlin time`: what stands at the left end of the axis. */
export function zoneWords(zone: string): string {
  if (/^(etc\/)?(utc|gmt|uct|zulu|universal|greenwich)$/i.test(zone)) return "UTC";
  const city = zone.split("/").at(-1) ?? zone;
  return zone.includes("/") ? `${city.replaceAll("_", " ")} time` : zone;
}

/** `No session in these 7 days.`, for a picture without any session. */
export function emptyWords(model: TimelineModel): string {
  return `No ${model.incomplete ? "known " : ""}session in these ${windowWords(model.windowName)}`;
}

/** `USA · 48 %`, the line below a lane's name. */
export function laneDetail(lane: Lane): string {
  const share = lane.connectedMs === 0 ? "" : shareWords(lane.share);
  return [lane.place, share].filter((part) => part !== "").join(" · ");
}
