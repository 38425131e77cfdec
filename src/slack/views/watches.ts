import type { KnownBlock } from "@slack/types";
import type { Watch } from "../../core/fleet/watch.ts";
import { intervalAt, watchLastsMs } from "../../core/fleet/watch-schedule.ts";
import { dayMs, hourMs, type Instant } from "../../core/instant.ts";
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
      mrkdwn`${silentSince(report)}, as of ${instantMrkdwn(report.asOf)}.`,
      mrkdwn`It looks ${paceWords(everyMs)}, until ${instantMrkdwn(pressedAt + watchLastsMs)}. ${listCommand} shows what you wait for, and ends it.`,
    ]),
  ]);
}

/** `every 5 min for two hours, then every 15 min, after a day every 1 h`. */
function paceWords(everyMs: number): string {
  const [first, then, late] = [0, 2 * hourMs, dayMs].map((ageMs) =>
    durationWords(intervalAt(ageMs, everyMs)),
  );
  return `every ${first} for two hours, then every ${then}, after a day every ${late}`;
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
    state.kind === "back" || state.kind === "over"
      ? mrkdwn`simscope is about to tell you of ${name}.`
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
      ? mrkdwn`${name} is not silent beyond what is usual for it, as of ${instantMrkdwn(asOf)}.`
      : mrkdwn`${name} was heard ${localAndUtc(lastSeen)}: that is no unusual silence, as of ${instantMrkdwn(asOf)}.`;
  return message(what, [
    section(what),
    context([
      mrkdwn`So nothing is waited for. Press ${bold("Refresh")} for the answer as it is now.`,
    ]),
  ]);
}

export function tooManyWatchesMessage(of: "person" | "account", most: number): Message {
  const what =
    of === "person"
      ? mrkdwn`You wait for ${most} SIMs already, the most that one person can.`
      : mrkdwn`People wait for ${most} SIMs of this account already, the most at one time.`;
  const next =
    of === "person"
      ? mrkdwn`${listCommand} ends those that you no longer wait for.`
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

/** What one person waits for, with a button to end each. */
export function watchesMessage({ asOf, watches, elsewhere, ended }: WatchList): Message {
  const count = watches.length;
  const what =
    count === 0
      ? mrkdwn`You wait for no SIM${ours(elsewhere > 0 ? " of the accounts that may be looked in from here" : "")}.`
      : mrkdwn`You wait for ${countWords(count)} ${nounFor(count, "SIM")}.`;
  return message(what, [
    header("What you wait for"),
    section(joined([ended === undefined ? null : endedWords[ended], what], " ")),
    ...watches.map((listed): KnownBlock => watchRow(listed)),
    context([
      mrkdwn`As of ${localAndUtc(asOf)}.`,
      elsewhere > 0
        ? mrkdwn`${countWords(elsewhere)} more in accounts that may not be looked in from here.`
        : null,
      count === 0
        ? mrkdwn`A SIM that is silent has the button ${bold("Tell me when it is back")} in its answer.`
        : null,
    ]),
  ]);
}

const endedWords = {
  ended: mrkdwn`Ended: that SIM is no longer looked at for you.`,
  was_over: mrkdwn`That one was over already, or is about to be told.`,
};

function watchRow({ watch, name, quiet }: ListedWatch): KnownBlock {
  const { id, account, pressedAt, lookedAt, lastSign, state } = watch;
  const heard =
    state.kind === "seen" || state.kind === "back"
      ? mrkdwn`heard ${instantMrkdwn(state.sign)}, ${state.kind === "seen" ? "which the next look has to confirm" : "to be told in a moment"}`
      : lastSign === null
        ? mrkdwn`never heard before`
        : mrkdwn`silent since ${instantMrkdwn(lastSign)}`;
  const text = mrkdwn`${bold(`${name}${accountSuffix(account)}`)}\n${heard} · asked ${instantMrkdwn(pressedAt)} · looked at ${instantMrkdwn(lookedAt)}${quiet === null ? mrkdwn`` : mrkdwn` · quiet by arrangement until ${instantMrkdwn(quiet.until)}`}`;
  return section(
    text,
    button({
      actionId: "watch_end",
      label: "End",
      spoken: `waiting for ${name}`,
      value: encodeWatch(id),
    }),
  );
}
