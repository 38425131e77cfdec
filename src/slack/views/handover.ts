import type { KnownBlock } from "@slack/types";
import { titleOf } from "../../core/findings/finding-titles.ts";
import type { QuietArrangement } from "../../core/fleet/quiet.ts";
import { gravityOf, type JudgedAt, type JudgedThen, type KnownNow } from "../../core/handover.ts";
import type { Instant } from "../../core/instant.ts";
import type { Audience } from "../../core/private-numbers.ts";
import { defaultWindowName } from "../../core/window.ts";
import { countWords, durationWords, nounFor } from "../../core/words.ts";
import { actions, button, context, type Message, message, section } from "../kit/blocks.ts";
import { maskedMessage } from "../kit/message-texts.ts";
import {
  bold,
  instantMrkdwn,
  joined,
  type Mrkdwn,
  mrkdwn,
  nearMrkdwn,
  ours,
} from "../kit/mrkdwn.ts";
import { encodeHandover } from "../values/handover-value.ts";
import { accountSuffix } from "./account-words.ts";
import { severityMark } from "./findings.ts";
import { quietLine } from "./quiet.ts";
import { localAndUtc } from "./report-facts.ts";
import { type ListedSim, listedName, simButton } from "./sim-line.ts";

/** A SIM in a handover. */
export interface HandoverLine {
  readonly sim: ListedSim;
  readonly before: JudgedThen;
  readonly now: KnownNow;
  readonly isBack: boolean;
  readonly quiet: QuietArrangement | null;
  /** `null`: not known. */
  readonly watches: number | null;
  /** `null`: not known. */
  readonly kept: { readonly files: number; readonly lastKeptAt: Instant } | null;
}

export interface HandoverView {
  readonly from: Instant;
  readonly to: Instant;
  /** Whether it is about the person's own questions, and not about those of a channel. */
  readonly isOwn: boolean;
  /** All of it: what is counted. */
  readonly rows: readonly HandoverLine[];
  /** Only the newest questions of that time were looked through. */
  readonly isCut: boolean;
  /** 1-based. */
  readonly page: number;
  readonly audience: Audience;
  /** Known of the SIMs, to be masked where others read. */
  readonly numbers: readonly string[];
}

/** One screen of a phone. */
export const handoverPageSize = 3;

/** What somebody who takes over has to know, the gravest first; no word of who looked. */
export function handoverMessage(view: HandoverView): Message {
  const { rows, page, to, isCut, audience, numbers } = view;
  const shown = rows.slice((page - 1) * handoverPageSize, page * handoverPageSize);
  const head = headWords(view);
  const answer = message(joined([head, countsWords(rows)], " "), [
    section(joined([head, countsWords(rows)], "\n")),
    ...shown.flatMap((row) => rowBlocks(row, to)),
    pageControls(view),
    context([
      joined(
        [
          rows.length === 0
            ? null
            : mrkdwn`“Now” is as of ${localAndUtc(to)}; “then” is the gravest verdict of an answer in that time.`,
          isCut ? mrkdwn`More was asked than is looked through: only the newest of it.` : null,
          storeWords(rows),
        ],
        " ",
      ),
    ]),
  ]);
  return audience === "asker" ? answer : maskedMessage(answer, numbers);
}

function headWords({ rows, from, to, isOwn, page }: HandoverView): Mrkdwn {
  const where = isOwn ? "that you asked about" : "asked about in this channel";
  const since = mrkdwn`since ${instantMrkdwn(from)} (${durationWords(to - from)})`;
  if (rows.length === 0)
    return mrkdwn`${bold("Handover")}: ${ours(isOwn ? "you asked about no SIM" : "no SIM was asked about in this channel")} ${since}, as far as questions are kept and their SIMs can be looked at from here.`;
  const pages = pageCountOf(rows.length);
  const paged = pages === 1 ? mrkdwn`` : mrkdwn` Page ${page} of ${pages}.`;
  return mrkdwn`${bold("Handover")}: ${countWords(rows.length)} ${nounFor(rows.length, "SIM")} ${ours(where)} ${since}.${paged}`;
}

/** `Now: 1 critical, 2 warnings · 3 came back · 2 not read anew`. */
function countsWords(rows: readonly HandoverLine[]): Mrkdwn | null {
  if (rows.length === 0) return null;
  const read = rows.flatMap(({ now }) => (now.known === "read" ? [now.severity] : []));
  const severities = [...new Set(read)].toSorted((a, b) => gravityOf(a) - gravityOf(b));
  const now = severities.map((one) => {
    const count = read.filter((severity) => severity === one).length;
    const isCounted = one === "warning" || one === "notice";
    return `${countWords(count)} ${isCounted ? nounFor(count, one) : (severityWords[one] ?? one)}`;
  });
  const back = rows.filter(({ isBack }) => isBack).length;
  const unread = rows.length - read.length;
  return ours(
    [
      ...(now.length === 0 ? [] : [`Now: ${now.join(", ")}`]),
      ...(back === 0 ? [] : [`${countWords(back)} came back`]),
      ...(unread === 0 ? [] : [`${countWords(unread)} not read anew`]),
    ].join(" · "),
  );
}

const severityWords: Readonly<Record<string, string>> = {
  normal: "with nothing found",
  unknown: "that can't be told",
  info: "for information",
};

/** Who it is and how it is doing now; below it in small print the rest, each with its moment. */
function rowBlocks(row: HandoverLine, at: Instant): (KnownBlock | null)[] {
  const { sim, before, now, quiet } = row;
  const name = mrkdwn`${bold(listedName(sim))}${ours(accountSuffix(sim.account))}`;
  const small = joined([heardWords(now, at), thenWords(before, at), notes(row, at)], " · ");
  return [
    section(
      joined([name, nowWords(now, at)], "\n"),
      simButton(sim, { windowName: defaultWindowName, place: "beside" }),
    ),
    context([joined([small, quiet && quietLine(quiet)], "\n")]),
  ];
}

function nowWords(now: KnownNow, at: Instant): Mrkdwn {
  switch (now.known) {
    case "read":
      return mrkdwn`Now: ${verdictName(now)}`;
    case "remembered":
      return mrkdwn`Not read anew${ours(now.isDark ? ": silent beyond its own rhythm," : ",")} as of ${nearMrkdwn(now.at, at)}`;
    case "nothing":
      return mrkdwn`Not read anew, and nothing is remembered since`;
  }
}

function heardWords(now: KnownNow, at: Instant): Mrkdwn | null {
  return now.known === "nothing" ? null : lastSeenWords(now.lastSign, at);
}

function lastSeenWords(lastSign: Instant | null, at: Instant): Mrkdwn {
  return lastSign === null
    ? mrkdwn`nothing heard in 30 days`
    : mrkdwn`last seen ${nearMrkdwn(lastSign, at)}`;
}

function thenWords(then: JudgedThen, at: Instant): Mrkdwn {
  const of = then.isOfEarlier ? " (of an earlier read)" : "";
  return mrkdwn`then, ${nearMrkdwn(then.at, at)}: ${verdictName(then)}${ours(of)}`;
}

/** By the title of what led; of then its kind alone is known. */
function verdictName({ severity, kind, title }: JudgedAt & { title?: string | null }): Mrkdwn {
  const mark = severityMark(severity);
  if (kind !== null) return mrkdwn`${ours(mark)}: ${ours(title ?? titleOf(kind, severity))}`;
  if (severity === "normal") return mrkdwn`${ours(mark)} nothing found`;
  if (severity === "unknown") return mrkdwn`${ours(mark)} can't be told`;
  return mrkdwn`${ours(mark)}`;
}

function notes({ isBack, before, watches, kept }: HandoverLine, at: Instant): Mrkdwn | null {
  const parts = [
    isBack ? mrkdwn`${bold("came back")}: heard after ${nearMrkdwn(before.at, at)}` : null,
    watches === null || watches === 0
      ? null
      : mrkdwn`${countWords(watches)} open ${nounFor(watches, "watch")}`,
    kept === null || kept.files === 0
      ? null
      : mrkdwn`${countWords(kept.files)} ${nounFor(kept.files, "file")} kept, last ${nearMrkdwn(kept.lastKeptAt, at)}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : joined(parts, " · ");
}

/** What the database did not tell is no "none". */
function storeWords(rows: readonly HandoverLine[]): Mrkdwn | null {
  const unread = [
    ...(rows.some(({ watches }) => watches === null) ? ["open watches"] : []),
    ...(rows.some(({ kept }) => kept === null) ? ["what was kept"] : []),
  ];
  return unread.length === 0
    ? null
    : mrkdwn`The database did not tell ${ours(unread.join(" and "))}.`;
}

export function pageCountOf(rows: number): number {
  return Math.max(1, Math.ceil(rows / handoverPageSize));
}

function pageControls({ from, to, page, rows }: HandoverView) {
  const valueAt = (at: number) => encodeHandover({ from, to, page: at });
  return actions([
    page > 1
      ? button({
          actionId: "handover_back",
          label: "Back",
          spoken: "Back: the SIMs before these",
          value: valueAt(page - 1),
        })
      : null,
    page < pageCountOf(rows.length)
      ? button({
          actionId: "handover_more",
          label: "More",
          spoken: "More: the SIMs after these",
          value: valueAt(page + 1),
        })
      : null,
  ]);
}

/** The record of who asked was not there in time. */
export function handoverUnreadMessage(): Message {
  const what = mrkdwn`Which SIMs were asked about cannot be read just now: the database did not answer.`;
  const next = mrkdwn`Try again in a minute. Any SIM can be asked about all the same.`;
  return message(mrkdwn`${what} ${next}`, [section(mrkdwn`${what}\n${next}`)]);
}
