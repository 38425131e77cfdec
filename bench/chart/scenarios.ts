import type { ComparisonDrawing, PictureDrawing } from "../../src/chart/timeline-renderer.ts";
import { dayMs, hourMs, minuteMs } from "../../src/core/instant.ts";
import type { DataSession, Operator } from "../../src/core/session.ts";
import { type WindowName, windowAt } from "../../src/core/window.ts";
import { drawingFrom } from "../../test/support/chart/pictures.ts";
import { atAndT, session, telcel, tMobile } from "../../test/support/chart/sessions.ts";
import {
  daySessions,
  evenSessions,
  storyNow as now,
  storySessions,
} from "../../test/support/chart/story.ts";

const network = (name: string, country: string, mnc: string): Operator => ({
  name,
  country,
  mcc: "222",
  mnc,
});

function everyRadio(): DataSession[] {
  return ["5G", "LTE", "LTE-M", "NB-IoT", "3G", "2G", "satellite"].map((radioLink, index) =>
    session({
      start: now - (23 - index * 3) * hourMs,
      end: now - (20.6 - index * 3) * hourMs,
      radioLink,
      packetsUp: 500,
      packetsDown: 300,
    }),
  );
}

function manyOperators(): DataSession[] {
  return Array.from({ length: 60 }, (_, index) => {
    const start = now - (60 - index) * 2.7 * hourMs;
    const operators = [
      tMobile,
      atAndT,
      telcel,
      network("Telecom Italia Mobile S.p.A.", "ITA", "01"),
      network("WindTre", "ITA", "88"),
      network("Iliad", "ITA", "50"),
      network("Vodafone", "ITA", "10"),
    ];
    return session({
      start,
      end: start + 2.6 * hourMs,
      operator: operators[Math.floor(index / 5) % 7] ?? tMobile,
      packetsUp: (index * 977) % 4_000,
      packetsDown: (index * 331) % 1_500,
    });
  });
}

function openSilent(): DataSession[] {
  return [
    session({
      start: now - 12 * hourMs,
      end: null,
      lastUpdated: now - 7 * hourMs,
      radioLink: "LTE-M",
      operator: atAndT,
      packetsUp: 800,
      packetsDown: 500,
    }),
    ...daySessions().slice(4),
  ];
}

function flapping(): DataSession[] {
  return Array.from({ length: 400 }, (_, index) => {
    const start = now - 26 * hourMs + index * 3.6 * minuteMs + ((index * 37) % 60) * 1_000;
    return session({
      start,
      end: start + ((index * 53) % 150) * 1_000,
      packetsUp: 0,
      packetsDown: 0,
      radioLink: index % 5 === 0 ? "2G" : "3G",
    });
  });
}

function compared(
  windowName: WindowName,
  first: DataSession[],
  second: DataSession[],
): ComparisonDrawing {
  const window = windowAt(windowName, now);
  const modelOf = (label: string, sessions: DataSession[]) =>
    drawingFrom({ label, sessions, window }).model;
  return {
    kind: "comparison",
    models: [modelOf("A · cargo-cam-07", first), modelOf("B · cargo-cam-08", second)],
  };
}

/** What a person should have looked at before the picture changes. */
export function scenarios(): { readonly name: string; readonly drawing: PictureDrawing }[] {
  const scenario = (
    name: string,
    windowName: WindowName,
    sessions: DataSession[],
    zone = "UTC",
  ) => ({
    name,
    drawing: drawingFrom({ sessions, window: windowAt(windowName, now), zone }),
  });
  return [
    scenario("story-30d", "30d", storySessions()),
    scenario("story-7d", "7d", storySessions(), "Europe/Berlin"),
    scenario("day-24h", "24h", daySessions(), "America/New_York"),
    scenario("open-silent", "24h", openSilent()),
    scenario("every-radio", "24h", everyRadio()),
    scenario("many-operators", "7d", manyOperators()),
    scenario("flapping", "24h", flapping()),
    scenario("no-sessions", "7d", []),
    { name: "compared-7d", drawing: compared("7d", storySessions(), manyOperators()) },
    { name: "compared-24h", drawing: compared("24h", openSilent(), daySessions()) },
    { name: "compared-with-nothing", drawing: compared("30d", storySessions(), []) },
    scenario("reconnects-100000", "30d", evenSessions(100_000, 30 * dayMs)),
  ];
}
