import type { KnownBlock } from "@slack/types";
import type { Evidence, EvidencePage } from "../../core/evidence.ts";
import type { Audience } from "../../core/private-numbers.ts";
import { windowWords } from "../../core/window.ts";
import { countWords, datedUtc, nounFor } from "../../core/words.ts";
import { actions, button, context, type Message, message, section } from "../kit/blocks.ts";
import { maskedMessage } from "../kit/message-texts.ts";
import { bold, code, joined, type Mrkdwn, mention, mrkdwn } from "../kit/mrkdwn.ts";
import {
  type EvidencePlace,
  encodeEvidenceChoice,
  encodeEvidencePlace,
} from "../values/evidence-value.ts";
import { accountSuffix } from "./account-words.ts";
import { exportFailedMessage } from "./exported.ts";
import { shortHash } from "./kept.ts";

export interface EvidenceView extends EvidencePage {
  /** What the SIM is called. Untrusted. */
  readonly name: string;
  readonly place: EvidencePlace;
  readonly pageCount: number;
  readonly audience: Audience;
}

/** People who kept the same bytes that are named; the others are counted. */
const mostNamed = 3;

/** What was kept of a SIM, kept last first, one page of it. */
export function evidenceMessage(view: EvidenceView): Message {
  const { name, total, evidence, place, pageCount } = view;
  if (total === 0) return inFrontOf(view.audience, nothingKeptMessage(name));
  const paged =
    pageCount === 1
      ? mrkdwn``
      : mrkdwn` Page ${countWords(place.page)} of ${countWords(pageCount)}.`;
  const what = mrkdwn`Kept of ${bold(name)}: ${countWords(total)} ${nounFor(total, "file")}, kept last first.${paged}`;
  const list = message(what, [
    section(what),
    ...evidence.map((one): KnownBlock => evidenceRow(one, view.audience)),
    pageControls(view),
    context([
      mrkdwn`SHA-256 is that of the whole file, as ${bold("Export")} sends it: ${code("sha256sum")} of a file that somebody has tells whether it is the same.`,
    ]),
  ]);
  return inFrontOf(view.audience, list);
}

/** A SIM may be called by the number of its card. */
function inFrontOf(audience: Audience, list: Message): Message {
  return audience === "asker" ? list : maskedMessage(list, []);
}

function evidenceRow(one: Evidence, audience: Audience) {
  const { keeps, sha256, storedUntil, account, simSid } = one;
  const [first] = keeps;
  const of =
    first === undefined
      ? null
      : mrkdwn`${bold(`${windowWords(first.windowName)} to ${datedUtc(first.asOf)}`)} · ${countWords(first.rows)} ${nounFor(first.rows, "session")}${accountSuffix(account)}`;
  const named = keeps
    .slice(0, mostNamed)
    .map(({ keptBy, keptAt }) => mrkdwn`${mention(keptBy)} ${datedUtc(keptAt)}`);
  const more = keeps.length - named.length;
  const by = mrkdwn`Kept by ${joined(named, ", ")}${more > 0 ? `, and ${countWords(more)} more` : ""}`;
  // What stands in a channel may be masked like a number: there the beginning must do.
  const hash = mrkdwn`SHA-256 ${code(audience === "asker" ? sha256 : shortHash(sha256))}`;
  const stored =
    storedUntil === null
      ? mrkdwn`file not stored`
      : mrkdwn`file stored until ${datedUtc(storedUntil)}`;
  return section(
    joined([of, by, mrkdwn`${hash} · ${stored}`], "\n"),
    storedUntil === null
      ? undefined
      : button({
          actionId: "evidence_get",
          label: "Get the CSV",
          spoken: `Get the CSV ${shortHash(sha256)} as a direct message`,
          value: encodeEvidenceChoice({ simSid, account, sha256 }),
        }),
  );
}

function pageControls({ place, pageCount }: EvidenceView) {
  const valueAt = (page: number) => encodeEvidencePlace({ ...place, page });
  return actions([
    place.page > 1
      ? button({
          actionId: "evidence_back",
          label: "Back",
          spoken: "Back: what was kept after these",
          value: valueAt(place.page - 1),
        })
      : null,
    place.page < pageCount
      ? button({
          actionId: "evidence_more",
          label: "More",
          spoken: "More: what was kept before these",
          value: valueAt(place.page + 1),
        })
      : null,
  ]);
}

function nothingKeptMessage(name: string): Message {
  const what = mrkdwn`Nothing is stored as kept of ${bold(name)}.`;
  const next = mrkdwn`${bold("Keep")}, in the menu ⋯ of an answer, keeps its file, picture and text with a hash.`;
  return inLines([what, next]);
}

/** The database gave no list. */
export function evidenceUnreadMessage(): Message {
  return inLines([
    mrkdwn`What was kept cannot be read just now: the database did not answer.`,
    mrkdwn`Nothing says that it is lost. Try again in a minute.`,
  ]);
}

/** Stands above a stored file that is sent again. */
export function evidenceFileComment(one: Evidence, name: string): Mrkdwn {
  const [first] = one.keeps;
  if (first === undefined) return mrkdwn`${bold(name)}`;
  const { windowName, asOf, rows, keptBy, keptAt } = first;
  return mrkdwn`${bold(name)}: ${countWords(rows)} ${nounFor(rows, "session")}, ${windowWords(windowName)} to ${datedUtc(asOf)}. First kept by ${mention(keptBy)}, ${datedUtc(keptAt)}.\nSHA-256, found to be right just now: ${code(one.sha256)}`;
}

/** To whoever asked for a stored file alone. */
export function evidenceSentMessage({ sha256 }: Pick<Evidence, "sha256">): Message {
  const what = mrkdwn`Sent you the file with the SHA-256 ${code(shortHash(sha256))}…, in your direct messages with ${bold("simscope")}.`;
  return message(what, [
    section(what),
    context([
      mrkdwn`Its bytes are those that were kept. It holds IMEIs and tower positions: think before you pass it on.`,
    ]),
  ]);
}

/** Not what was kept: nobody must take it for that. */
export function evidenceChangedMessage(kept: string, found: string): Message {
  return inLines([
    mrkdwn`${bold("The stored file is not what was kept")}: its SHA-256 is ${code(shortHash(found))}…, and ${code(shortHash(kept))}… was kept. It is not sent.`,
    mrkdwn`Somebody or something changed it in the database. A copy that was posted when it was kept can be told by its hash. Ask the person who runs simscope.`,
  ]);
}

/** Its time is over, or nobody kept it. */
export function evidenceGoneMessage(): Message {
  return inLines([
    mrkdwn`That file is not stored any more; its hash is, if it was kept.`,
    mrkdwn`It may still stand in the thread, or the direct message, where it was kept.`,
  ]);
}

/** Slack did not take the file. */
export function evidenceNotSentMessage(reason: string | null): Message {
  return exportFailedMessage(reason, mrkdwn`press ${bold("Get the CSV")}`);
}

function inLines(lines: readonly Mrkdwn[]): Message {
  return message(joined(lines, " "), [section(joined(lines, "\n"))]);
}
