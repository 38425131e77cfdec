import type { SectionBlock } from "@slack/types";
import { operatorCode, operatorLabel } from "../../core/operator.ts";
import type { SimReport } from "../../core/report.ts";
import { type DataSession, hasImpossibleTimes, lastSeen, lengthMs } from "../../core/session.ts";
import { durationWords } from "../../core/words.ts";
import { section } from "../kit/blocks.ts";
import { countryFlag } from "../kit/country.ts";
import { bold, instantMrkdwn, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";

/** One session: start, end or "open", duration; operator, radio link, cell; packets up and down. */
export function sessionRow(session: DataSession, report: SimReport): SectionBlock {
  return section(
    joined([whenLine(session, report), networkLine(session), packetsLine(session)], "\n"),
  );
}

function whenLine(session: DataSession, report: SimReport): Mrkdwn {
  const start = session.start === null ? mrkdwn`start unknown` : instantMrkdwn(session.start);
  const end = session.end === null ? bold("open") : instantMrkdwn(session.end);
  return joined(
    [mrkdwn`${bold(start)} → ${end}`, lengthWords(session), remark(session, report)],
    " · ",
  );
}

function lengthWords(session: DataSession): Mrkdwn | null {
  const length = lengthMs(session);
  if (length === null) return hasImpossibleTimes(session) ? null : mrkdwn`duration unknown`;
  return session.end === null
    ? mrkdwn`at least ${durationWords(length)}`
    : mrkdwn`${durationWords(length)}`;
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

function networkLine({ operator, radioLink, cellId }: DataSession): Mrkdwn {
  const flag = operator.country === null ? null : countryFlag(operator.country);
  const name = operatorLabel(operator);
  const code = operator.name === null ? null : operatorCode(operator);
  return joined(
    [
      name === null
        ? mrkdwn`operator unknown`
        : joined([flag === null ? null : mrkdwn`${flag}`, mrkdwn`${name}`], " "),
      code === null ? null : mrkdwn`${code}`,
      radioLink === null ? mrkdwn`radio link unknown` : mrkdwn`${radioLink}`,
      cellId === null ? mrkdwn`cell unknown` : mrkdwn`cell ${cellId}`,
    ],
    " · ",
  );
}

function packetsLine({ packetsUp, packetsDown }: DataSession): Mrkdwn {
  if (packetsUp === null && packetsDown === null) return mrkdwn`packets unknown`;
  return mrkdwn`↑ ${exact(packetsUp)} ↓ ${exact(packetsDown)} packets`;
}

/** `12,345`: a session's own count is shown to the last packet, as the record has it. */
export function exact(packets: number | null): string {
  return packets === null ? "unknown" : packets.toLocaleString("en-US");
}
