import type { SectionBlock } from "@slack/types";
import { hourMs, type Instant } from "../../core/instant.ts";
import { operatorLabel } from "../../core/operator.ts";
import { called } from "../../core/operator-book.ts";
import type { SimReport } from "../../core/report.ts";
import {
  type DataSession,
  hasImpossibleTimes,
  lengthMs,
  type Operator,
  reportedEnd,
} from "../../core/session.ts";
import { said } from "../../core/tense.ts";
import { countWords, durationWords } from "../../core/words.ts";
import { section } from "../kit/blocks.ts";
import { countryFlag } from "../kit/country.ts";
import { bold, instantMrkdwn, joined, type Mrkdwn, mrkdwn, timeMrkdwn } from "../kit/mrkdwn.ts";

/**
 * One session in two lines: start, end or "open", duration, packets up and down; operator, radio
 * link, cell. So both are of about the same length, which is that of a phone's line.
 */
export function sessionRow(session: DataSession, report: SimReport): SectionBlock {
  const when = joined([whenWords(session, report), packetWords(session)], " · ");
  return section(joined([when, networkWords(session, report)], "\n"));
}

function whenWords(session: DataSession, report: SimReport): Mrkdwn {
  const start = session.start === null ? mrkdwn`start unknown` : instantMrkdwn(session.start);
  const end =
    session.end === null ? bold(said(report.tense, "open", "open then")) : endWords(session);
  return joined(
    [mrkdwn`${bold(start)} → ${end}`, lengthWords(session), remark(session, report)],
    " · ",
  );
}

/** The day is said once where the end is hours away at most. */
function endWords(session: DataSession): Mrkdwn {
  const end: Instant | null = reportedEnd(session);
  if (end === null) return mrkdwn`end unknown`;
  const length = lengthMs(session);
  return length !== null && length < 12 * hourMs ? timeMrkdwn(end) : instantMrkdwn(end);
}

function lengthWords(session: DataSession): Mrkdwn | null {
  const length = lengthMs(session);
  if (length === null) return hasImpossibleTimes(session) ? null : mrkdwn`duration unknown`;
  if (session.end !== null) return mrkdwn`${durationWords(length)}`;
  return length === 0 ? null : mrkdwn`at least ${durationWords(length)}`;
}

/** When the newest session was last heard of is said above all rows. */
function remark(session: DataSession, report: SimReport): Mrkdwn | null {
  if (hasImpossibleTimes(session)) return mrkdwn`its times contradict each other`;
  if (session.end !== null) return null;
  const updated = session === report.latest ? null : updateWords(session);
  const isNewest = session === report.open;
  const unclosed = isNewest ? null : mrkdwn`never reported closed`;
  return updated === null && unclosed === null ? null : joined([updated, unclosed], ", ");
}

/** Of one that was last heard of at its start nobody knows when it was updated. */
function updateWords({ lastUpdated }: DataSession): Mrkdwn {
  return lastUpdated === null
    ? mrkdwn`last update unknown`
    : mrkdwn`last update ${instantMrkdwn(lastUpdated)}`;
}

/** The cell is the long number, as in the facts above. A flag stands where another country is meant. */
function networkWords(
  { operator: recorded, radioLink, cellId }: DataSession,
  report: SimReport,
): Mrkdwn {
  const operator = called(report.operators, recorded);
  const flag = flagOf(operator);
  const isAbroad = flag !== null && flag !== flagOf(report.lastKnown.operator?.value ?? operator);
  const name = operatorLabel(operator);
  return joined(
    [
      name === null
        ? mrkdwn`operator unknown`
        : joined([isAbroad ? mrkdwn`${flag}` : null, mrkdwn`${name}`], " "),
      radioLink === null ? mrkdwn`radio link unknown` : mrkdwn`${radioLink}`,
      cellId === null ? mrkdwn`cell unknown` : mrkdwn`${cellId}`,
    ],
    " · ",
  );
}

function flagOf({ country }: Operator): string | null {
  return country === null ? null : countryFlag(country);
}

function packetWords({ packetsUp, packetsDown }: DataSession): Mrkdwn {
  if (packetsUp === null && packetsDown === null) return mrkdwn`packets unknown`;
  return packetCounts(packetsUp, packetsDown);
}

/** `↑ 12,345 ↓ 678`, on one line. */
export function packetCounts(up: number | null, down: number | null): Mrkdwn {
  return mrkdwn`↑\u00A0${exact(up)}\u00A0↓\u00A0${exact(down)}`;
}

/** `12,345`: a session's own count is shown to the last packet, as the record has it. */
export function exact(packets: number | null): string {
  return packets === null ? "unknown" : countWords(packets);
}
