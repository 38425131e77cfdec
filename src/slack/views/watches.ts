import type { KnownBlock } from "@slack/types";
import type { Watch } from "../../core/fleet/watch.ts";
import { watchLastsMs } from "../../core/fleet/watch-schedule.ts";
import type { Instant } from "../../core/instant.ts";
import type { SimReport } from "../../core/report.ts";
import { countWords, durationWords, nounFor } from "../../core/words.ts";
import { button, context, header, type Message, message, section } from "../kit/blocks.ts";
import { bold, code, instantMrkdwn, joined, type Mrkdwn, mrkdwn, ours } from "../kit/mrkdwn.ts";
import { encodeWatch } from "../values/watch-value.ts";
import { accountSuffix, reportedName } from "./account-words.ts";
import { type Quiet, quietLine } from "./quiet.ts";
import { localAndUtc } from "./report-facts.ts";

const listCommand = code("/sim watches");

export interface BegunWatch {
  readonly report: SimReport;
  readonly pressedAt: Instant;
  readonly everyMs: number;
  readonly isInThread: boolean;
  /** Its silence is expected; `null`: nobody does. */
  readonly quiet: Quiet | null;
}

/** From now on it is looked at: how often, how long, and where it is told. */
export function watchBegunMessage({
  report,
  pressedAt,
  everyMs,
  isInThread,
  quiet,
}: BegunWatch): Message {
  const where = isInThread ? "in this thread" : "in a direct message";
  const what = mrkdwn`simscope tells you ${ours(where)} when ${bold(reportedName(report))} is heard again.`;
  return message(what, [
    section(joined([what, quiet && quietLine(quiet)], "\n")),
    context([
      mrkdwn`${silentSince(report)}, as of ${instantMrkdwn(report.asOf)}. simscope looks every ${durationWords(everyMs)} at first, later less often, until ${instantMrkdwn(pressedAt + watchLastsMs)}, and then tells you that it ended. ${listCommand} shows what you wait for, and ends it.`,
    ]),
  ]);
}

function silentSince({ lastSeen }: SimReport): Mrkdwn {
  return lastSeen === null
    ? mrkdwn`Nothing heard in the 30 days that the platform keeps`
    : mrkdwn`Nothing heard since ${localAndUtc(lastSeen)}`;
}

/** The same person waits for it already. */
export function watchThereMessage(report: SimReport, { state, pressedAt }: Watch): Message {
  const name = bold(reportedName(report));
  const what =
    state.kind === "back"
      ? mrkdwn`${name} was heard ${localAndUtc(state.sign)}: simscope is about to tell you.`
      : state.kind === "over"
        ? mrkdwn`Waiting for ${name} ended ${instantMrkdwn(state.decidedAt)}: simscope is about to tell you.`
        : mrkdwn`You wait for ${name} already, since ${instantMrkdwn(pressedAt)}.`;
  return message(what, [
    section(what),
    context([mrkdwn`${listCommand} shows what you wait for, and ends it.`]),
  ]);
}

/** What was silent in the answer was heard since. */
export function heardSinceMessage(report: SimReport): Message {
  const { lastSeen, asOf } = report;
  const name = bold(reportedName(report));
  const what =
    lastSeen === null
      ? mrkdwn`${name} is not silent beyond its own rhythm, as of ${instantMrkdwn(asOf)}.`
      : mrkdwn`${name} was heard ${localAndUtc(lastSeen)} and is not silent beyond its own rhythm, as of ${instantMrkdwn(asOf)}.`;
  return message(what, [
    section(what),
    context([
      mrkdwn`So there is nothing to wait for. Press ${bold("Refresh")} for the answer as it is now.`,
    ]),
  ]);
}

export function tooManyWatchesMessage(of: "person" | "account", most: number): Message {
  const what =
    of === "person"
      ? mrkdwn`You wait for ${most} SIMs already, and more are too many for one person.`
      : mrkdwn`People wait for ${most} SIMs of this account already, and more are too many at one time.`;
  const next =
    of === "person"
      ? mrkdwn`End those that you no longer need: ${listCommand}`
      : mrkdwn`Try again when some of them are back, or ask colleagues to end theirs: ${listCommand}`;
  return inTwoLines(what, next);
}

/** Neither read nor kept: the database is away. */
export function watchesAwayMessage(): Message {
  return inTwoLines(
    mrkdwn`simscope's database cannot be reached, so nothing was changed, and what you wait for cannot be shown.`,
    mrkdwn`It is on simscope's side: try again in a minute. What was waited for goes on when it is back.`,
  );
}

function inTwoLines(what: Mrkdwn, next: Mrkdwn): Message {
  return message(mrkdwn`${what} ${next}`, [section(mrkdwn`${what}\n${next}`)]);
}

/** A watch and what its SIM is called here. Untrusted text. */
export interface ListedWatch {
  readonly watch: Watch;
  readonly name: string;
  readonly quiet: Quiet | null;
}

export interface WatchList {
  readonly asOf: Instant;
  /** Of the accounts that may be looked in from here. */
  readonly watches: readonly ListedWatch[];
  /** Those of other accounts. */
  readonly elsewhere: number;
  /** What was just ended; left out: nothing. */
  readonly ended?: "ended" | "was_over";
}

/** As many as one screen of a phone shows with all that is known of each. */
const mostInFull = 5;

/** What one person waits for, with a button to end each; of many of them each in few words. */
export function watchesMessage({ asOf, watches, elsewhere, ended }: WatchList): Message {
  const count = watches.length;
  const isInFull = count <= mostInFull;
  const looks = watches.map(({ watch }) => watch.lookedAt);
  const what =
    count === 0
      ? mrkdwn`You wait for no SIM${ours(elsewhere > 0 ? " of the accounts that may be looked in from here" : "")}.`
      : mrkdwn`You wait for ${countWords(count)} ${nounFor(count, "SIM")}.`;
  return message(what, [
    header("What you wait for"),
    section(joined([ended === undefined ? null : endedWords[ended], what], " ")),
    ...watches.flatMap((listed) => watchRow(listed, isInFull)),
    context([
      joined(
        [
          mrkdwn`As of ${localAndUtc(asOf)}${isInFull ? mrkdwn`` : mrkdwn`; each was looked at ${instantMrkdwn(Math.min(...looks))} or later`}.`,
          elsewhere > 0
            ? mrkdwn`${countWords(elsewhere)} more in accounts that may not be looked in from here.`
            : null,
          count === 0
            ? mrkdwn`The answer about a SIM that is silent has the button ${bold("Tell me when it is back")}.`
            : null,
        ],
        " ",
      ),
    ]),
  ]);
}

const endedWords = {
  ended: mrkdwn`Ended: that SIM is no longer looked at for you.`,
  was_over: mrkdwn`That one was over already, or is about to be told.`,
};

function watchRow({ watch, name, quiet }: ListedWatch, isInFull: boolean): (KnownBlock | null)[] {
  const { id, account, pressedAt, lookedAt } = watch;
  return [
    section(
      mrkdwn`${bold(`${name}${accountSuffix(account)}`)}\n${heardWords(watch)}${isInFull || quiet === null ? mrkdwn`` : mrkdwn` · 🔕 quiet by arrangement until ${instantMrkdwn(quiet.until)}`}`,
      button({
        actionId: "watch_end",
        label: "End",
        spoken: `waiting for ${name}`,
        value: encodeWatch(id),
      }),
    ),
    isInFull
      ? context([
          joined(
            [
              mrkdwn`You asked ${instantMrkdwn(pressedAt)} · looked at ${instantMrkdwn(lookedAt)}`,
              quiet && quietLine(quiet),
            ],
            "\n",
          ),
        ])
      : null,
  ];
}

function heardWords({ state, lastSign }: Watch): Mrkdwn {
  if (state.kind === "seen")
    return mrkdwn`Heard ${instantMrkdwn(state.sign)}; the next look has to confirm it`;
  if (state.kind === "back") return mrkdwn`Heard ${instantMrkdwn(state.sign)}; told in a moment`;
  return lastSign === null
    ? mrkdwn`Nothing heard in 30 days`
    : mrkdwn`Silent since ${instantMrkdwn(lastSign)}`;
}
