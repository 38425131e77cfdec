import type { SectionBlock } from "@slack/types";
import type { Instant } from "../../core/instant.ts";
import type { Known } from "../../core/last-known.ts";
import { operatorCode, operatorLabel } from "../../core/operator.ts";
import type { Audience } from "../../core/private-numbers.ts";
import type { SimReport } from "../../core/report.ts";
import type { Operator, TowerLocation } from "../../core/session.ts";
import { lastWindowWords } from "../../core/window.ts";
import { instantWordsUtc } from "../../core/words.ts";
import { section } from "../kit/blocks.ts";
import { countryFlag, countryWords } from "../kit/country.ts";
import { bold, instantMrkdwn, joined, link, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { packetCounts } from "./session-row.ts";

/**
 * The last values in two lines that need no glossary: where it was seen and what went through,
 * then when that was. A value is given its own moment where it is older than the newest record.
 */
export function reportFacts(report: SimReport, audience: Audience): SectionBlock {
  // Of a SIM without any session there is nothing else to report.
  if (report.latest === null) return section(lastSeenLine(report));
  return section(joined([networkLine(report, audience), lastSeenLine(report)], "\n"));
}

function networkLine(report: SimReport, audience: Audience): Mrkdwn {
  const { operator, radioLink, cellId } = report.lastKnown;
  return joined(
    [
      told(operator, report, namedOperator) ?? mrkdwn`operator not reported`,
      told(radioLink, report, (value) => mrkdwn`${value}`) ?? mrkdwn`radio link not reported`,
      told(cellId, report, (value) => mrkdwn`cell ${value}`) ?? mrkdwn`cell not reported`,
      towerWords(report, audience),
      packetWords(report),
    ],
    " · ",
  );
}

function told<Value>(
  known: Known<Value> | null,
  report: SimReport,
  words: (value: Value) => Mrkdwn,
): Mrkdwn | null {
  return known === null ? null : joined([words(known.value), age(known, report)], " ");
}

/** Said only where the value is older than the newest record: then it may no longer hold. */
function age(known: Known<unknown>, report: SimReport): Mrkdwn | null {
  const newest = report.lastSeen;
  return newest === null || known.at >= newest ? null : mrkdwn`(${instantMrkdwn(known.at)})`;
}

/** `🇺🇸 T-Mobile, United States`. */
function namedOperator(operator: Operator): Mrkdwn {
  const flag = operator.country === null ? null : countryFlag(operator.country);
  const name = mrkdwn`${operatorLabel(operator) ?? "unnamed operator"}`;
  const named =
    operator.country === null ? name : mrkdwn`${name}, ${countryWords(operator.country)}`;
  return joined([flag === null ? null : mrkdwn`${flag}`, named], " ");
}

/** `🇺🇸 T-Mobile, United States (310-260)`, where two are told apart. */
export function operatorWords(operator: Operator): Mrkdwn {
  const code = operator.name === null ? null : operatorCode(operator);
  return joined([namedOperator(operator), code === null ? null : mrkdwn`(${code})`], " ");
}

/** A place on a map is for the person who asked: a channel is not told of it. */
function towerWords(report: SimReport, audience: Audience): Mrkdwn | null {
  if (audience === "channel") return null;
  return told(report.lastKnown.tower, report, (tower) => link(mapUrl(tower), "tower map"));
}

/** OpenStreetMap with a marker; nothing is sent there unless somebody follows the link. */
export function mapUrl({ latitude, longitude }: TowerLocation): URL {
  const [lat, lon] = [latitude.toFixed(5), longitude.toFixed(5)];
  return new URL(`https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=13/${lat}/${lon}`);
}

function packetWords({ latest }: SimReport): Mrkdwn | null {
  if (latest === null) return null;
  const { packetsUp, packetsDown } = latest;
  return packetsUp === null && packetsDown === null
    ? mrkdwn`packets not reported`
    : mrkdwn`${packetCounts(packetsUp, packetsDown)} packets, latest session`;
}

function lastSeenLine({ lastSeen: seen, tense, unknowns }: SimReport): Mrkdwn {
  const isHidden = seen === null && unknowns.hidden.length > 0;
  const never = isHidden ? mrkdwn`not known` : mrkdwn`not in the ${lastWindowWords("30d", tense)}`;
  return mrkdwn`${bold("Last seen")} ${seen === null ? never : localAndUtc(seen)}`;
}

/** `today at 10:05 (23 Nov 10:05 UTC)`: the reader's own time, and the one that people compare. */
export function localAndUtc(at: Instant): Mrkdwn {
  return mrkdwn`${instantMrkdwn(at)} (${instantWordsUtc(at)})`;
}
