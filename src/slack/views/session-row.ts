import type { SectionBlock } from "@slack/types";
import { hourMs, type Instant } from "../../core/instant.ts";
import { operatorLabel } from "../../core/operator.ts";
import type { SimReport } from "../../core/report.ts";
import { type DataSession, hasImpossibleTimes, lastSeen, lengthMs } from "../../core/session.ts";
import { said } from "../../core/tense.ts";
import { durationWords } from "../../core/words.ts";
import { section } from "../kit/blocks.ts";
import { countryFlag } from "../kit/country.ts";
import { bold, instantMrkdwn, joined, type Mrkdwn, mrkdwn, timeMrkdwn } from "../kit/mrkdwn.ts";

/**
 * One session in two lines: its number, start, end or "open", duration; operator, radio link, cell,
 * packets up and down.
 */
export function sessionRow(session: DataSession, number: number, report: SimReport): SectionBlock {
  const when = mrkdwn`${number}. ${whenWords(session, report)}`;
  const what = joined([networkWords(session), packetWords(session)], " · ");
  return section(joined([when, what], "\n"));
}

function whenWords(session: DataSession, report: SimReport): Mrkdwn {
  const start = session.start === null ? mrkdwn`start unknown` : instantMrkdwn(session.start);
  const end =
    session.end === null
      ? bold(said(report.tense, "open", "open then"))
      : endWords(session, session.end);
  return joined(
    [mrkdwn`${bold(start)} → ${end}`, lengthWords(session), remark(session, report)],
    " · ",
  );
}

/** The day is said once where the end is hours away at most. */
function endWords(session: DataSession, end: Instant): Mrkdwn {
  const length = lengthMs(session);
  return length !== null && length < 12 * hourMs ? timeMrkdwn(end) : instantMrkdwn(end);
}

function lengthWords(session: DataSession): Mrkdwn | null {
  const length = lengthMs(session);
  if (length === null) return hasImpossibleTimes(session) ? null : mrkdwn`duration unknown`;
  if (session.end !== null) return mrkdwn`${durationWords(length)}`;
  return length === 0 ? null : mrkdwn`at least ${durationWords(length)}`;
}

function remark(session: DataSession, report: SimReport): Mrkdwn | null {
  if (hasImpossibleTimes(session)) return mrkdwn`its times contradict each other`;
  if (session.end !== null) return null;
  const seen = lastSeen(session);
  const updated = seen === null ? null : mrkdwn`last update ${instantMrkdwn(seen)}`;
  return isNewestOpen(session, report)
    ? updated
    : joined([updated, mrkdwn`never reported closed`], ", ");
}

function isNewestOpen(session: DataSession, report: SimReport): boolean {
  return session === report.open;
}

function networkWords({ operator, radioLink, cellId }: DataSession): Mrkdwn {
  const flag = operator.country === null ? null : countryFlag(operator.country);
  const name = operatorLabel(operator);
  return joined(
    [
      name === null
        ? mrkdwn`operator unknown`
        : joined([flag === null ? null : mrkdwn`${flag}`, mrkdwn`${name}`], " "),
      radioLink === null ? mrkdwn`radio link unknown` : mrkdwn`${radioLink}`,
      cellId === null ? mrkdwn`cell unknown` : mrkdwn`cell ${cellId}`,
    ],
    " · ",
  );
}

function packetWords({ packetsUp, packetsDown }: DataSession): Mrkdwn {
  if (packetsUp === null && packetsDown === null) return mrkdwn`packets unknown`;
  return mrkdwn`↑ ${exact(packetsUp)} ↓ ${exact(packetsDown)}`;
}

/** `12,345`: a session's own count is shown to the last packet, as the record has it. */
export function exact(packets: number | null): string {
  return packets === null ? "unknown" : packets.toLocaleString("en-US");
}
