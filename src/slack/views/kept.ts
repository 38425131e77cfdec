import type { EvidenceKeep, Recorded } from "../../core/evidence.ts";
import { privateNumbers } from "../../core/private-numbers.ts";
import type { SimReport } from "../../core/report.ts";
import { windowWords } from "../../core/window.ts";
import { countWords, datedUtc, nounFor } from "../../core/words.ts";
import * as kit from "../kit/blocks.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { maskedMessage } from "../kit/message-texts.ts";
import { bold, code, joined, type Mrkdwn, mention, mrkdwn, ours } from "../kit/mrkdwn.ts";
import { reportedName } from "./account-words.ts";
import { exportFailedMessage } from "./exported.ts";
import { localAndUtc } from "./report-facts.ts";
import { verdictSentence } from "./report-line.ts";
import { answerHead } from "./sim-report.ts";
import type { PictureView } from "./timeline-picture.ts";

/** An answer that is kept: what of it goes where, and what is known of its file. */
export interface KeptView {
  readonly report: SimReport;
  readonly keep: EvidenceKeep;
  readonly recorded: Recorded;
}

/** Digits that tell files apart by eye; the whole hash stands below the file. */
const shownDigits = 12;

export function shortHash(sha256: string): string {
  return sha256.slice(0, shownDigits);
}

function sessionsWords(rows: number): string {
  return `${countWords(rows)} ${nounFor(rows, "session")}`;
}

/** Stands above the file and its picture, where it can be read before anything is known of the database. */
export function keptFileComment(
  report: SimReport,
  keep: EvidenceKeep,
  maskNames: (text: string) => string,
): Mrkdwn {
  const { window, asOf, totals } = report;
  const { keptBy, keptAt, rows, sha256, maskedSha256 } = keep;
  const name = bold(maskNames(reportedName(report)));
  const what = mrkdwn`${name}: ${sessionsWords(rows)}, ${windowWords(window.name)} to ${datedUtc(asOf)}. Kept by ${mention(keptBy)}, ${datedUtc(keptAt)}.`;
  const missing = totals.atLeast
    ? mrkdwn`Not all of its records could be read: this file has those that could.`
    : null;
  const hashes =
    maskedSha256 === null
      ? mrkdwn`SHA-256 of the CSV file: ${code(sha256)}`
      : mrkdwn`IMEIs are masked and positions left out. SHA-256 of the CSV file: ${code(maskedSha256)}\nof the whole one, as Export sends it: ${code(sha256)}`;
  return joined([what, missing, hashes], "\n");
}

/** The text and the picture of the answer as it stood, below its file, masked as everything that stays. */
export function keptAnswerMessage(view: KeptView, picture: PictureView | null): Message {
  const { report, keep } = view;
  const by = mrkdwn`Kept by ${mention(keep.keptBy)}, ${localAndUtc(keep.keptAt)}`;
  const answer = kit.message(mrkdwn`${verdictSentence(report)} ${by}.`, [
    ...answerHead(report, picture, { audience: "channel" }),
    context([
      mrkdwn`${by}. As of ${localAndUtc(report.asOf)}, ${windowWords(report.window.name)}. Packets are not bytes.`,
    ]),
  ]);
  const masked = maskedMessage(answer, privateNumbers(report));
  // A hash is no number of a card, whatever its digits.
  const below = context([
    joined(
      [
        mrkdwn`SHA-256 ${code(keep.sha256)}`,
        ownReadWords(view),
        recordedWords(view.recorded),
        beforeWords(view.recorded),
      ],
      "\n",
    ),
  ]);
  return { ...masked, blocks: [...masked.blocks, ...(below === null ? [] : [below])] };
}

/** The file is of the very read that was shown, or what is known where that is gone. `null`: it is. */
function ownReadWords({ report, keep, recorded }: KeptView): Mrkdwn | null {
  const others = recorded.kind === "stored" ? recorded.otherBytes : [];
  const sameAnswer = recorded.kind === "stored" && recorded.before.some(isOfAnswer(keep));
  const [other] = others;
  const differs =
    other === undefined
      ? null
      : mrkdwn`${bold("Other bytes")} than were kept of this answer ${datedUtc(other.keptAt)} by ${mention(other.keptBy)}: ${code(shortHash(other.sha256))}.`;
  if (report.readFrom === report.asOf) return differs;
  const anew = mrkdwn`${bold("Read anew")} ${datedUtc(keep.readAt)}: what was read for the answer is not in memory any more.`;
  if (differs !== null) return mrkdwn`${anew} ${differs}`;
  return sameAnswer
    ? mrkdwn`${anew} The bytes are those that were kept of it before.`
    : mrkdwn`${anew} Whether the answer showed the same records, nobody can tell.`;
}

function isOfAnswer(keep: EvidenceKeep) {
  return ({ asOf, windowName }: EvidenceKeep): boolean =>
    asOf === keep.asOf && windowName === keep.windowName;
}

/** What the store has of it: nothing more is said than it confirmed. */
function recordedWords(recorded: Recorded): Mrkdwn {
  switch (recorded.kind) {
    case "stored":
      return recorded.until === null
        ? mrkdwn`The hash is stored; the file is not: it is in Slack alone.`
        : mrkdwn`The hash is stored, and the whole file until ${datedUtc(recorded.until)}.`;
    case "not_stored":
      return mrkdwn`${bold("The hash is not stored")}: the database did not take it. It is in Slack alone.`;
    case "unknown":
      return mrkdwn`${bold("Whether the hash is stored is not known")}: the database did not answer in time. It is in Slack.`;
  }
}

function beforeWords(recorded: Recorded): Mrkdwn | null {
  if (recorded.kind !== "stored") return null;
  const [first, ...others] = recorded.before;
  if (first === undefined) return null;
  const more =
    others.length === 0
      ? ""
      : `, and ${countWords(others.length)} ${nounFor(others.length, "time")} since`;
  return mrkdwn`The same file was kept already ${datedUtc(first.keptAt)} by ${mention(first.keptBy)}${more}.`;
}

/** Where it all went. */
export interface KeptWhere {
  readonly place: "thread" | "direct";
  /** Slack's word why it did not go into the thread; `null`: it was not to, or did. */
  readonly refused: string | null;
  /** Whether the picture went out with the file, and so stands there whatever became of the text. */
  readonly isPictureSent: boolean;
  /** Whether the text stands there, too, with the picture where that did not go out with the file. */
  readonly text: "done" | "refused" | "unconfirmed";
}

/** To the person who pressed Keep alone. */
export function keptMessage(
  view: KeptView,
  { place, refused, isPictureSent, text }: KeptWhere,
): Message {
  const where =
    place === "thread"
      ? mrkdwn`in the thread of this answer`
      : mrkdwn`in your direct messages with ${bold("simscope")}`;
  const what = mrkdwn`${bold("Kept")} ${where}: ${sessionsWords(view.keep.rows)} as a CSV file, as of ${localAndUtc(view.report.asOf)}.`;
  const below = isPictureSent ? "text" : "text and picture";
  const texts =
    text === "done"
      ? null
      : text === "refused"
        ? mrkdwn`Slack did not take its ${ours(below)}: the file stands there without.`
        : mrkdwn`Slack did not confirm its ${ours(below)}: look there.`;
  const lines = [
    what,
    refused === null ? null : mrkdwn`Slack did not take it in this conversation (${refused}).`,
    texts,
    ownReadWords(view),
    recordedWords(view.recorded),
    beforeWords(view.recorded),
  ];
  const hidden =
    place === "thread"
      ? view.keep.maskedSha256 !== null && mrkdwn`IMEIs and positions are left out there.`
      : mrkdwn`It holds IMEIs and tower positions: think before you pass it on.`;
  return message(joined(lines, " "), [
    section(joined(lines, "\n")),
    context([mrkdwn`SHA-256 ${code(view.keep.sha256)}`, hidden === false ? null : hidden]),
  ]);
}

/** Slack took the file nowhere, or did not say. Nothing is stored of it. */
export function notKeptMessage(reason: string | null): Message {
  const failed = exportFailedMessage(reason, mrkdwn`press ${bold("Keep")}`);
  const nothing = mrkdwn`Nothing is stored of it.`;
  return {
    ...failed,
    blocks: [...failed.blocks, section(nothing)],
    text: `${failed.text} ${nothing.mrkdwn}`,
  };
}
