import type { KnownBlock } from "@slack/types";
import { compactOf, fold } from "../../core/fold.ts";
import { isHeard, unlisted } from "../../core/hearing.ts";
import type { AccountList } from "../../core/list-state.ts";
import { fewestLastDigits } from "../../core/reading/iccid.ts";
import { defaultWindowName } from "../../core/window.ts";
import { countWords, nounFor } from "../../core/words.ts";
import { actions, button, context, type Message, message, section } from "../kit/blocks.ts";
import { bold, code, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { findCommand } from "../typed/command-words.ts";
import { encodeFind } from "../values/pick-state.ts";
import { inAccounts, mayBeThere, ofAccount, unaskedLine } from "./account-words.ts";
import { isOld, listStateLine, weakestOf } from "./list-state.ts";
import { otherNumberOf, otherNumberWords, typeInstead } from "./other-number.ts";
import { type ListedSim, simLine } from "./sim-line.ts";

export interface FoundSims {
  /** What was looked for; empty: everything. Untrusted text. */
  readonly wanted: string;
  readonly sims: readonly { readonly sim: ListedSim; readonly isSimilarOnly: boolean }[];
  readonly total: number;
  /** How many of them only resemble the text. */
  readonly similar: number;
  /** 1-based. */
  readonly page: number;
  readonly pageCount: number;
  /** The only account that was looked in; `null`: all that may be looked in. */
  readonly account: string | null;
  readonly lists: readonly AccountList[];
}

/** Its sessions appear beside the list, so that the next SIM is one press away. */
const question = { windowName: defaultWindowName, place: "beside" } as const;

/** The SIMs that match a search, nearest first, one page of them. */
export function foundSimsMessage(found: FoundSims): Message {
  const { sims, lists } = found;
  const areAllSimilar = sims.every(({ isSimilarOnly }) => isSimilarOnly);
  const firstSimilar = sims.findIndex(({ isSimilarOnly }) => isSimilarOnly);
  const what = foundWords(found);
  return message(what, [
    section(what),
    ...sims.flatMap(({ sim }, index): (KnownBlock | null)[] => [
      index === firstSimilar && !areAllSimilar ? context([mrkdwn`Only spelt alike:`]) : null,
      simLine(sim, question),
    ]),
    pageControls(found),
    context([listStateLine(lists)]),
  ]);
}

function foundWords(found: FoundSims): Mrkdwn {
  const { wanted, total, page, pageCount, lists } = found;
  // An account without a list has not been looked in.
  const listed = listsThere(lists);
  const where = inAccounts(namesIn(listed.length === 0 ? lists : listed));
  const what =
    wanted === ""
      ? mrkdwn`${countWords(total)} ${nounFor(total, "SIM")} ${where}.`
      : matchWords(found);
  if (pageCount === 1) return what;
  const paged = mrkdwn`${what} Page ${countWords(page)} of ${countWords(pageCount)}.`;
  return wanted === "" || pageCount <= mostLeafed
    ? paged
    : mrkdwn`${paged} More of the name, or the last ${fewestLastDigits} digits of the ICCID, find fewer.`;
}

/** Nobody turns more pages than that to find one SIM. */
const mostLeafed = 3;

/** With so few characters everything that begins with them is found, and nothing that is spelt alike. */
const fewCharacters = 2;

function isBeginning(wanted: string): boolean {
  return compactOf(fold(wanted)).length <= fewCharacters;
}

/** What only resembles the text is never counted as a match. */
function matchWords({ wanted, total, similar, lists }: FoundSims): Mrkdwn {
  const right = total - similar;
  const where = named(lists);
  const spelt = mrkdwn`${countWords(similar)} ${similar === 1 ? "is" : "are"} spelt alike`;
  if (similar === 0 && isBeginning(wanted)) {
    return mrkdwn`${countWords(right)} ${nounFor(right, "SIM")}${where} with a name, or a word in it, that begins with ${bold(wanted)}.`;
  }
  if (right === 0) return mrkdwn`No SIM${where} matches ${bold(wanted)} exactly; ${spelt}.`;
  const what = mrkdwn`${countWords(right)} ${right === 1 ? "SIM" : "SIMs"}${where} ${right === 1 ? "matches" : "match"} ${bold(wanted)}`;
  return similar === 0
    ? mrkdwn`${what}.`
    : mrkdwn`${what}; ${countWords(similar)} more ${similar === 1 ? "is" : "are"} spelt alike.`;
}

/** The one account that was looked in, where there are several. */
function named(lists: readonly AccountList[]): Mrkdwn {
  const [only, ...others] = lists;
  return only === undefined || others.length > 0 ? mrkdwn`` : ofAccount(only.account);
}

function namesIn(lists: readonly AccountList[]): (string | null)[] {
  return lists.map(({ account }) => account);
}

function pageControls({ wanted, account, page, pageCount }: FoundSims) {
  const valueAt = (to: number) => encodeFind({ text: wanted, account, page: to });
  return actions([
    page > 1
      ? button({
          actionId: "find_back",
          label: "Back",
          spoken: "the SIMs before these",
          value: valueAt(page - 1),
        })
      : null,
    page < pageCount
      ? button({
          actionId: "find_more",
          label: "More",
          spoken: "the SIMs after these",
          value: valueAt(page + 1),
        })
      : null,
  ]);
}

export interface NothingFound {
  readonly wanted: string;
  /** SIMs with some of the words. */
  readonly nearest: readonly ListedSim[];
  /** The only account that was looked in; `null`: all that may be looked in. */
  readonly account: string | null;
  readonly lists: readonly AccountList[];
}

/** No SIM matches a search, and how much that means. */
export function nothingFoundMessage(nothing: NothingFound): Message {
  const { wanted, nearest, lists } = nothing;
  const other = otherNumberOf(wanted);
  const what = other === null ? nothingWords(wanted, lists) : otherNumberWords(other);
  const unsearched = unsearchedLine(lists);
  return message(joined([what, unsearched], " "), [
    section(joined([what, unsearched, other === null ? nextWords(nothing) : typeInstead], "\n")),
    nearest.length > 0 ? section(mrkdwn`These have some of the words:`) : null,
    ...nearest.map((sim): KnownBlock => simLine(sim, question)),
    context([listStateLine(lists)]),
  ]);
}

/** A list that is not there has a next step of its own; one without any SIM has none. */
function nextWords({ wanted, account, lists }: NothingFound): Mrkdwn | null {
  if (wanted === "" || weakestOf(lists).state.kind !== "ready") return null;
  return isBeginning(wanted)
    ? mrkdwn`So few characters find what begins with them. See all: ${code(findCommand({ text: "", account }))}`
    : mrkdwn`Try fewer letters, or see all: ${code(findCommand({ text: "", account }))}`;
}

function oldWords(lists: readonly AccountList[]): Mrkdwn {
  const old = lists.filter(({ state }) => isOld(state));
  return old.length === 1
    ? mrkdwn`The list${ofAccount(old[0]?.account ?? null)} is old`
    : mrkdwn`The lists ${inAccounts(namesIn(old))} are old`;
}

function listsThere(lists: readonly AccountList[]): readonly AccountList[] {
  const missing = unlisted(lists);
  return lists.filter(({ account }) => isHeard(account, missing));
}

/** The accounts that could not be looked in, beside others that could. `null`: there is no such account. */
function unsearchedLine(lists: readonly AccountList[]): Mrkdwn | null {
  const unasked = unlisted(lists);
  return unasked.length === lists.length ? null : unaskedLine(unasked, mayBeThere);
}

function nothingWords(wanted: string, all: readonly AccountList[]): Mrkdwn {
  const ready = listsThere(all);
  const lists = ready.length === 0 ? all : ready;
  const { account, state } = weakestOf(lists);
  const looked = wanted === "" ? mrkdwn`SIM` : mrkdwn`SIM like ${bold(wanted)}`;
  switch (state.kind) {
    case "loading":
      return mrkdwn`Cannot tell yet whether there is a ${looked}: the list of SIMs${ofAccount(account)} is still loading, with ${countWords(state.listed)} listed so far. Try again in a minute.`;
    case "failed":
      return mrkdwn`Cannot look for a ${looked}: simscope has no list of SIMs${ofAccount(account)}, because the SIM platform did not give it. Nothing is known to be wrong with your SIM. Try again in a minute.`;
    case "ready":
      return isOld(state)
        ? mrkdwn`There is no ${looked} in the list that simscope has. ${oldWords(lists)}: what was added since is missing.`
        : mrkdwn`There is no ${looked} ${inAccounts(namesIn(lists))}.`;
  }
}
