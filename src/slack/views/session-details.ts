import type { ModalView } from "@slack/types";
import { type Instant, minuteMs, secondMs } from "../../core/instant.ts";
import { operatorCode } from "../../core/operator.ts";
import type { SimReport } from "../../core/report.ts";
import { type DataSession, hasImpossibleTimes, lengthMs, reportedEnd } from "../../core/session.ts";
import { agoWords, justNow, said, type Tense } from "../../core/tense.ts";
import { durationWords, instantWordsUtc, isoUtc } from "../../core/words.ts";
import { context, section } from "../kit/blocks.ts";
import { countryFlag, countryWords } from "../kit/country.ts";
import { modal } from "../kit/modal.ts";
import {
  bold,
  code,
  instantMrkdwn,
  joined,
  link,
  type Mrkdwn,
  mrkdwn,
  ours,
} from "../kit/mrkdwn.ts";
import { reportedName } from "./account-words.ts";
import { mapUrl } from "./report-facts.ts";
import { exact } from "./session-row.ts";
import { staleLine } from "./stale-words.ts";

export const sessionDetailsTitle = "Session details";

/** One property of the record. */
interface Property {
  readonly label: string;
  /** As the platform's documentation calls it. */
  readonly wire: string;
  /** `null`: not reported. */
  readonly value: Mrkdwn | null;
}

interface Group {
  readonly title: string;
  readonly properties: readonly Property[];
}

/** Everything that the record of one session says, for the person who pressed the button alone. */
export function sessionDetailsModal(session: DataSession, report: SimReport): ModalView {
  const stale = staleLine(report);
  const groups: readonly Group[] = [
    { title: "When", properties: whenProperties(session) },
    { title: "Network", properties: networkProperties(session) },
    { title: "Where", properties: whereProperties(session) },
    { title: "Packets", properties: packetProperties(session) },
    { title: "Device and ids", properties: idProperties(session) },
  ];
  return modal({
    title: sessionDetailsTitle,
    blocks: [
      stale && section(stale),
      section(summary(session, report)),
      ...groups.map(groupBlock),
      context([
        mrkdwn`As of ${instantMrkdwn(report.asOf)} (${instantWordsUtc(report.asOf)}). Packets are not bytes; the tower is not the device.`,
      ]),
      context([
        mrkdwn`For developers, the platform's names: ${joined(groups.map(wireNames), " · ")}.`,
      ]),
    ],
  });
}

/** What can be worked out from the record, before the record itself. */
function summary(session: DataSession, report: SimReport): Mrkdwn {
  const length = lengthMs(session);
  return joined(
    [
      bold(reportedName(report)),
      mrkdwn`${bold("State")}: ${stateWords(session, report)}`,
      mrkdwn`${bold("Duration")}: ${durationOf(session, length)}`,
      mrkdwn`${bold("Packets per minute")}: ${rateWords(session, length)}`,
    ],
    "\n",
  );
}

function stateWords(session: DataSession, { asOf, tense }: SimReport): Mrkdwn {
  const { end, lastUpdated, isEndAssumed } = session;
  if (isEndAssumed) return mrkdwn`closed, but when is not known`;
  if (end !== null) return mrkdwn`closed`;
  const update =
    lastUpdated === null
      ? mrkdwn`its last update is not known`
      : mrkdwn`last update ${updatedWords(asOf - lastUpdated, tense)}`;
  return mrkdwn`${said(tense, "open", "open then")}, ${update}. Open does not prove that the device is still there.`;
}

function updatedWords(ms: number, tense: Tense): string {
  return ms < secondMs ? justNow(tense) : `${durationWords(ms)} ${agoWords(tense)}`;
}

function durationOf(session: DataSession, length: number | null): Mrkdwn {
  if (hasImpossibleTimes(session)) return mrkdwn`unknown, as its times contradict each other`;
  if (length === null) return mrkdwn`unknown`;
  return session.end === null
    ? mrkdwn`at least ${durationWords(length)}, up to its last update`
    : mrkdwn`${durationWords(length)}`;
}

function rateWords({ packetsUp, packetsDown }: DataSession, length: number | null): Mrkdwn {
  if (length === null) return mrkdwn`unknown, as the duration is not known`;
  if (length === 0) return mrkdwn`none to be told: it began and ended in the same second`;
  const perMinute = (packets: number | null): string => {
    if (packets === null) return "unknown";
    const rate = packets / (length / minuteMs);
    return rate > 0 && rate < 0.1 ? "under 0.1" : rate.toFixed(rate < 10 ? 1 : 0);
  };
  return mrkdwn`↑ ${perMinute(packetsUp)} ↓ ${perMinute(packetsDown)}`;
}

function whenProperties(session: DataSession): Property[] {
  const { start, lastUpdated } = session;
  return [
    { label: "Start", wire: "start", value: instantValue(start) },
    { label: "End", wire: "end", value: instantValue(reportedEnd(session)) },
    { label: "Last update", wire: "last_updated", value: instantValue(lastUpdated) },
  ];
}

function networkProperties({ operator, radioLink }: DataSession): Property[] {
  const { name, country, mcc, mnc } = operator;
  const pair = operatorCode(operator);
  const together = pair === null ? null : mrkdwn`together ${code(pair)}`;
  return [
    { label: "Operator", wire: "operator_name", value: copied(name) },
    {
      label: "Country",
      wire: "operator_country",
      value: country === null ? null : countryValue(country),
    },
    { label: "Country code (MCC)", wire: "operator_mcc", value: copied(mcc) },
    {
      label: "Network code (MNC)",
      wire: "operator_mnc",
      value: mnc === null ? null : joined([code(mnc), together], ", "),
    },
    { label: "Radio link", wire: "radio_link", value: copied(radioLink) },
  ];
}

function whereProperties({ cellId, tower }: DataSession): Property[] {
  return [
    { label: "Cell at the last update", wire: "cell_id", value: copied(cellId) },
    {
      label: "Its tower",
      wire: "cell_location_estimate",
      value:
        tower === null
          ? null
          : mrkdwn`near ${link(mapUrl(tower), "this place on the map")} (estimate), ${code(`${tower.latitude.toFixed(5)}, ${tower.longitude.toFixed(5)}`)}`,
    },
  ];
}

function packetProperties({ packetsUp, packetsDown }: DataSession): Property[] {
  const counted = (packets: number | null) => (packets === null ? null : mrkdwn`${exact(packets)}`);
  return [
    { label: "Up from the SIM", wire: "packets_uploaded", value: counted(packetsUp) },
    { label: "Down to the SIM", wire: "packets_downloaded", value: counted(packetsDown) },
  ];
}

function idProperties({ imei, sid, simSid, accountSid }: DataSession): Property[] {
  return [
    { label: "IMEI of the modem", wire: "imei", value: copied(imei) },
    { label: "Session SID", wire: "sid", value: copied(sid) },
    { label: "SIM SID", wire: "sim_sid", value: copied(simSid) },
    { label: "Account SID", wire: "account_sid", value: copied(accountSid) },
  ];
}

/** One line a property; what is not reported shares the last line. */
function groupBlock({ title, properties }: Group) {
  const lines = properties.flatMap(({ label, value }) =>
    value === null ? [] : [mrkdwn`${ours(label)}: ${value}`],
  );
  const missing = properties.filter(({ value }) => value === null).map(({ label }) => label);
  const rest = missing.length === 0 ? null : mrkdwn`Not reported: ${ours(withinLine(missing))}`;
  return section(joined([bold(title), ...lines, rest], "\n"));
}

/** `end, last update`; abbreviations keep their capitals. */
function withinLine(labels: readonly string[]): string {
  return labels
    .map((label) => label.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase()))
    .join(", ");
}

function wireNames({ properties }: Group): Mrkdwn {
  return joined(
    properties.map(({ wire }) => code(wire)),
    " ",
  );
}

function copied(text: string | null): Mrkdwn | null {
  return text === null ? null : code(text);
}

function instantValue(at: Instant | null): Mrkdwn | null {
  return at === null ? null : mrkdwn`${instantMrkdwn(at)}, ${code(isoUtc(at))}`;
}

function countryValue(country: string): Mrkdwn {
  const flag = countryFlag(country);
  const name = countryWords(country);
  const named = joined([flag === null ? null : mrkdwn`${flag}`, mrkdwn`${name}`], " ");
  return name === country ? code(country) : mrkdwn`${named}, ${code(country)}`;
}
