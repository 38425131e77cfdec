import type { Scope } from "../../accounts/accounts.ts";
import type { EvidenceKeep } from "../../core/evidence.ts";
import { type Audience, maskingOf, privateNumbers } from "../../core/private-numbers.ts";
import type { SimReport } from "../../core/report.ts";
import type { Clock } from "../../core/time.ts";
import type { PictureFile } from "../../ports/pictures.ts";
import { type KeepableFile, keepableFile, type RecordKeep } from "../../questions/keeping.ts";
import type { SimReports } from "../../questions/report.ts";
import type { Reply } from "../delivery/answering.ts";
import { sendWithPicture } from "../delivery/deliver.ts";
import { lookedAt } from "../delivery/question-frame.ts";
import { type CallOutcome, isPictureRefused, type SlackCalls } from "../delivery/slack-calls.ts";
import type { Asked } from "../intake/asker.ts";
import { refusalKind } from "../kit/slack-words.ts";
import {
  type KeptView,
  type KeptWhere,
  keptAnswerMessage,
  keptFileComment,
  keptMessage,
  notKeptMessage,
} from "../views/kept.ts";
import { clickedReport } from "./clicked-question.ts";
import type { PictureMaker } from "./picture-maker.ts";

export interface KeepParts {
  readonly reports: SimReports;
  readonly pictures: PictureMaker;
  /** The picture as a file, which goes out with the CSV and stays; `null`: there is none. */
  readonly pictureFile: (
    asked: Asked,
    report: SimReport,
    audience: Audience,
  ) => Promise<PictureFile | null>;
  readonly record: RecordKeep;
  readonly clock: Clock;
}

/** A press of Keep. */
export interface KeepPress {
  readonly asked: Asked;
  readonly value: unknown;
  readonly slack: SlackCalls;
  /** The message below which it goes; `null`: only one person sees the answer. */
  readonly threadTs: string | null;
}

/**
 * The answer as it stood: its file into the thread where it stands, then its text and picture; as
 * direct messages where the answer is private or the bot is no member. Only what went out is stored,
 * and what is said of the store is what it confirmed.
 */
export type KeepAnswers = (press: KeepPress, scope: Scope) => Promise<Reply>;

export function createKeepAnswers(parts: KeepParts): KeepAnswers {
  const { reports, pictures, pictureFile, record, clock } = parts;
  return async ({ asked, value, slack, threadTs }, scope) => {
    const withPicture = pictures(asked);
    const clicked = await clickedReport(reports, value, scope, "own_read");
    if (clicked.kind === "other") return clicked.reply;
    const { report, state } = clicked;
    const sims = [lookedAt(report)];
    const fileFor = (audience: Audience) => keepableFile(report, state.widenedFrom, audience);
    // Masked wherever it goes, as the text that stands below it.
    const picture = await pictureFile(asked, report, "channel");
    const sent = await sendFile({ asked, slack, threadTs }, { report, picture }, fileFor, clock);
    if (sent.kind !== "sent") {
      const outcome = sent.reason === null ? "keep_unconfirmed" : "keep_refused";
      return { kind: "aside", outcome, sims, message: notKeptMessage(sent.reason) };
    }
    const { file, keep, place, refused } = sent;
    const recorded = await record(keep, file.whole.bytes);
    const view: KeptView = { report, keep, recorded };
    // A link of the bot's own expires, so that is only where the picture is not in the upload.
    const answer =
      picture === null
        ? await withPicture([report], "channel", (linked) => keptAnswerMessage(view, linked))
        : { message: keptAnswerMessage(view, null) };
    const [channelId, thread] =
      place === "thread" ? [asked.channelId ?? "", threadTs ?? undefined] : [asked.userId];
    const posted = await sendWithPicture(
      answer,
      (message) => slack.post(channelId, message, thread),
      isPictureRefused,
    );
    const isPictureSent = picture !== null;
    const where = { place, refused, isPictureSent, text: posted.kind } satisfies KeptWhere;
    return { kind: "aside", outcome: "ok", sims, message: keptMessage(view, where) };
  };
}

type Sent =
  | {
      readonly kind: "sent";
      readonly file: KeepableFile;
      readonly keep: EvidenceKeep;
      readonly place: KeptWhere["place"];
      readonly refused: string | null;
    }
  /** Nowhere; `reason` is Slack's word, `null` where it gave no answer. */
  | { readonly kind: "not_sent"; readonly reason: string | null };

/** The bot is not there, or may not write there: then it is for whoever keeps it alone. */
const goesDirectly = new Set(["not_member", "closed", "archived"]);

async function sendFile(
  { asked, slack, threadTs }: Pick<KeepPress, "asked" | "slack" | "threadTs">,
  { report, picture }: { readonly report: SimReport; readonly picture: PictureFile | null },
  fileFor: (audience: Audience) => Promise<KeepableFile>,
  clock: Clock,
): Promise<Sent> {
  const { channelId, userId } = asked;
  const keepOf = (file: KeepableFile, keptIn: string | null): EvidenceKeep => ({
    ...{ account: report.account, simSid: report.sim.sid, sha256: file.sha256 },
    ...{ windowName: report.window.name, asOf: report.asOf, readAt: report.readAt },
    ...{ rows: file.whole.rows, keptBy: userId, keptAt: clock.now(), channelId: keptIn },
    maskedSha256: file.posted === file.whole ? null : file.postedSha256,
  });
  const mask = maskingOf(privateNumbers(report));
  const toSend = (file: KeepableFile, keep: EvidenceKeep) => {
    const { name, bytes } = file.posted;
    const comment = keptFileComment(report, keep, mask);
    const attached = picture && { name: name.replace(/\.csv$/, ".png"), ...picture };
    return { name, bytes, comment, picture: attached };
  };
  let refused: string | null = null;
  if (threadTs !== null && channelId !== null) {
    const file = await fileFor(isDirect(channelId) ? "asker" : "channel");
    const keep = keepOf(file, channelId);
    const sent = await slack.shareFile({ channelId, threadTs }, toSend(file, keep));
    if (sent.kind === "done") return { kind: "sent", file, keep, place: "thread", refused };
    if (sent.kind === "unconfirmed" || !goesDirectly.has(refusalKind(sent.reason)))
      return notSent(sent);
    refused = sent.reason;
  }
  const file = await fileFor("asker");
  const keep = keepOf(file, null);
  const sent = await slack.sendFile(userId, toSend(file, keep));
  if (sent.kind === "done") return { kind: "sent", file, keep, place: "direct", refused };
  return notSent(sent);
}

/** The direct messages with the bot, which nobody else reads; it is no member of those of two people. */
function isDirect(channelId: string): boolean {
  return channelId.startsWith("D");
}

function notSent(sent: Exclude<CallOutcome<unknown>, { kind: "done" }>): Sent {
  return { kind: "not_sent", reason: sent.kind === "refused" ? sent.reason : null };
}
