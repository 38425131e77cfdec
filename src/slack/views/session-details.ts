import type { ModalView } from "@slack/types";
import { type Instant, minuteMs } from "../../core/instant.ts";
import { operatorCode } from "../../core/operator.ts";
import type { SimReport } from "../../core/report.ts";
import { type DataSession, hasImpossibleTimes, lengthMs } from "../../core/session.ts";
import { simLabel } from "../../core/sim.ts";
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
import { mapUrl } from "./report-fields.ts";
import { exact } from "./session-row.ts";

export const sessionDetailsTitle = "Session details";

/** One property of the record: its value, its name at the platform, and what it is in a word. */
interface Property {
  readonly label: string;
  /** As the platform's documentation calls it. */
  readonly wire: string;
  readonly meaning: string;
  /** `null`: not reported. */
  readonly value: Mrkdwn | null;
}

/** Everything that the record of one session says, for the person who pressed the button alone. */
export function sessionDetailsModal(session: DataSession, report: SimReport): ModalView {
  return modal({
    title: sessionDetailsTitle,
    blocks: [
      section(summary(session, report)),
      group("When", whenProperties(session)),
      group("Network", networkProperties(session)),
      group("Where", whereProperties(session)),
      group("Packets", packetProperties(session)),
      group("Device and ids", idProperties(session)),
      context([
        mrkdwn`As of ${instantMrkdwn(report.asOf)} (${instantWordsUtc(report.asOf)}). Names in grey boxes are the platform's own. Packets are not bytes.`,
      ]),
    ],
  });
}

/** What can be worked out from the record, before the record itself. */
function summary(session: DataSession, { sim }: SimReport): Mrkdwn {
  const length = lengthMs(session);
  return joined(
    [
      bold(mrkdwn`${simLabel(sim)}`),
      mrkdwn`${bold("State")}: ${stateWords(session)}`,
      mrkdwn`${bold("Duration")}: ${durationOf(session, length)}`,
      mrkdwn`${bold("Packets per minute")}: ${rateWords(session, length)}`,
    ],
    "\n",
  );
}

function stateWords({ end }: DataSession): Mrkdwn {
  return end === null
    ? mrkdwn`open: nobody has reported its end. That does not mean that the device is there; look at the last update.`
    : mrkdwn`closed`;
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

function whenProperties({ start, end, lastUpdated }: DataSession): Property[] {
  return [
    {
      ...{ label: "Start", wire: "start", meaning: "when the connection began" },
      value: instantValue(start),
    },
    {
      ...{ label: "End", wire: "end", meaning: "when it ended; missing while it is open" },
      value: instantValue(end),
    },
    {
      ...{
        label: "Last update",
        wire: "last_updated",
        meaning: "when the platform last heard of it",
      },
      value: instantValue(lastUpdated),
    },
  ];
}

function networkProperties({ operator, radioLink }: DataSession): Property[] {
  const { name, country, mcc, mnc } = operator;
  const pair = operatorCode(operator);
  return [
    {
      ...{ label: "Operator", wire: "operator_name", meaning: "the mobile network" },
      value: name === null ? null : code(name),
    },
    {
      ...{ label: "Country", wire: "operator_country", meaning: "where that network is" },
      value: country === null ? null : countryValue(country),
    },
    {
      ...{
        label: "Country code",
        wire: "operator_mcc",
        meaning: "MCC, the network's country as a number",
      },
      value: mcc === null ? null : code(mcc),
    },
    {
      ...{
        label: "Network code",
        wire: "operator_mnc",
        meaning: "MNC, the network in that country",
      },
      value:
        mnc === null
          ? null
          : joined([code(mnc), pair === null ? null : mrkdwn`(together ${code(pair)})`], " "),
    },
    {
      ...{ label: "Radio link", wire: "radio_link", meaning: "the kind of mobile network" },
      value: radioLink === null ? null : code(radioLink),
    },
  ];
}

function whereProperties({ cellId, tower }: DataSession): Property[] {
  return [
    {
      ...{ label: "Cell", wire: "cell_id", meaning: "the antenna it used at the last update" },
      value: cellId === null ? null : code(cellId),
    },
    {
      label: "Tower",
      wire: "cell_location_estimate",
      meaning: "where that antenna probably stands; the device is somewhere around it",
      value:
        tower === null
          ? null
          : mrkdwn`near ${link(mapUrl(tower), "this tower on the map")} (estimate), ${code(`${tower.latitude.toFixed(5)}, ${tower.longitude.toFixed(5)}`)}`,
    },
  ];
}

function packetProperties({ packetsUp, packetsDown }: DataSession): Property[] {
  return [
    {
      ...{ label: "Up", wire: "packets_uploaded", meaning: "sent by the device" },
      value: packetsUp === null ? null : mrkdwn`${exact(packetsUp)}`,
    },
    {
      ...{ label: "Down", wire: "packets_downloaded", meaning: "sent to the device" },
      value: packetsDown === null ? null : mrkdwn`${exact(packetsDown)}`,
    },
  ];
}

function idProperties({ imei, sid, simSid, accountSid }: DataSession): Property[] {
  const property = (label: string, wire: string, meaning: string, id: string | null): Property => ({
    ...{ label, wire, meaning },
    value: id === null ? null : code(id),
  });
  return [
    property("IMEI", "imei", "the number of the modem that holds the SIM", imei),
    property("Session SID", "sid", "this session at the platform", sid),
    property("SIM SID", "sim_sid", "the SIM at the platform", simSid),
    property("Account SID", "account_sid", "whose SIM it is", accountSid),
  ];
}

function group(title: string, properties: readonly Property[]) {
  return section(joined([bold(title), ...properties.map(propertyLines)], "\n"));
}

function propertyLines({ label, wire, meaning, value }: Property): Mrkdwn {
  return mrkdwn`${ours(label)}: ${value ?? ours("not reported")}\n› ${code(wire)} ${ours(meaning)}`;
}

function instantValue(at: Instant | null): Mrkdwn | null {
  return at === null ? null : mrkdwn`${instantMrkdwn(at)}, ${code(isoUtc(at))}`;
}

function countryValue(country: string): Mrkdwn {
  const flag = countryFlag(country);
  const name = mrkdwn`${countryWords(country)}`;
  return joined([code(country), flag === null ? null : mrkdwn`${flag}`, name], " ");
}
