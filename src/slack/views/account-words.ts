import { isBotError } from "../../core/errors.ts";
import type { Beside, Unasked } from "../../core/hearing.ts";
import type { SimReport } from "../../core/report.ts";
import { simLabel } from "../../core/sim.ts";
import { bold, code, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { sessionsCommand } from "../typed/command-words.ts";
import { failureMrkdwn } from "./present-error.ts";

/**
 * ` · account emea`, to stand behind a name; nothing where there is only one account. The two words
 * stay on one line, also in a heading on a phone.
 */
export function accountSuffix(account: string | null): string {
  return account === null ? "" : ` · account\u00A0${account}`;
}

/** The name of a report's SIM, with its account where there are several. Untrusted. */
export function reportedName({ sim, account }: Pick<SimReport, "sim" | "account">): string {
  return `${simLabel(sim)}${accountSuffix(account)}`;
}

/** ` in emea`, to be typed behind a SIM; nothing where there is only one account. */
export function inAccountOption(account: string | null): string {
  return account === null ? "" : ` in ${account}`;
}

/** ` in account emea`, behind a noun; nothing where there is only one account. */
export function ofAccount(account: string | null): Mrkdwn {
  return account === null ? mrkdwn`` : mrkdwn` in account ${bold(account)}`;
}

/** `in this account`, `in account emea`, `in the accounts us and emea`. */
export function inAccounts(accounts: readonly (string | null)[]): Mrkdwn {
  const names = accounts.filter((name) => name !== null);
  if (names.length === 0) return mrkdwn`in this account`;
  return names.length === 1
    ? mrkdwn`in account ${namesList(names)}`
    : mrkdwn`in the accounts ${namesList(names)}`;
}

/** `us, emea and apac`. */
export function namesList(names: readonly string[]): Mrkdwn {
  const [last = mrkdwn``, ...others] = names.map((name) => bold(name)).toReversed();
  return others.length === 0 ? last : mrkdwn`${joined(others.toReversed(), ", ")} and ${last}`;
}

/** How far a search went. One account of several may have been named, or be the only one here. */
export function onlyThere(accounts: readonly (string | null)[]): Mrkdwn {
  return accounts.some((name) => name !== null)
    ? mrkdwn`Only SIMs ${inAccounts(accounts)} were looked for.`
    : mrkdwn`A SIM of another account cannot be seen from here.`;
}

function unaskedWords(account: string | null): string {
  return account === null
    ? "The account could not be asked."
    : `Account ${account} could not be asked.`;
}

function whyUnasked(error: unknown): Mrkdwn {
  return error === null ? mrkdwn`Its list of SIMs is still loading.` : failureMrkdwn(error);
}

export function sentenceCase(text: string): string {
  return text.startsWith("simscope") ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** What could not be looked at, so that nobody takes silence for an answer. `null`: nothing. */
export function unaskedLine(
  unasked: readonly Unasked[],
  meaning: (error: unknown) => Mrkdwn,
): Mrkdwn | null {
  if (unasked.length === 0) return null;
  return joined(
    unasked.map(
      ({ account, error }) =>
        mrkdwn`${bold(unaskedWords(account))} ${whyUnasked(error)} ${meaning(error)}`,
    ),
    "\n",
  );
}

/** Where nothing was found in the other accounts; waiting mends no refused credentials. */
export function mayBeThere(error: unknown): Mrkdwn {
  const isRefused =
    isBotError(error) &&
    (error.code === "sim_api_unauthorized" || error.code === "sim_api_forbidden");
  return isRefused
    ? mrkdwn`The SIM may be there: ask the person who runs simscope.`
    : mrkdwn`The SIM may be there: try again in a minute.`;
}

/** Beside an answer, or a choice, from the other accounts: their lists may have been searched. */
export function mayBeMissed(): Mrkdwn {
  return mrkdwn`A SIM of that name there may be missed.`;
}

/** What is known of the other accounts beside an answer. */
export interface Elsewhere extends Beside {
  /** As it was asked for. Untrusted. */
  readonly asked: string;
}

/** A SIM of that name in another account may be the one that was meant. Empty: there is none. */
export function elsewhereLine({ asked, alsoIn, unasked }: Elsewhere): Mrkdwn {
  const also =
    alsoIn.length === 0
      ? null
      : joined(
          [
            mrkdwn`${bold(asked)} also leads to a SIM ${inAccounts(alsoIn)}:`,
            ...alsoIn.map((account) => code(sessionsCommand({ sim: asked, account }))),
          ],
          "\n",
        );
  return joined([also, unaskedLine(unasked, mayBeMissed)], "\n");
}
