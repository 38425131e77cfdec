import type { KnownBlock } from "@slack/types";
import type { Watch } from "../../core/fleet/watch.ts";
import { type Instant, laterOf } from "../../core/instant.ts";
import type { SimReport } from "../../core/report.ts";
import { defaultWindowName } from "../../core/window.ts";
import { count as counted, countWords, durationWords, nounFor } from "../../core/words.ts";
import { button, context, type Message, message, section, together } from "../kit/blocks.ts";
import {
  bold,
  code,
  instantMrkdwn,
  joined,
  type Mrkdwn,
  mention,
  mrkdwn,
  ours,
  sentenceMrkdwn,
} from "../kit/mrkdwn.ts";
import { encodePick } from "../values/pick-state.ts";
import { accountSuffix, inAccountOption } from "./account-words.ts";
import { severityMark, verdictWithMoment } from "./findings.ts";
import { notAllowedMessage } from "./outcomes.ts";
import { type Quiet, quietLine } from "./quiet.ts";
import { localAndUtc } from "./report-facts.ts";

/** A watch that is over, with all that is told of it. */
export interface ToldWatch {
  readonly watch: Watch;
  /** What the SIM is called. Untrusted text. */
  readonly name: string;
  /** As it was read just now; `null`: it could not be. */
  readonly now: SimReport | null;
  /** As it was right before it was heard again; `null`: not known, or it was not heard. */
  readonly before: SimReport | null;
  /** Its silence is still expected; `null`: nobody does. */
  readonly quiet: Quiet | null;
}

export interface ToldWatches {
  readonly told: readonly ToldWatch[];
  /** Who waited, where others read along; `null`: a direct message. */
  readonly to: string | null;
  /** An earlier attempt may have arrived. */
  readonly mayBeThere: boolean;
}

/** More would not be read at a glance: the others are named. */
const mostRows = 4;

/** What somebody waited for has come, or will not: in one message, each with its moments. */
export function watchToldMessage({ told, to, mayBeThere }: ToldWatches): Message {
  const [only, ...others] = told;
  const lead = [
    to === null ? null : mrkdwn`${mention(to)}`,
    mayBeThere
      ? mrkdwn`_You may have read this already: simscope was interrupted while it told you._`
      : null,
  ];
  if (only !== undefined && others.length === 0) return oneTold(only, lead);
  const back = told.filter(({ watch }) => watch.state.kind === "back").length;
  const what =
    back === told.length
      ? mrkdwn`${bold(`${countWords(back)} SIMs that you waited for are back.`)}`
      : mrkdwn`${bold(`Of ${countWords(told.length)} SIMs that you waited for ${countWords(back)} ${back === 1 ? "is" : "are"} back.`)}`;
  const rest = told.slice(mostRows);
  const names = joined(
    told.map((one) => mrkdwn`${one.name}`),
    ", ",
  );
  return message(joined([...lead, what, names], " "), [
    section(joined([...lead, what], "\n")),
    ...told.slice(0, mostRows).flatMap((one) => rowOf(one)),
    rest.length === 0
      ? null
      : section(
          joined(
            [mrkdwn`${bold(`And ${countWords(rest.length)} more:`)}`, ...rest.map(shortestLine)],
            "\n",
          ),
        ),
    context([
      mrkdwn`Each is told this once. ${code("/sim watches")} shows what you still wait for.`,
    ]),
  ]);
}

function oneTold(one: ToldWatch, lead: readonly (Mrkdwn | null)[]): Message {
  const { watch, now } = one;
  const what = eventLine(one);
  const verdict = isGone(watch)
    ? null
    : now === null
      ? mrkdwn`How it is doing now is not known: the SIM platform did not answer.`
      : mrkdwn`${bold("Now:")} ${verdictNow(now)}`;
  return message(joined([...lead, what, verdict], " "), [
    section(joined([...lead, what, one.quiet && quietLine(one.quiet)], "\n")),
    verdict === null ? null : section(verdict, sessionsButton(one)),
    context([
      joined(
        [mrkdwn`You asked for this ${instantMrkdwn(watch.pressedAt)}.`, againWords(watch)],
        " ",
      ),
    ]),
  ]);
}

/** What is to be done to hear of it once more. */
function againWords(watch: Watch): Mrkdwn | null {
  const press = mrkdwn`press ${bold("Tell me when it is back")} in its answer again`;
  if (isGone(watch)) return null;
  return watch.state.kind === "over"
    ? mrkdwn`To go on waiting, ${press}.`
    : mrkdwn`It is told this once: if it falls silent again, ${press}.`;
}

function isGone({ state }: Watch): boolean {
  return state.kind === "over" && state.because === "gone";
}

/** The verdict with its moment; the silence that has just ended is told above, with its numbers. */
function verdictNow(now: SimReport): Mrkdwn {
  return now.triage.verdict.kind === "past_gaps"
    ? mrkdwn`${titleNow(now)}.`
    : verdictWithMoment(now);
}

/** `🔹 Notice: Was silent, and came back, as of 10:05`. */
function titleNow({ triage: { verdict, findings }, asOf }: SimReport): Mrkdwn {
  const { severity, kind } = verdict;
  const title = findings.find((finding) => finding.kind === kind)?.title;
  const what = title ?? (severity === "unknown" ? "can't tell" : "looks normal");
  return mrkdwn`${ours(severityMark(severity))}: ${ours(what)}, as of ${instantMrkdwn(asOf)}`;
}

/** One of several: what happened, and below it in small print the rest, each with its moment. */
function rowOf(one: ToldWatch): (KnownBlock | null)[] {
  const { watch, now, before } = one;
  if (watch.state.kind !== "back")
    return isGone(watch)
      ? [section(eventLine(one))]
      : [section(eventLine(one), sessionsButton(one))];
  return [
    section(shortLine(one), sessionsButton(one)),
    context([
      joined(
        [
          missedWords(before),
          now === null
            ? mrkdwn`now not known: the SIM platform did not answer`
            : mrkdwn`now ${titleNow(now)}`,
        ],
        " · ",
      ),
    ]),
  ];
}

/** The name, and below it `Heard 10:05 after 7 h 13 min`. */
function shortLine(one: ToldWatch): Mrkdwn {
  return mrkdwn`${bold(nameOf(one))}\n${heardAgain(one, "Heard")}`;
}

/** The same in one line, as far as it is told at all. */
function shortestLine(one: ToldWatch): Mrkdwn {
  return one.watch.state.kind === "back"
    ? mrkdwn`${bold(nameOf(one))}: ${heardAgain(one, "heard")}`
    : eventLine(one);
}

function nameOf({ watch: { account }, name }: ToldWatch): string {
  return `${name}${accountSuffix(account)}`;
}

function heardAgain(one: ToldWatch, heard: "Heard" | "heard"): Mrkdwn {
  const { state } = one.watch;
  if (state.kind !== "back") return mrkdwn``;
  const since = silentSince(one);
  const silence = since === null ? mrkdwn`` : mrkdwn` after ${durationWords(state.sign - since)}`;
  return mrkdwn`${ours(heard)} ${instantMrkdwn(state.sign)}${silence}`;
}

/** The last sign of life before it was heard again: one that came late may be after the one known at the press. */
function silentSince({ watch, before }: Pick<ToldWatch, "watch" | "before">): Instant | null {
  return laterOf(before?.lastSeen ?? null, watch.lastSign);
}

function sessionsButton({ watch: { simSid, account }, name }: ToldWatch) {
  return button({
    actionId: "sim_pick",
    label: "Sessions",
    spoken: `Sessions of ${name}${inAccountOption(account)}`,
    value: encodePick({ simSid, account, windowName: defaultWindowName, place: "beside" }),
  });
}

/** `Cargo camera 7 is back: heard 10:05 after 7 h 13 min, silent since 02:52; about 14 reports missed.` */
function eventLine({ watch, name, before, now }: ToldWatch): Mrkdwn {
  const { account, state, lastSign, lookedAt } = watch;
  const named = bold(`${name}${accountSuffix(account)}`);
  if (state.kind === "back") {
    const since = silentSince({ watch, before });
    const missed = missedWords(before);
    const silence =
      since === null
        ? mrkdwn`, for the first time in the 30 days that the platform keeps`
        : mrkdwn` after ${durationWords(state.sign - since)}, silent since ${instantMrkdwn(since)}`;
    return mrkdwn`${named} is back: heard ${localAndUtc(state.sign)}${silence}${missed === null ? mrkdwn`` : mrkdwn`; ${missed}`}.`;
  }
  if (state.kind === "over" && state.because === "gone")
    return mrkdwn`${named} is no longer waited for: the SIM platform has no such SIM any more, as of ${localAndUtc(lookedAt)}.`;
  return mrkdwn`${named} is no longer waited for: ${heardWords(now, lastSign)} in the seven days since you asked, as of ${localAndUtc(now?.asOf ?? lookedAt)}.`;
}

function heardWords(now: SimReport | null, lastSign: Instant | null): Mrkdwn {
  const since = now?.lastSeen ?? lastSign;
  return since === null
    ? mrkdwn`nothing was heard`
    : mrkdwn`nothing was heard after ${instantMrkdwn(since)}`;
}

function missedWords(before: SimReport | null): Mrkdwn | null {
  const missed = before?.triage.silences.now?.missedIfHeard ?? null;
  if (missed === null) return null;
  const lost = counted(missed, "report");
  return mrkdwn`about ${sentenceMrkdwn([lost])} missed`;
}

/** They asked for it when they were allowed to look there. Says nothing of what it was. */
export function watchNotAllowedMessage(
  because: Exclude<Parameters<typeof notAllowedMessage>[0], "outside">,
  admins: readonly string[],
  count: number,
): Message {
  const what = mrkdwn`You asked simscope to tell you when ${ours(count === 1 ? "a SIM is" : `${countWords(count)} ${nounFor(count, "SIM")} are`)} back. That has ended, as you may not look there any more.`;
  return together(message(what, [section(what)]), notAllowedMessage(because, admins));
}
