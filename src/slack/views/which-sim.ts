import type { KnownBlock } from "@slack/types";
import { type Beside, isHeard, type Unasked } from "../../core/hearing.ts";
import { minuteMs } from "../../core/instant.ts";
import type { AccountList } from "../../core/list-state.ts";
import { isMisshapenSid } from "../../core/reading/given.ts";
import { fewestLastDigits } from "../../core/reading/iccid.ts";
import { isSimSid, shortSid } from "../../core/sim.ts";
import { countWords, durationWords, nounFor } from "../../core/words.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { bold, code, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { findCommand } from "../typed/command-words.ts";
import type { ComparedWith } from "../values/pick-state.ts";
import {
  elsewhereLine,
  inAccounts,
  mayBeThere,
  ofAccount,
  onlyThere,
  unaskedLine,
} from "./account-words.ts";
import { isOld, listStateLine, weakestOf } from "./list-state.ts";
import { otherNumberOf, otherNumberWords, typeInstead } from "./other-number.ts";
import { type ListedSim, type SimLineInput, simLine } from "./sim-line.ts";

export interface SeveralSims extends Beside {
  /** What was asked for. Untrusted text. */
  readonly wanted: string;
  /** At most ten. */
  readonly candidates: readonly ListedSim[];
  readonly total: number;
  /** Whether the last digits of the ICCID led here. */
  readonly isByDigits: boolean;
}

/** A name that several SIMs answer to: simscope never guesses. */
export function whichSimMessage(several: SeveralSims, question: SimLineInput): Message {
  const { wanted, candidates, total, isByDigits, alsoIn, unasked } = several;
  const what = isByDigits
    ? mrkdwn`${countWords(total)} SIMs have an ICCID that ends in ${bold(wanted)}.`
    : mrkdwn`${countWords(total)} SIMs answer to ${bold(wanted)}.`;
  const more = total - candidates.length;
  return message(mrkdwn`${what} Which one?`, [
    section(mrkdwn`${what} Which one?`),
    ...candidates.map((sim): KnownBlock => simLine(sim, question)),
    more > 0
      ? context([
          mrkdwn`and ${countWords(more)} more. Give more of the name, or see all of them: ${code(findCommand({ text: wanted, account: onlyAccount(candidates) }))}`,
        ])
      : null,
    context([comparedLine(question.compared), elsewhereLine({ asked: wanted, alsoIn, unasked })]),
  ]);
}

/** What the choice is for. `null`: for its sessions, as the buttons say. */
function comparedLine(compared: ComparedWith | undefined): Mrkdwn | null {
  if (compared === undefined) return null;
  const { sim, called = isSimSid(sim) ? shortSid(sim) : sim } = compared;
  return mrkdwn`The one that you choose is compared with ${bold(called)}.`;
}

/** `null`: they are in several accounts, or there is only one. */
function onlyAccount(sims: readonly ListedSim[]): string | null {
  const [first] = sims;
  return sims.every(({ account }) => account === first?.account) ? (first?.account ?? null) : null;
}

export interface NoMatch {
  readonly wanted: string;
  /** Names that resemble it, at most five. */
  readonly nearest: readonly ListedSim[];
  /** Whether the text holds those names as a whole, among other words. */
  readonly isNamed?: boolean;
  readonly lists: readonly AccountList[];
  readonly unasked: readonly Unasked[];
}

/** No SIM answers to it, as far as is known; and how far that is. */
export function noMatchMessage(none: NoMatch, question: SimLineInput): Message {
  const { nearest, lists, unasked } = none;
  const other = otherNumberOf(none.wanted);
  const what = other === null ? noMatchWords(none) : otherNumberWords(other);
  const unheard = unaskedLine(unasked, mayBeThere);
  const fallback = joined(
    [what, unheard, nearest.length > 0 ? mrkdwn`Did you mean another?` : null],
    " ",
  );
  const hint = shapeHint(none.wanted);
  return message(fallback, [
    section(joined([what, hint, unheard], "\n")),
    nearest.length > 0
      ? section(none.isNamed ? namedWords(nearest) : mrkdwn`Did you mean one of these?`)
      : null,
    ...nearest.map((sim): KnownBlock => simLine(sim, question)),
    section(other !== null ? typeInstead : none.isNamed ? onlyThatBehind : advice(none)),
    context([nearest.length > 0 ? comparedLine(question.compared) : null, listStateLine(lists)]),
  ]);
}

function namedWords(named: readonly ListedSim[]): Mrkdwn {
  return named.length === 1
    ? mrkdwn`But this one is named in it:`
    : mrkdwn`But these are named in it:`;
}

/** The spelling is right then: what stands around it is not understood. */
const onlyThatBehind = mrkdwn`Press its button. Behind the name of a SIM there can stand a window (${code("24h")}, ${code("7d")} or ${code("30d")}) and ${code("public")}, and nothing else.`;

/** How far an account was searched that could not be asked. */
function onlyListed({ account, state }: AccountList): Mrkdwn {
  const count = state.kind === "ready" ? state.simCount : 0;
  const where = bold(account ?? "this account");
  return mrkdwn`In ${where} only the list of ${countWords(count)} ${nounFor(count, "SIM")} was searched; a new SIM may be missing from it.`;
}

/** A slip of the hand that can be told from the text alone. `null`: none. */
function shapeHint(wanted: string): Mrkdwn | null {
  const text = wanted.trim();
  if (isMisshapenSid(text)) {
    return mrkdwn`A SID has 34 characters: DE, then 32 digits or letters from a to f. This text has ${text.length}.`;
  }
  return /^\d{1,4}$/.test(text)
    ? mrkdwn`The last digits of an ICCID lead to a SIM from ${fewestLastDigits} digits on.`
    : null;
}

/** The lists of the accounts that were asked; of all, if none was. */
function heardOf({ lists, unasked }: NoMatch): readonly AccountList[] {
  const heard = lists.filter(({ account }) => isHeard(account, unasked));
  return heard.length === 0 ? lists : heard;
}

/** Look-alikes come from these lists, although their accounts could not be asked. */
function listsOfUnasked(none: NoMatch): readonly AccountList[] {
  const heard = heardOf(none);
  return none.lists.filter((list) => !heard.includes(list) && list.state.kind === "ready");
}

function noMatchWords(none: NoMatch): Mrkdwn {
  const { wanted } = none;
  const heard = heardOf(none);
  const { account, state } = weakestOf(heard);
  switch (state.kind) {
    case "loading":
      return mrkdwn`No SIM ${bold(wanted)} yet: the list of SIMs${ofAccount(account)} is still loading, with ${countWords(state.listed)} listed so far.`;
    case "failed":
      return mrkdwn`No SIM has the unique name ${bold(wanted)}, and simscope has no list${ofAccount(account)} in which to look for other names: the SIM platform did not give it.`;
    case "ready":
      return isOld(state)
        ? noneInOldWords(wanted, heard)
        : mrkdwn`No SIM ${bold(wanted)} ${inAccounts(heard.map((list) => list.account))}.`;
  }
}

function noneInOldWords(wanted: string, heard: readonly AccountList[]): Mrkdwn {
  const ages = heard.flatMap(({ state }) => (state.kind === "ready" ? [state.ageMs] : []));
  const age = durationWords(Math.max(minuteMs, ...ages));
  const [only, ...others] = heard;
  return others.length === 0
    ? mrkdwn`No SIM ${bold(wanted)} in the list${ofAccount(only?.account ?? null)} as of ${age} ago.`
    : mrkdwn`No SIM ${bold(wanted)} in the lists ${inAccounts(heard.map(({ account }) => account))}; the oldest is as of ${age} ago.`;
}

function advice(none: NoMatch): Mrkdwn {
  const [heard, unasked] = [heardOf(none), listsOfUnasked(none)];
  const { state: list } = weakestOf(heard);
  const exact = mrkdwn`The SID (DE…), the exact unique name and the complete ICCID`;
  const always =
    none.unasked.length === 0
      ? mrkdwn`${exact} always work, even if the SIM is new.`
      : mrkdwn`${exact} work even if the SIM is new, in every account that can be asked.`;
  if (list.kind === "loading") return mrkdwn`${always} For other names, try again in a minute.`;
  if (list.kind === "failed") {
    return mrkdwn`${always} Nothing is known to be wrong with your SIM. Try again in a minute.`;
  }
  const seen =
    unasked.length === 0
      ? onlyThere(heard.map(({ account }) => account))
      : joined(unasked.map(onlyListed), " ");
  return mrkdwn`Check the spelling. A part of the name is enough, and ${code("/sim find")} shows all that match. ${always} ${seen}`;
}
