import type { SimReport } from "../../core/report.ts";
import { simLabel } from "../../core/sim.ts";
import { bold, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { failureWords } from "../present-error.ts";

/** ` · account emea`, to stand behind a name; nothing where there is only one account. */
export function accountSuffix(account: string | null): string {
  return account === null ? "" : ` · account ${account}`;
}

/** The name of a report's SIM, with its account where there are several. Untrusted. */
export function reportedName({ sim, account }: Pick<SimReport, "sim" | "account">): string {
  return `${simLabel(sim)}${accountSuffix(account)}`;
}

/** ` in emea`, to be typed behind a SIM; nothing where there is only one account. */
export function inAccountOption(account: string | null): string {
  return account === null ? "" : ` in ${account}`;
}

/** `in this account`, `in account emea`, `in the accounts us and emea`. */
export function inAccounts(accounts: readonly (string | null)[]): Mrkdwn {
  const names = accounts.filter((name) => name !== null).map((name) => bold(name));
  const [last, ...others] = names.toReversed();
  if (last === undefined) return mrkdwn`in this account`;
  return others.length === 0
    ? mrkdwn`in account ${last}`
    : mrkdwn`in the accounts ${joined(others.toReversed(), ", ")} and ${last}`;
}

export interface UnaskedAccount {
  readonly account: string | null;
  readonly error: unknown;
}

/** What could not be looked at, so that nobody takes silence for an answer. `null`: nothing. */
export function unaskedLine(unasked: readonly UnaskedAccount[], meaning: Mrkdwn): Mrkdwn | null {
  if (unasked.length === 0) return null;
  return joined(
    unasked.map(
      ({ account, error }) =>
        mrkdwn`${bold(mrkdwn`Account ${account ?? ""} could not be searched`)}: ${failureWords(error)} ${meaning}`,
    ),
    "\n",
  );
}

/** Where nothing was found in the other accounts. */
export const mayBeThere = mrkdwn`The SIM may be there: try again in a minute.`;
