import type { KnownBlock } from "@slack/types";
import type { DarkGroup } from "../../core/fleet/dark-groups.ts";
import type { DarkList, DarkRow } from "../../core/fleet/dark-list.ts";
import type { Instant } from "../../core/instant.ts";
import { operatorLabel } from "../../core/operator.ts";
import { type Audience, maskingOf } from "../../core/private-numbers.ts";
import { shortSid, simLabels } from "../../core/sim.ts";
import { countWords, durationWords, nounFor } from "../../core/words.ts";
import { actions, button, context, type Message, message, section } from "../kit/blocks.ts";
import { cleanText } from "../kit/clean.ts";
import { maskedMessage } from "../kit/message-texts.ts";
import {
  bold,
  instantMrkdwn,
  joined,
  type Mrkdwn,
  mrkdwn,
  nearMrkdwn,
  ours,
  timeMrkdwn,
} from "../kit/mrkdwn.ts";
import { type DarkState, encodeDark } from "../values/dark-state.ts";
import { encodePick } from "../values/pick-state.ts";
import { accountSuffix, inAccounts } from "./account-words.ts";
import { type Coverage, coverageLines, lookedAtWords, sumOf } from "./fleet-coverage.ts";
import { quietLine } from "./quiet.ts";
import { pickButton } from "./sim-line.ts";

/** As many as one screen of a phone shows. */
const rowsOfPage = 4;

export interface DarkPage {
  readonly outcome: DarkList;
  /** What was asked for; a page that is no longer there is the last one. */
  readonly state: DarkState;
  readonly audience: Audience;
  /** Told after an earlier list, which lacked so many of these; `null`: there was none. */
  readonly more: number | null;
}

/** A row with the group that it stands in. */
interface Placed {
  readonly group: DarkGroup<DarkRow>;
  readonly row: DarkRow;
}

/** The rows of a page, and which page that is. */
export function darkRowsOf({ groups }: DarkList, asked: number) {
  const all = groups.flatMap((group) => group.rows.map((row): Placed => ({ group, row })));
  const pageCount = Math.max(1, Math.ceil(all.length / rowsOfPage));
  const page = Math.min(Math.max(1, asked), pageCount);
  return { rows: all.slice((page - 1) * rowsOfPage, page * rowsOfPage), page, pageCount };
}

/** The SIMs that are silent beyond their own rhythm, by what they share, one page of them. */
export function darkMessage({ outcome, state, audience, more }: DarkPage): Message {
  const { at, total } = outcome;
  const { rows, page, pageCount } = darkRowsOf(outcome, state.page);
  const what = headWords(outcome);
  const turned =
    pageCount === 1 ? null : mrkdwn`Page ${countWords(page)} of ${countWords(pageCount)}.`;
  const dark = message(joined([what, turned], " "), [
    more === null ? null : context([moreWords(more)]),
    section(what),
    ...rows.flatMap(({ group, row }, index): (KnownBlock | null)[] => {
      const isFirst = rows[index - 1]?.group !== group;
      const isAll = group.kind === "others" && outcome.groups.length === 1;
      const heading = isFirst && !isAll ? [section(bold(groupWords(group, at)))] : [];
      return [...heading, ...rowBlocks(row, group, outcome, audience)];
    }),
    total === 0 ? null : controls({ ...state, page }, pageCount),
    // Whoever turns the page has read how much the list is worth.
    context([
      joined(
        [turned, mrkdwn`As of ${instantMrkdwn(at)}.`, ...(page === 1 ? footWords(outcome) : [])],
        " ",
      ),
    ]),
  ]);
  if (audience === "asker") return dark;
  return maskedMessage(
    dark,
    rows.map(({ row }) => row.sim.iccid),
  );
}

/** Why the list is there once more. */
function moreWords(more: number): Mrkdwn {
  const found =
    more === 0
      ? mrkdwn`no more are silent`
      : mrkdwn`${countWords(more)} more ${more === 1 ? "is" : "are"} silent`;
  return mrkdwn`simscope has read on since the list before: ${found}.`;
}

function headWords(outcome: DarkList): Mrkdwn {
  const { total, atLeastMs, coverage, lists, groups } = outcome;
  const sum = sumOf(coverage);
  // Of those that are not active nobody expects to hear: they stand below, and count in no share.
  const notActive = groups.find(({ kind }) => kind === "not_active")?.rows.length ?? 0;
  const count = total - notActive;
  const isOne = count <= 1;
  const where =
    lists.length === 1 && lists[0]?.account === null
      ? mrkdwn``
      : mrkdwn` ${inAccounts(lists.map(({ account }) => account))}`;
  if (sum.known === 0 && total === 0) {
    return mrkdwn`Can't tell which SIMs are silent${where}: none of ${activeWords(sum)} was looked at yet.`;
  }
  const rhythm = mrkdwn`silent beyond ${isOne ? "its" : "their"} own rhythm`;
  const beyond =
    atLeastMs === null ? rhythm : mrkdwn`${rhythm}, and for at least ${durationWords(atLeastMs)}`;
  const counted = bold(`${count === 0 ? "None" : countWords(count)} of ${activeWords(sum)}`);
  const are = count === 0 ? "is known to be" : isOne ? "is" : "are";
  return mrkdwn`${counted}${where} ${are} ${beyond}; ${lookedAtWords(sum)}.`;
}

function activeWords({ active }: Coverage): string {
  return active === null ? "the SIMs" : `${countWords(active)} active ${nounFor(active, "SIM")}`;
}

function groupWords(group: DarkGroup<DarkRow>, at: Instant): Mrkdwn {
  const count = group.rows.length;
  const sims = `${countWords(count)} ${nounFor(count, "SIM")}`;
  switch (group.kind) {
    case "together": {
      const { operator, cell, from, to } = group;
      const place = cell === null ? mrkdwn`${operator}` : mrkdwn`${operator}, cell ${cell}`;
      const when =
        to - from < minuteOfWords
          ? mrkdwn`at ${nearMrkdwn(from, at)}`
          : mrkdwn`from ${nearMrkdwn(from, at)} to ${timeMrkdwn(to)}`;
      return mrkdwn`${ours(sims)} last heard ${when} on ${place}`;
    }
    case "others":
      return mrkdwn`${ours(sims)}${count === 1 ? " at its own time" : ", each at its own time"}`;
    case "not_active":
      return mrkdwn`${ours(sims)} whose state is not active`;
    case "quiet":
      return mrkdwn`${ours(sims)} quiet by arrangement`;
  }
}

const minuteOfWords = 60_000;

/** What it is and since when; below it how long, where it was last, and as of when. */
function rowBlocks(
  row: DarkRow,
  group: DarkGroup<DarkRow>,
  { at }: DarkList,
  audience: Audience,
): (KnownBlock | null)[] {
  const { sim, facts, missed, quiet } = row;
  const { account, sid } = sim;
  const value = encodePick({ simSid: sid, account, windowName: "7d", place: "beside" });
  const name = nameFor(row, audience);
  const known = [
    mrkdwn`${durationWords(at - facts.lastSign)}`,
    group.kind === "not_active" ? mrkdwn`state: ${facts.simState ?? "unknown"}` : null,
    missed === null || missed < 1
      ? null
      : mrkdwn`about ${countWords(missed)} ${nounFor(missed, "report")} missed`,
    placeWords(row, group),
    mrkdwn`as of ${nearMrkdwn(facts.readAt, at)}`,
  ];
  return [
    section(
      mrkdwn`${bold(name)}${ours(accountSuffix(account))}\nSilent since ${nearMrkdwn(facts.lastSign, at)}`,
      pickButton({ name, account }, { actionId: "sim_pick", label: "Sessions", value }),
    ),
    context([joined([joined(known, " · "), quiet && quietLine(quiet)], "\n")]),
  ];
}

/** Where it was last known, as far as its group does not say so; `null`: it says all. */
function placeWords({ facts }: DarkRow, group: DarkGroup<DarkRow>): Mrkdwn | null {
  const { operator, cell } = facts;
  const isSaid = group.kind === "together";
  if (isSaid && group.cell !== null) return null;
  const label = operator === null ? null : operatorLabel(operator);
  return joined(
    [
      isSaid ? null : mrkdwn`${label ?? "operator unknown"}`,
      cell === null ? mrkdwn`cell unknown` : mrkdwn`cell ${cell}`,
    ],
    " · ",
  );
}

/** So many digits may be the number of a device, however they are grouped. */
const deviceDigits = 14;

/**
 * The name; for a channel one that can be no number of a card or a device. An answer knows those of
 * its SIM's devices and masks them; here they are not known, so any name like one gives way.
 */
function nameFor({ sim }: DarkRow, audience: Audience): string {
  const labels = simLabels(sim);
  if (audience === "asker") return cleanText(labels[0], 200);
  const isShown = maskingOf([sim.iccid]);
  const fits = (name: string): boolean =>
    isShown(name) === name && name.replace(/\P{Nd}/gu, "").length < deviceDigits;
  return cleanText(labels.find(fits) ?? shortSid(sim.sid), 200);
}

function controls(state: DarkState, pageCount: number) {
  const { page } = state;
  const valueAt = (to: number) => encodeDark({ ...state, page: to });
  return actions([
    page > 1
      ? button({
          actionId: "dark_back",
          label: "Back",
          spoken: "the SIMs before these",
          value: valueAt(page - 1),
        })
      : null,
    page < pageCount
      ? button({
          actionId: "dark_more",
          label: "More",
          spoken: "the SIMs after these",
          value: valueAt(page + 1),
        })
      : null,
    button({
      actionId: "dark_export",
      label: "Export",
      spoken: "Export all of them as a CSV file",
      value: valueAt(page),
    }),
  ]);
}

/** What the list does not show, in small print. */
function footWords({
  unread,
  backAgain,
  notLookedAt,
  isReadingOn,
  coverage,
}: DarkList): readonly (Mrkdwn | null)[] {
  return [
    backAgain === 0
      ? null
      : mrkdwn`${countWords(backAgain)} more ${backAgain === 1 ? "is" : "are"} not silent, as read now.`,
    unread === 0
      ? null
      : mrkdwn`${countWords(unread)} ${isReadingOn ? "not read again yet" : "could not be read again"}: ${unread === 1 ? "its row says" : "their rows say"} as of when.`,
    notLookedAt === 0
      ? null
      : mrkdwn`${countWords(notLookedAt)} more may be silent, too: due since ${notLookedAt === 1 ? "it was" : "they were"} read, and not read again ${isReadingOn ? "yet" : "in time"}.`,
    isReadingOn
      ? mrkdwn`simscope reads on for a minute at most, and shows the list again if that changes it.`
      : null,
    ...coverageLines(sumOf(coverage), coverage),
  ];
}
