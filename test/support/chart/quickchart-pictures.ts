import { chartDrawing } from "../../../src/chart/config/chart-config.ts";
import { requestBody } from "../../../src/chart/quickchart/request-body.ts";
import type { TimelineDrawing } from "../../../src/chart/timeline-renderer.ts";
import { hourMs } from "../../../src/core/instant.ts";
import type { DataSession, Operator } from "../../../src/core/session.ts";
import { windowAt } from "../../../src/core/window.ts";
import { drawingFrom } from "./pictures.ts";
import { atAndT, session, telcel, tMobile } from "./sessions.ts";
import { daySessions, storyNow, storySessions } from "./story.ts";

/** One picture that a real QuickChart server was asked for. */
export interface ServerPicture {
  /** File name without ending, in the folder of recorded pictures. */
  readonly name: string;
  readonly drawing: TimelineDrawing;
  /** Chart.js generation that the server is asked to draw with. */
  readonly version: "3" | "4";
}

/** Pictures of a real QuickChart server, with their origin in the README beside them. */
export const recordedFolder = new URL("../../fixtures/quickchart/", import.meta.url);

/** Each kind of mark occurs in at least one of them. */
export const serverPictures: readonly ServerPicture[] = [
  { name: "day-24h-v4", drawing: dayDrawing(), version: "4" },
  { name: "open-silent-24h-v4", drawing: openDrawing(), version: "4" },
  { name: "story-7d-v4", drawing: storyDrawing("7d"), version: "4" },
  { name: "story-30d-v4", drawing: storyDrawing("30d"), version: "4" },
  { name: "story-30d-v3", drawing: storyDrawing("30d"), version: "3" },
  { name: "many-operators-7d-v4", drawing: manyOperatorsDrawing(), version: "4" },
];

/** The body that the bot sends, for the Chart.js generation named. */
export function bodyFor({ drawing, version }: ServerPicture): string {
  const body = requestBody(chartDrawing(drawing.model));
  return JSON.stringify({ ...JSON.parse(body), version });
}

/** Asks a server of which the origin (`http://127.0.0.1:3400`) is given. */
export async function askServer(origin: string, picture: ServerPicture): Promise<Uint8Array> {
  const answer = await fetch(new URL("/chart", origin), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: bodyFor(picture),
    redirect: "error",
  });
  if (answer.status !== 200) throw new Error(`the chart server answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

function dayDrawing(): TimelineDrawing {
  return drawingFrom({ sessions: daySessions(), zone: "America/New_York" });
}

/** A session that is open but silent, after others of several radio generations. */
function openDrawing(): TimelineDrawing {
  const open = session({
    start: storyNow - 12 * hourMs,
    end: null,
    lastUpdated: storyNow - 7 * hourMs,
    radioLink: "LTE-M",
    operator: atAndT,
  });
  return drawingFrom({ sessions: [open, ...daySessions().slice(4)] });
}

function storyDrawing(windowName: "7d" | "30d"): TimelineDrawing {
  return drawingFrom({ sessions: storySessions(), window: windowAt(windowName, storyNow) });
}

function manyOperatorsDrawing(): TimelineDrawing {
  const operators: readonly Operator[] = [
    tMobile,
    atAndT,
    telcel,
    ...["WindTre", "Iliad", "Vodafone"].map((name, index) => ({
      name,
      country: "ITA",
      mcc: "222",
      mnc: String(index + 10),
    })),
  ];
  const sessions = Array.from({ length: 60 }, (_, index): DataSession => {
    const start = storyNow - (60 - index) * 2.7 * hourMs;
    return session({
      start,
      end: start + 2.6 * hourMs,
      operator: operators[Math.floor(index / 5) % operators.length] ?? tMobile,
      radioLink: ["5G", "NB-IoT", "LTE", "satellite"][Math.floor(index / 15)] ?? "LTE",
      packetsUp: (index * 977) % 4_000,
      packetsDown: (index * 331) % 1_500,
    });
  });
  return drawingFrom({ sessions, window: windowAt("7d", storyNow) });
}
