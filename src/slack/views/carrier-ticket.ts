import type { ModalView } from "@slack/types";
import type { Evidence } from "../../core/findings/evidence.ts";
import { ruleOf } from "../../core/findings/finding.ts";
import type { Known } from "../../core/last-known.ts";
import { operatorCode } from "../../core/operator.ts";
import { called } from "../../core/operator-book.ts";
import type { SimReport } from "../../core/report.ts";
import { type DataSession, lengthMs, type Operator } from "../../core/session.ts";
import { said } from "../../core/tense.ts";
import { lastWindowWords } from "../../core/window.ts";
import {
  durationWords,
  isoUtc,
  plainText,
  type Sentence,
  shareWords,
  type Word,
} from "../../core/words.ts";
import { section } from "../kit/blocks.ts";
import { cleanText } from "../kit/clean.ts";
import { countryWords } from "../kit/country.ts";
import { modal, textToCopy } from "../kit/modal.ts";
import { bold, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { staleLine } from "./stale-words.ts";

export const carrierTicketTitle = "Carrier ticket";

/** What the button that closes the window is called when it is pressed. */
export const carrierTicketCallbackId = "carrier_ticket";

const ticketSessions = 5;
/** The longest piece of data in a line: no name is that long, and ten lines of them still fit. */
const dataCharacters = 60;

/** A text to paste into the operator's support form, for the person who pressed the button alone. */
export function carrierTicketModal(report: SimReport): ModalView {
  const stale = staleLine(report);
  return modal({
    title: carrierTicketTitle,
    blocks: [
      stale && section(stale),
      section(
        joined(
          [
            noteOf(report),
            mrkdwn`For the operator's support form. It holds the complete ICCID and IMEI, which only you see here: do not paste it into a channel.`,
          ],
          "\n",
        ),
      ),
      textToCopy({
        label: "Text of the ticket",
        hint: "Long press or click into the text, select all, copy. Changes are not kept.",
        text: carrierTicketText(report),
      }),
    ],
    submit: { label: "Done", callbackId: carrierTicketCallbackId },
  });
}

/** What asks for nothing is not sent off as a fault without a word of the person who sends it. */
function noteOf(report: SimReport): Mrkdwn | null {
  switch (reasonOf(report)) {
    case "fault":
    case "state":
      return null;
    case "question":
      return mrkdwn`${bold(said(report.tense, "Nothing here must be repaired now.", "Nothing here had to be repaired then."))} Add what you want to know.`;
    case "unreadable":
      return mrkdwn`${bold("Not all sessions could be read,")} so the text says nothing about what is missing.`;
    case "healthy":
      return mrkdwn`${bold("Nothing to investigate was found.")} If you send it all the same, add what does not work, and since when.`;
  }
}

/** Why somebody would write to the operator, as the verdict has it. */
type Reason = "fault" | "state" | "question" | "unreadable" | "healthy";

function reasonOf({ triage: { verdict } }: SimReport): Reason {
  if (verdict.kind !== null && ruleOf(verdict.kind).nature.about === "state") return "state";
  if (verdict.severity === "critical" || verdict.severity === "warning") return "fault";
  if (verdict.severity === "unknown") return "unreadable";
  return verdict.severity === "normal" ? "healthy" : "question";
}

/** The first line, which people also take for the subject of their request. */
function subjectOf(report: SimReport): string {
  const { verdict, findings } = report.triage;
  const title = findings.find(({ kind }) => kind === verdict.kind)?.title ?? "";
  switch (reasonOf(report)) {
    case "fault":
      return `Request to investigate the data connection of one SIM: ${title}`;
    case "state":
      return `Question about the state of one SIM: ${title}`;
    case "question":
      return `Question about the data connection of one SIM: ${title}`;
    case "unreadable":
      return "Data connection of one SIM: not all of its sessions could be read";
    case "healthy":
      return "Data connection of one SIM: no fault found in its sessions";
  }
}

/** Plain text of at most some 2,500 characters: exact ids, UTC instants, no markup. */
export function carrierTicketText(report: SimReport): string {
  const { sim, asOf, lastKnown, lastSeen: seen, tense, unknowns } = report;
  const isUnknown = unknowns.hidden.length > 0;
  const notSeen = isUnknown ? "not known" : `not in the ${lastWindowWords("30d", tense)}`;
  return [
    subjectOf(report),
    "",
    `ICCID: ${known(sim.iccid)}`,
    `SIM SID: ${sim.sid}`,
    `SIM status: ${known(sim.status)}`,
    `IMEI: ${lastValue(lastKnown.imei, known)}`,
    `Operator: ${lastValue(lastKnown.operator, operatorText)}`,
    `Radio link: ${lastValue(lastKnown.radioLink, known)}`,
    `Cell: ${lastValue(lastKnown.cellId, known)}`,
    `Last seen: ${seen === null ? notSeen : isoUtc(seen)}`,
    "",
    ...problemLines(report),
    "",
    ...sessionLines(report),
    "",
    `${said(tense, `As of ${isoUtc(asOf)}.`, `Read from the SIM platform: ${isoUtc(asOf)}. What happened since is not in it.`)} All times are UTC. Packets are counted in packets, not in bytes.`,
  ].join("\n");
}

/** Of the findings beside the leading one, so much evidence each: the ticket has one page. */
const otherEvidence = 2;

/** What leads with all its evidence, then whatever else asks for action, with the best of its own. */
function problemLines({ triage, tense }: SimReport): string[] {
  const { verdict, findings } = triage;
  const lead = findings.find(({ kind }) => kind === verdict.kind);
  const others = findings.filter(
    (one) => one !== lead && (one.severity === "critical" || one.severity === "warning"),
  );
  return [
    `What we ${said(tense, "see", "saw")}: ${textOf(verdict.sentence)}`,
    ...(verdict.since === null ? [] : [`Since: ${isoUtc(verdict.since)}`]),
    ...(lead?.evidence ?? []).map(evidenceLine),
    ...others.flatMap(({ summary, evidence }) => [
      `Also: ${textOf(summary)}`,
      ...evidence.slice(0, otherEvidence).map(evidenceLine),
    ]),
  ];
}

function evidenceLine({ label, value }: Evidence): string {
  return `- ${label}: ${evidenceText(value)}`;
}

function sessionLines(report: SimReport): string[] {
  const { sessions, earlier, tense, unknowns } = report;
  const newest = [...sessions, ...earlier].slice(0, ticketSessions);
  if (newest.length === 0 && unknowns.hidden.length > 0) return ["No data session is known."];
  if (newest.length === 0) return [`No data session in the ${lastWindowWords("30d", tense)}.`];
  return [
    newest.length === 1 ? "The newest session:" : `Last ${newest.length} sessions, newest first:`,
    ...newest.map((session, index) => `${index + 1}. ${sessionText(session, report)}`),
  ];
}

/** `2026-11-23T08:05:00Z to 2026-11-23T09:05:00Z (1 h), T-Mobile 310-260, LTE, cell …, 246 up, 296 down`. */
function sessionText(session: DataSession, { operators }: SimReport): string {
  const { start, end, lastUpdated, operator, radioLink, cellId, packetsUp, packetsDown } = session;
  const length = lengthMs(session);
  const until =
    end === null
      ? `open (last update ${lastUpdated === null ? "unknown" : isoUtc(lastUpdated)})`
      : session.isEndAssumed
        ? "unknown end"
        : isoUtc(end);
  return [
    `${start === null ? "unknown start" : isoUtc(start)} to ${until}${length === null || end === null ? "" : ` (${durationWords(length)})`}`,
    operatorText(called(operators, operator)),
    known(radioLink),
    `cell ${known(cellId)}`,
    `packets ${packetsUp ?? "unknown"} up, ${packetsDown ?? "unknown"} down`,
  ].join(", ");
}

function operatorText(operator: Operator): string {
  const { name, country } = operator;
  const where = country === null ? null : `(${countryWords(country)})`;
  const code = operatorCode(operator);
  const parts = [
    name === null ? null : known(name),
    where,
    code === null ? null : `MCC-MNC ${known(code)}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "operator not reported" : parts.join(" ");
}

function lastValue<Value>(last: Known<Value> | null, text: (value: Value) => string): string {
  return last === null ? "not reported" : `${text(last.value)} (reported ${isoUtc(last.at)})`;
}

function known(text: string | null): string {
  return text === null || text.trim() === "" ? "not reported" : cleanText(text, dataCharacters);
}

function evidenceText(value: Evidence["value"]): string {
  return value.kind === "share" ? shareWords(value.value) : wordText(value);
}

function textOf(sentence: Sentence): string {
  return sentence.map(wordText).join("");
}

/** An operator needs exact instants and the whole IMEI, where a chat shows neither. */
function wordText(word: Word): string {
  if (typeof word === "string") return word;
  switch (word.kind) {
    case "instant":
      return isoUtc(word.at);
    case "country":
      return countryWords(word.code);
    case "data":
    case "imei":
      return known(word.text);
    default:
      return plainText([word]);
  }
}
