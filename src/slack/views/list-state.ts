import { minuteMs } from "../../core/instant.ts";
import type { AccountList, ListState } from "../../core/list-state.ts";
import { countWords, durationWords, instantWordsUtc, nounFor } from "../../core/words.ts";
import { bold, instantMrkdwn, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { failureMrkdwn } from "./present-error.ts";

/** An age that nobody needs to be told in bold. */
const freshMs = 15 * minuteMs;

type ReadyList = Extract<ListState, { kind: "ready" }>;

/**
 * From which lists an answer comes and how old they are; small, below the answer. Of several
 * accounts those about whose lists there is nothing to remark share a line.
 */
export function listStateLine(lists: readonly AccountList[]): Mrkdwn {
  const plain = lists.flatMap(({ account, state }) =>
    account !== null && isPlain(state) ? [{ account, state }] : [],
  );
  const together = plain.length > 1 ? plain : [];
  const told = new Set<ListState>(together.map(({ state }) => state));
  return joined(
    [
      together.length === 0 ? null : togetherWords(together),
      ...lists
        .filter(({ state }) => !told.has(state))
        .map(({ account, state }) =>
          account === null ? listWords(state) : mrkdwn`${bold(account)}: ${listWords(state)}`,
        ),
    ],
    "\n",
  );
}

/** As fresh and whole as lists are: what it lacks was not there. */
export function isPlain(state: ListState): state is ReadyList {
  return state.kind === "ready" && state.incomplete === null && !isOld(state);
}

/** `Lists of SIMs: us 42, emea 6, as of now.`, with the age of the oldest. */
function togetherWords(
  lists: readonly { readonly account: string; readonly state: ReadyList }[],
): Mrkdwn {
  const counts = lists.map(
    ({ account, state }) => mrkdwn`${bold(account)} ${countWords(state.simCount)}`,
  );
  const [oldest] = lists.map(({ state }) => state).toSorted((a, b) => b.ageMs - a.ageMs);
  const age = oldest === undefined ? null : ageWords(oldest);
  return mrkdwn`Lists of SIMs: ${joined([...counts, age], ", ")}.`;
}

/** The list that says least: as long as it is not there, "none" means little. */
export function weakestOf(lists: readonly AccountList[]): AccountList {
  const weakness = ({ state }: AccountList): number =>
    state.kind === "failed" ? 3 : state.kind === "loading" ? 2 : isOld(state) ? 1 : 0;
  const [weakest] = lists.toSorted((a, b) => weakness(b) - weakness(a));
  if (weakest === undefined) throw new Error("an answer comes from one list at least");
  return weakest;
}

/** From which list an answer comes and how old that is. */
export function listWords(state: ListState): Mrkdwn {
  switch (state.kind) {
    case "loading":
      return mrkdwn`The list of SIMs is still loading: ${counted(state.listed)} so far.`;
    case "failed":
      return mrkdwn`The list of SIMs could not be read: ${failureMrkdwn(state.error)}`;
    case "ready": {
      const { incomplete, lastError } = state;
      return joined(
        [
          mrkdwn`From the list of ${countedWords(state)}.`,
          incomplete === null
            ? null
            : mrkdwn`The platform did not list all of them: SIMs are missing.`,
          lastError === undefined
            ? null
            : mrkdwn`It could not be listed again since: ${failureMrkdwn(lastError)}`,
        ],
        " ",
      );
    }
  }
}

/** `1,234 SIMs, as of 4 min ago (…)`. */
export function countedWords(state: ReadyList): Mrkdwn {
  const age = ageWords(state);
  return mrkdwn`${counted(state.simCount)}, ${isOld(state) ? bold(age) : age}`;
}

function ageWords({ readAt, ageMs }: ReadyList): Mrkdwn {
  return ageMs < minuteMs
    ? mrkdwn`as of now`
    : mrkdwn`as of ${durationWords(ageMs)} ago (${instantMrkdwn(readAt)}, ${instantWordsUtc(readAt)})`;
}

/** Old enough that "not found" may only mean "added since". */
export function isOld(state: ListState): boolean {
  return state.kind === "ready" && (state.ageMs >= freshMs || state.lastError !== undefined);
}

function counted(sims: number): string {
  return `${countWords(sims)} ${nounFor(sims, "SIM")}`;
}
