import { said } from "../../core/tense.ts";
import type { ConnectedKnown } from "../../core/totals.ts";
import { windowWords } from "../../core/window.ts";
import { durationWords, leastShareWords, shareWords } from "../../core/words.ts";
import { dateWords, offsetWords, timeWords, yearOf } from "../model/ticks.ts";
import type { Lane, TimelineModel } from "../model/timeline-model.ts";

/**
 * What stands below the right end of the axis: `now, 23 Nov 05:20`, of an earlier read
 * `read 23 Nov 05:20`. Where the axis is not in the reader's zone, UTC is said with it.
 */
export function endWords({ to, zone, tense }: TimelineModel): string {
  const at = `${dateWords(to, zone)} ${timeWords(to, zone)}${isUtc(zone) ? " UTC" : ""}`;
  return `${said(tense, "now,", "read")} ${at}`;
}

/** `24 Oct 05:20 – 23 Nov 2026 05:20 UTC`, in the viewer's zone. */
export function rangeWords({ from, to, zone }: TimelineModel): string {
  const begin = `${dateWords(from, zone)}${yearOf(from, zone) === yearOf(to, zone) ? "" : ` ${yearOf(from, zone)}`} ${timeWords(from, zone)}`;
  return `${begin} – ${dateWords(to, zone)} ${yearOf(to, zone)} ${timeWords(to, zone)} ${zoneWords(zone)}`;
}

/** `UTC`, `Berlin time`. */
export function zoneWords(zone: string): string {
  if (isUtc(zone)) return "UTC";
  const city = zone.split("/").at(-1) ?? zone;
  return zone.includes("/") ? `${city.replaceAll("_", " ")} time` : zone;
}

/** What stands at the left end of the axis: `UTC`, `Berlin time, UTC+1`, over a change of clocks `Berlin time, UTC+2, then +1`. */
export function axisZoneWords({ zone, from, to }: TimelineModel): string {
  if (isUtc(zone)) return "UTC";
  const [first, last] = [offsetWords(from, zone), offsetWords(to, zone)];
  return `${zoneWords(zone)}, UTC${first}${first === last ? "" : `, then ${last}`}`;
}

export function isUtc(zone: string): boolean {
  return /^(etc\/)?(utc|gmt|uct|zulu|universal|greenwich)$/i.test(zone);
}

/** `nothing heard 7 h 13 min`, as it stands in the picture; `null` when the SIM is used to it. */
export function silenceWords({ silence, to }: TimelineModel): string | null {
  return silence === null ? null : `nothing heard ${durationWords(to - silence.from)}`;
}

/** `No session in these 7 days.`, for a picture without any session. */
export function emptyWords(model: TimelineModel): string {
  return `No ${model.incomplete ? "known " : ""}session in these ${windowWords(model.windowName)}`;
}

/**
 * `USA · in session 48 %`, `≥` where some sessions do not tell how long they lasted; of the time that the picture shows; beside a lane's name. What the share is
 * of is said in the first lane alone: longer words hide the changes of operator.
 */
export function laneDetail(
  lane: Lane,
  { isFirst, known }: { readonly isFirst: boolean; readonly known: ConnectedKnown },
): string {
  const words = lane.connectedMs === 0 ? null : laneShare(lane.share, known);
  const share = words === null ? "" : `${isFirst ? "in session " : ""}${words}`;
  return [lane.place, share].filter((part) => part !== "").join(" · ");
}

function laneShare(share: number, known: ConnectedKnown): string | null {
  if (known === "exactly") return shareWords(share);
  const least = leastShareWords(share);
  return least === null ? null : `≥ ${least}`;
}
