import { cutText } from "../../core/cut-text.ts";
import { secondMs } from "../../core/instant.ts";
import { agoWords, justNow, said } from "../../core/tense.ts";
import { windowWords } from "../../core/window.ts";
import {
  countWords,
  durationWords,
  leastShareWords,
  numberWords,
  shareWords,
} from "../../core/words.ts";
import { dateWords } from "../model/ticks.ts";
import type { Lane, TimelineModel } from "../model/timeline-model.ts";
import { exactly } from "./quantities.ts";
import { emptyWords, rangeWords } from "./timeline-words.ts";

/** Slack's limit for `alt_text` of an image block. */
const longestAltText = 2_000;
const comparisonLead = "Two timelines of the same time, one below the other.";
/** An operator's name in a sentence; longer ones are cut. */
const longestName = 40;
/** Beside an operator with more than this part of the first one's time, the first is not "mostly". */
const rivalShare = 0.75;
/** Operators named in the short line. */
const mostNamed = 3;

/**
 * What the picture says, as plain text of at most 2,000 characters: for people who cannot see it
 * and for clients that do not load it. Holds untrusted names: a view must escape it in mrkdwn.
 */
export function timelineAltText(model: TimelineModel, longest = longestAltText): string {
  const sentences = [
    `${cutText(model.label, 120)}, ${rangeWords(model)}.`,
    ...(model.sessions === 0 ? [`${emptyWords(model)}.`] : [connectedSentence(model)]),
    sentence(heardWords(model)),
    ...(model.sessions === 0 ? [] : [sentence(gapWords(model)), changeSentence(model)]),
    listed("Operators, of this time", usedLanes(model).map(laneWords)),
    listed(
      // Then each session counts as much as any other.
      model.connectedKnown === "not_at_all"
        ? "Radio links, of all sessions"
        : "Radio links, of all session time",
      model.generations.map(
        ({ label, share }) => `${cutText(label, longestName)} ${shareWords(share)}`,
      ),
    ),
    ...(model.sessions === 0 ? [] : [packetSentence(model)]),
    ...(model.silentSessions > 0
      ? [`${exactly(model.silentSessions, "session")} with 0 packets.`]
      : []),
    ...(model.unknown.length > 0 ? ["Part of this time is not known."] : []),
    ...(model.incomplete
      ? ["The list of sessions is incomplete: where it shows a gap there may be none."]
      : []),
  ];
  return cutText(sentences.filter((words) => words !== "").join(" "), longest);
}

/**
 * The same in one short line (at most 300 characters) to stand below the picture, for readers
 * whose screen or screen reader passes over images.
 */
export function timelineTextTwin(model: TimelineModel): string {
  const { changes, sessions } = model;
  const said =
    sessions === 0
      ? [emptyWords(model), heardWords(model)]
      : [
          `In session ${shareOfTime(model)} of ${windowWords(model.windowName)}`,
          gapWords(model),
          changes.count === 0 ? "" : exactly(changes.count, "operator change"),
          ...operatorWords(model),
          heardWords(model),
          model.incomplete ? "list incomplete" : "",
        ];
  const line = said.filter((words) => words !== "").join(" · ");
  return cutText(sessions === 0 ? `${line}.` : line, 300);
}

/** Two SIMs in one picture: the same words for each, named by its letter. */
export function comparisonWords(models: readonly [TimelineModel, TimelineModel]): {
  altText: string;
  textTwin: string;
} {
  const half = (longestAltText - comparisonLead.length) / 2 - 1;
  const [a, b] = models;
  return {
    altText: [comparisonLead, ...models.map((model) => timelineAltText(model, half))].join(" "),
    textTwin: `A: ${timelineTextTwin(a)}\nB: ${timelineTextTwin(b)}`,
  };
}

function connectedSentence(model: TimelineModel): string {
  return `${exactly(model.sessions, "session")}, in session ${shareOfTime(model)} of the time.`;
}

/** `75 %`, `at least 75 %`; never 0 % where nobody knows. */
function shareOfTime({ connectedShare, connectedKnown }: TimelineModel): string {
  if (connectedKnown === "exactly") return shareWords(connectedShare);
  const least = leastShareWords(connectedShare);
  return least === null ? "for an unknown part" : `at least ${least}`;
}

/** `nothing heard for 7 h 13 min`, and of a silence that the SIM is used to `last heard 40 min ago`. */
function heardWords({ heardAt, silence, to, tense }: TimelineModel): string {
  if (heardAt === null) return "";
  if (silence === null && to - heardAt < secondMs) return `last heard ${justNow(tense)}`;
  const length = durationWords(to - heardAt);
  if (silence === null) return `last heard ${length} ${agoWords(tense)}`;
  return `nothing heard for ${length}${said(tense, "", " then")}`;
}

/** The lasting one is not counted among them: it has its own words. */
function gapWords({ gaps: { count, longest } }: TimelineModel): string {
  if (longest === null) return "";
  const length = durationWords(longest.to - longest.from);
  return count === 1
    ? `one unusual silence of ${length}`
    : `${exactly(count, "unusual silence")}, the longest ${length}`;
}

/** As a sentence of its own; empty words stay empty. */
function sentence(words: string): string {
  return words === "" ? "" : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function changeSentence({ changes, zone }: TimelineModel): string {
  const largest = changes.bursts.toSorted((a, b) => b.count - a.count).at(0);
  const total = exactly(changes.count, "operator change");
  if (changes.count === 0) return "";
  if (largest === undefined) return `${total}.`;
  const [first, last] = [dateWords(largest.from, zone), dateWords(largest.to, zone)];
  const when = first === last ? first : `${first} – ${last}`;
  return `${total}, ${countWords(largest.count)} of them in one burst on ${when}.`;
}

/**
 * The totals are exact and of whole sessions; only where within a session its packets lie is not
 * known, and drawn as an even spread.
 */
function packetSentence({ packets, sessions }: TimelineModel): string {
  const { totalUp, totalDown, unknownUp, unknownDown, beganBefore } = packets;
  if (unknownUp === sessions && unknownDown === sessions) return "Packets are not reported.";
  const words = (total: number, unknown: number, noun: string) => {
    if (unknown === sessions) return `an unknown number${noun === "" ? "" : " of packets"}`;
    return `${unknown > 0 ? "at least " : ""}${numberWords(total)}${noun}`;
  };
  const totals = `${words(totalUp, unknownUp, " packets")} up, ${words(totalDown, unknownDown, "")} down`;
  const before =
    beganBefore === 0
      ? ""
      : `; ${exactly(beganBefore, "session")} that began earlier ${beganBefore === 1 ? "is" : "are"} counted whole`;
  return `${totals.charAt(0).toUpperCase()}${totals.slice(1)}, drawn evenly over each session${before}.`;
}

function usedLanes({ lanes }: TimelineModel): Lane[] {
  return lanes.filter(({ connectedMs }) => connectedMs > 0);
}

/** `mostly T-Mobile (USA) 47 %`, but of operators that (nearly) tie each: `A 48 %, B 47 % and 2 more`. */
function operatorWords(model: TimelineModel): string[] {
  const lanes = usedLanes(model);
  const [first, second] = lanes;
  if (first === undefined) return [];
  if (second === undefined) return [`${placedName(first)} only`];
  const totalMs = lanes.reduce((sum, { connectedMs }) => sum + connectedMs, 0);
  const isRival = ({ connectedMs }: Lane) => connectedMs > rivalShare * first.connectedMs;
  if (first.connectedMs > totalMs / 2 && !isRival(second)) return [`mostly ${laneWords(first)}`];
  const shown = [first, second, ...lanes.slice(2, mostNamed).filter(isRival)];
  const more = lanes.slice(shown.length).reduce((sum, { operators }) => sum + operators, 0);
  return [`${shown.map(laneWords).join(", ")}${more === 0 ? "" : ` and ${more} more`}`];
}

function laneWords(lane: Lane): string {
  return `${placedName(lane)} ${shareWords(lane.share)}`;
}

function placedName({ name, place }: Lane): string {
  return `${cutText(name, longestName)}${place === "" ? "" : ` (${place})`}`;
}

/** `Operators, of this time: A 48 %, B 47 %.` */
function listed(title: string, parts: readonly string[]): string {
  return parts.length === 0 ? "" : `${title}: ${parts.join(", ")}.`;
}
