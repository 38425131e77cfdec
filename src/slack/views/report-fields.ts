import type { SectionBlock } from "@slack/types";
import type { Known } from "../../core/last-known.ts";
import { operatorCode, operatorLabel } from "../../core/operator.ts";
import type { Audience } from "../../core/private-numbers.ts";
import type { SimReport } from "../../core/report.ts";
import { lengthMs, type Operator, type TowerLocation } from "../../core/session.ts";
import type { PacketTotal, Totals } from "../../core/totals.ts";
import { lastWindowWords } from "../../core/window.ts";
import {
  durationWords,
  instantWordsUtc,
  nounFor,
  numberWords,
  shareWords,
} from "../../core/words.ts";
import { fields } from "../kit/blocks.ts";
import { countryFlag, countryWords } from "../kit/country.ts";
import { bold, instantMrkdwn, joined, link, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { sentenceCase } from "./account-words.ts";
import { exact } from "./session-row.ts";

/** The last values in words that need no glossary, each with its moment when it is an older one. */
export function reportFields(report: SimReport, audience: Audience): SectionBlock {
  // Of a SIM without any session there is nothing to report: four empty fields would only say so again.
  if (report.latest === null) return fields([lastSeenField(report), totalsField(report)]);
  return fields([
    operatorField(report),
    field("Radio link", report.lastKnown.radioLink, report, (value) => mrkdwn`${value}`),
    lastSeenField(report),
    lastPacketsField(report),
    cellField(report, audience),
    totalsField(report),
  ]);
}

function field<Value>(
  title: string,
  known: Known<Value> | null,
  report: SimReport,
  words: (value: Value) => Mrkdwn,
): Mrkdwn {
  const body =
    known === null ? mrkdwn`not reported` : joined([words(known.value), age(known, report)], "\n");
  return mrkdwn`${bold(title)}\n${body}`;
}

/** Said only where the value is older than the newest record: then it may no longer hold. */
function age(known: Known<unknown>, report: SimReport): Mrkdwn | null {
  const newest = report.lastSeen;
  return newest === null || known.at >= newest ? null : mrkdwn`as of ${instantMrkdwn(known.at)}`;
}

function operatorField(report: SimReport): Mrkdwn {
  return field("Operator", report.lastKnown.operator, report, operatorWords);
}

/** `🇺🇸 T-Mobile, United States (310-260)`. */
export function operatorWords(operator: Operator): Mrkdwn {
  const flag = operator.country === null ? null : countryFlag(operator.country);
  const name = mrkdwn`${operatorLabel(operator) ?? "unnamed operator"}`;
  const named =
    operator.country === null ? name : mrkdwn`${name}, ${countryWords(operator.country)}`;
  const code = operator.name === null ? null : operatorCode(operator);
  return joined(
    [flag === null ? null : mrkdwn`${flag}`, named, code === null ? null : mrkdwn`(${code})`],
    " ",
  );
}

function lastSeenField({ lastSeen: seen, tense, unknowns }: SimReport): Mrkdwn {
  const body =
    seen === null
      ? unknowns.hidden.length > 0
        ? mrkdwn`not known`
        : mrkdwn`not in the ${lastWindowWords("30d", tense)}`
      : mrkdwn`${instantMrkdwn(seen)}\n${instantWordsUtc(seen)}`;
  return mrkdwn`${bold("Last seen")}\n${body}`;
}

function lastPacketsField({ latest }: SimReport): Mrkdwn {
  const body =
    latest === null
      ? mrkdwn`none`
      : mrkdwn`↑ ${exact(latest.packetsUp)} from the SIM\n↓ ${exact(latest.packetsDown)} to the SIM`;
  return mrkdwn`${bold("Packets, latest session")}\n${body}`;
}

function cellField(report: SimReport, audience: Audience): Mrkdwn {
  const { cellId, tower } = report.lastKnown;
  const place =
    tower === null ? null : joined([towerWords(tower.value, audience), age(tower, report)], " ");
  return mrkdwn`${field("Cell", cellId, report, (value) => mrkdwn`${value}`)}${place === null ? "" : mrkdwn`\n${place}`}`;
}

/** A place on a map is for the person who asked: a channel reads only that one is known. */
function towerWords(tower: TowerLocation, audience: Audience): Mrkdwn {
  if (audience === "channel") return mrkdwn`near a known tower (position not shown in channels)`;
  return mrkdwn`near ${link(mapUrl(tower), "this tower on the map")} (estimate)`;
}

/** OpenStreetMap with a marker; nothing is sent there unless somebody follows the link. */
export function mapUrl({ latitude, longitude }: TowerLocation): URL {
  const [lat, lon] = [latitude.toFixed(5), longitude.toFixed(5)];
  return new URL(`https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=13/${lat}/${lon}`);
}

function totalsField(report: SimReport): Mrkdwn {
  const { totals, window, tense } = report;
  const title = bold(sentenceCase(lastWindowWords(window.name, tense)));
  if (totals.sessions === 0) {
    return mrkdwn`${title}\n${totals.atLeast ? "no known session" : "no sessions"}`;
  }
  const sessions = `${leastWords(totals)}${totals.sessions.toLocaleString("en-US")} ${nounFor(totals.sessions, "session")}`;
  const time = timeInSession(report);
  const packets = packetTotals(totals);
  return joined(
    [
      title,
      mrkdwn`${sessions}, ${time === null ? mrkdwn`for an unknown time` : mrkdwn`connected ${time}`}`,
      packets === null ? mrkdwn`packets not reported` : mrkdwn`${packets} packets`,
    ],
    "\n",
  );
}

/** Said before each sum over a list that lacks records. */
export function leastWords({ atLeast }: Totals): string {
  return atLeast ? "at least " : "";
}

/** `6 d 18 h (97 %)`; `null` where no record says how long it lasted. */
export function timeInSession({ totals, sessions }: SimReport): Mrkdwn | null {
  const { connectedMs, connectedShare } = totals;
  if (connectedMs === 0 && sessions.some((session) => lengthMs(session) === null)) return null;
  return mrkdwn`${leastWords(totals)}${durationWords(connectedMs)} (${shareWords(connectedShare)})`;
}

/** `↑ 948k ↓ at least 419k`; `null` where no record has a count. */
export function packetTotals({ sessions, packetsUp, packetsDown, atLeast }: Totals): Mrkdwn | null {
  const isUnknown = ({ unknownSessions }: PacketTotal) =>
    sessions > 0 && unknownSessions === sessions;
  if (isUnknown(packetsUp) && isUnknown(packetsDown)) return null;
  const total = (arrow: string, sum: PacketTotal): Mrkdwn => {
    if (isUnknown(sum)) return mrkdwn`${arrow} unknown`;
    const least = atLeast || sum.unknownSessions > 0 ? mrkdwn`at least ` : mrkdwn``;
    return mrkdwn`${arrow} ${least}${numberWords(sum.packets)}`;
  };
  return mrkdwn`${total("↑", packetsUp)} ${total("↓", packetsDown)}`;
}
